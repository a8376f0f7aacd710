"""A form on paper: a table of what is asked and what was answered, or room to write and boxes to tick."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.documents.blocks import Table

Row = tuple[StrOrPromise, str]
LINE: Final = "\n\n"  # in a cell: room for one line, written by hand
ROOM: Final = "\n\n\n\n"
_WIDTHS: Final = (1, 2)


def form(rows: Iterable[Row]) -> Table:
    """Return what is asked, a row each, with its answer beside it."""
    told = tuple((str(label), answer) for label, answer in rows)
    return Table("", (_("What"), _("In our own words")), told, widths=_WIDTHS)


def boxes(choices: Iterable[tuple[str, StrOrPromise]]) -> str:
    """Return choices to tick by hand."""
    return "\n".join(f"☐ {label}" for _key, label in choices)
