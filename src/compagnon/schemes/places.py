"""The pages of a joining point, as tabs: each package registers its own, in the order of the work."""

from dataclasses import dataclass
from typing import Final

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import decide
from compagnon.schemes.models import JoiningPoint


@dataclass(frozen=True)
class Place:
    """A tab: its name, where it leads, whether the reader is there."""

    label: StrOrPromise
    url: str
    is_current: bool


@dataclass(frozen=True)
class _Entry:
    label: StrOrPromise
    url_name: str
    permission: str
    order: int


_entries: Final[list[_Entry]] = []


def register(*, label: StrOrPromise, url_name: str, permission: str, order: int) -> None:
    """Add a page of a joining point, from a package's AppConfig.ready; its URL takes `joining_point_id`."""
    if any(url_name == known.url_name for known in _entries):
        raise ValueError(f"Registered twice: {url_name}")
    _entries.append(_Entry(label, url_name, permission, order))
    _entries.sort(key=lambda entry: entry.order)


def places_of(viewer: Actor, point: JoiningPoint, *, current: str) -> list[Place]:
    """Return the tabs of a joining point that the policy shows to a viewer; `current` is a URL's name."""
    return [
        Place(
            entry.label,
            path_to(entry.url_name, joining_point_id=point.id),
            entry.url_name == current,
        )
        for entry in _entries
        if decide(viewer, entry.permission, point).allowed
    ]
