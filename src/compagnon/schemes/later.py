"""What a scheme cannot choose yet, said where it would be chosen, with what holds now."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Later:
    """A choice that is not offered: its name, and what holds in its place."""

    label: StrPromise
    now: StrPromise


CHOICES_TO_COME: Final = (
    Later(
        _("Declared line managers"),
        _(
            "Are never paired, and nobody can let it go: a warning in its place would tell the group whom somebody"
            " declared."
        ),
    ),
)
