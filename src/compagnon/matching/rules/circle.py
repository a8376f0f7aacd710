"""Groups of a run over one pool: which may be released now, and how they are put in words. Pure: ids in, standings out."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final, TypedDict

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.matching.rules.releasing import Standing
from compagnon.matching.rules.stored import (
    StoredGroup,
    StoredInstead,
    StoredReason,
    StoredUnplaced,
)
from compagnon.schemes.matching_defaults import MatchingSettings
from compagnon.schemes.matching_shape import Comparison

GroupIds = tuple[str, ...]
Two = frozenset[str]


class StoredGroups(TypedDict):
    """What a run over one pool found, beside what every run has."""

    groups: list[StoredGroup]
    alone: list[StoredUnplaced]
    notes: list[StoredReason]


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What has happened since a run was made, by the ids of applications; two people in either order.

    `free_leaders`: who may still facilitate; `free`: who is still without a partner.
    """

    released: AbstractSet[frozenset[str]]
    left_to_others: AbstractSet[str]
    forbidden: AbstractSet[Two]
    held: AbstractSet[Two]
    free_leaders: AbstractSet[str]
    free: AbstractSet[str]


def ids_of_group(group: StoredGroup) -> GroupIds:
    """Return who is together, whoever facilitates first."""
    return tuple(group["ids"])


def near_ties_of(group: StoredGroup) -> list[StoredInstead]:
    """Return who would do nearly as well; of a run of an earlier version nobody is known."""
    return group.get("near_ties", [])


def standing_of(group: StoredGroup, meanwhile: Meanwhile) -> Standing:
    """Say where a group stands on the way to its letters: nobody of it may be taken, its own to the reader, or forbidden."""
    ids = frozenset(group["ids"])
    pairs = {frozenset(two) for two in combinations(group["ids"], 2)}
    leader = {group["facilitator"]} - {""}
    if ids in meanwhile.released:
        return Standing.RELEASED
    if not (leader <= meanwhile.free_leaders and ids - leader <= meanwhile.free):
        return Standing.GONE
    if ids & meanwhile.left_to_others:
        return Standing.OURS
    if pairs & meanwhile.forbidden:
        return Standing.FORBIDDEN
    return Standing.HELD if pairs & meanwhile.held else Standing.READY


def digest_of_groups(groups: Iterable[GroupIds]) -> str:
    """Return a short mark of exactly these groups, so that what was looked at is what is released."""
    lines = sorted(" ".join(sorted(ids)) for ids in groups)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def among_equals(settings: MatchingSettings) -> MatchingSettings:
    """Return by what several are put together: who is ahead of whom is no question there, and a rule that warns forbids.

    Among several there is no one pair of which a warning could be accepted.
    """
    criteria = (one for one in settings.criteria if one.comparison != Comparison.GAP)
    return replace(settings.strict, criteria=tuple(criteria))


def fewest(group: StoredGroup, settings: Mapping[str, Any]) -> int:
    """Return of how many people a group opens: two peers, or as many as the smallest circle of its scheme has."""
    return int(settings["circle_sizes"][0]) if group["facilitator"] else 2


def may_still_open(said_no: Collection[bool], least: int, *, has_leader: bool) -> bool:
    """Say whether enough people are left once some said no, and whoever was to facilitate among them."""
    return has_leader and sum(not one for one in said_no) >= least


_CALLED: Final[dict[bool, StrPromise]] = {True: _("Circle"), False: _("Peers together")}
_OF_PEERS: Final[dict[int, StrPromise]] = {2: _("Pair"), 3: _("Group of three")}


def called(size: int, *, is_led: bool) -> StrPromise:
    """Return what so many people together are called."""
    return _CALLED[True] if is_led else _OF_PEERS.get(size, _CALLED[False])
