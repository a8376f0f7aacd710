"""What another package finds about applicants, by which the queue is narrowed: the register of members does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class Finder:
    """`choices`: what it may find, in words; none where there is nothing to look in.

    `where`: of which open applications of a joining point it finds one of them. `against`: at which of them somebody
    has to look before anything is approved. Both are asked of the database, and of nobody who may not know.
    """

    choices: Callable[[Actor, JoiningPoint], Mapping[str, StrOrPromise]]
    where: Callable[[Actor, JoiningPoint, str], Q]
    against: Callable[[Actor, JoiningPoint], Q]


NONE: Final = Q(pk__in=())


_finders: Final[dict[str, Finder]] = {}


def register(name: str, finder: Finder) -> None:
    """Add a finder, from a package's AppConfig.ready; it asks the policy itself, and takes a query each."""
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


def found_as(viewer: Actor, point: JoiningPoint, finding: str) -> Q:
    """Return of which applications this is found."""
    return _any(finder.where(viewer, point, finding) for finder in _finders.values())


def found_against(viewer: Actor, point: JoiningPoint) -> Q:
    """Return at which applications somebody should look first because of what is found."""
    return _any(finder.against(viewer, point) for finder in _finders.values())


def _any(found: Iterable[Q]) -> Q:
    return reduce(or_, found, NONE)
