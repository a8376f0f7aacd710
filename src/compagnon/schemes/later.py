"""What a scheme cannot choose yet, said where it would be chosen: what holds now, and what a kind rules out for good."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.schemes.models import Scheme
from compagnon.schemes.template import TEMPLATES


@dataclass(frozen=True)
class Later:
    """A choice that is not offered: its name, what holds in its place, why a kind of scheme never offers it."""

    label: StrOrPromise
    now: StrOrPromise
    never: StrOrPromise


_CHOICES: Final[tuple[tuple[str, StrPromise, StrPromise], ...]] = (
    (
        "line_management",
        _("Declared line managers"),
        _(
            "Are never paired, and nobody can let it go: a warning in its place would tell the group whom somebody"
            " declared."
        ),
    ),
    (
        "reports_to_managers",
        _("Reports to a manager"),
        _("There are none. They are not available yet."),
    ),
)


def choices_to_come(scheme: Scheme) -> tuple[Later, ...]:
    """Return what a scheme cannot choose yet, with the reason where its kind rules it out."""
    promises = TEMPLATES[scheme.template].promises
    return tuple(Later(label, now, promises.get(key, "")) for key, label, now in _CHOICES)
