"""What another package finds about applicants, by which the queue is narrowed: the register of members does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class Finder:
    """`choices`: what it may find, in words; none where there is nothing to look in.

    `find`: what it finds of each open application of a joining point that the viewer may decide about. `against`:
    what makes somebody look before anything is approved.
    """

    choices: Callable[[Actor, JoiningPoint], Mapping[str, StrOrPromise]]
    find: Callable[[Actor, JoiningPoint], Mapping[UUID, str]]
    against: frozenset[str]


_finders: Final[dict[str, Finder]] = {}


def register(name: str, finder: Finder) -> None:
    """Add a finder, from a package's AppConfig.ready; it asks the policy itself, and takes a few queries."""
    if name in _finders:
        raise ValueError(f"Registered twice: {name}")
    _finders[name] = finder


def choices_of(viewer: Actor, point: JoiningPoint) -> dict[str, StrOrPromise]:
    """Return by what is found the queue of a joining point can be narrowed."""
    return {
        key: label
        for finder in _finders.values()
        for key, label in finder.choices(viewer, point).items()
    }


def found_as(viewer: Actor, point: JoiningPoint, finding: str) -> set[UUID]:
    """Return of which applications this is found."""
    return {key for finder in _finders.values() for key in _of(finder, viewer, point, {finding})}


def found_against(viewer: Actor, point: JoiningPoint) -> set[UUID]:
    """Return at which applications somebody should look first because of what is found."""
    return {
        key for finder in _finders.values() for key in _of(finder, viewer, point, finder.against)
    }


def _of(
    finder: Finder, viewer: Actor, point: JoiningPoint, wanted: frozenset[str] | set[str]
) -> set[UUID]:
    found = viewer.memo(("found", finder, point.pk), lambda: finder.find(viewer, point))
    return {key for key, finding in found.items() if finding in wanted}
