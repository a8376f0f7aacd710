"""What packages above add to a scheme's page: a title, a sentence, and the page where it is looked after.

A scheme does not know of application forms; whoever does registers its part.
"""

from dataclasses import dataclass
from typing import Final

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import decide
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Part:
    """A part of a scheme's page, with the way to it."""

    title: StrOrPromise
    text: StrOrPromise
    label: StrOrPromise
    url: str


@dataclass(frozen=True)
class _Entry:
    part: Part
    permission: str
    order: int


_entries: Final[list[_Entry]] = []


def register(part: Part, *, permission: str, order: int) -> None:
    """Add a part, from a package's AppConfig.ready; its `url` names a route that takes `scheme_id`."""
    if any(part.url == known.part.url for known in _entries):
        raise ValueError(f"Registered twice: {part.url}")
    _entries.append(_Entry(part, permission, order))
    _entries.sort(key=lambda entry: entry.order)


def parts_of(viewer: Actor, scheme: Scheme) -> tuple[Part, ...]:
    """Return the parts that the policy shows to a viewer, each with its address; no query of its own."""
    return tuple(
        Part(
            entry.part.title,
            entry.part.text,
            entry.part.label,
            path_to(entry.part.url, scheme_id=scheme.id),
        )
        for entry in _entries
        if decide(viewer, entry.permission, scheme).allowed
    )
