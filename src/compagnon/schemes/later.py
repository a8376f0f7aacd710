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
        "matching_mode",
        _("How people find each other"),
        _(
            "The Coordination Group proposes, and both say yes or no. Choosing a partner oneself is not available yet."
        ),
    ),
    (
        "line_management",
        _("Declared line managers"),
        _("Are never paired. A warning in its place, with a reason, is not available yet."),
    ),
    ("has_groups", _("Groups"), _("Two people each. Groups are not available yet.")),
    (
        "reports_to_managers",
        _("Reports to the manager of a mentor"),
        _("There are none. They are not available yet."),
    ),
    (
        "qualification",
        _("Formal qualifications"),
        _("Mentoring stands by itself. A course that it belongs to cannot be named yet."),
    ),
)


def choices_to_come(scheme: Scheme) -> tuple[Later, ...]:
    """Return what a scheme cannot choose yet, with the reason where its kind rules it out."""
    promises = TEMPLATES[scheme.template].promises
    return tuple(Later(label, now, promises.get(key, "")) for key, label, now in _CHOICES)
