"""Criteria over sets of codes: what is wanted and offered, what is in common."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, Factors, listed, missing
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Reading, Side, require_whole


def _check_enough(key: str, enough: int | None) -> None:
    if enough is not None:
        require_whole(key, "enough", enough, least=1)


def _shares(hits: Ints, target: Ints) -> Ints:
    """Return what so many hits are worth where `target` of them are full marks; looked up, not divided."""
    count = int(hits.max(initial=0)) + 1
    targets = np.arange(1, int(target.max(initial=1)) + 1)[:, None]
    worth = FULL * np.minimum(np.arange(count), targets) // targets
    shares: Ints = worth.ravel().take(hits + (target - 1) * count)
    return shares


def _targets(named: Factors, enough: int | None) -> Factors:
    """Return how many hits would be full marks for each of these people by themselves."""
    targets: Factors = np.clip(named.sum(axis=1, keepdims=True), 1, enough)
    return targets


@dataclass(frozen=True)
class Wanted(Criterion):
    """How much of what the mentee wants the mentor offers (ALL-51, CORE-10).

    Value: wishes met / wishes, where `enough` wishes met is full marks (None: all of them).
    """

    key: str
    weight: int
    wanted: str
    offered: str
    enough: int | None = None
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        _check_enough(self.key, self.enough)

    def value(self, mentee: Person, mentor: Person) -> int | None:
        wanted, offered = mentee.codes(self.wanted), mentor.codes(self.offered)
        if not wanted or not offered:
            return None
        target = min(len(wanted), self.enough or len(wanted))
        return FULL * min(len(wanted & offered), target) // target

    def values(self, grid: Grid) -> Ints:
        hits, rows, columns = grid.hits(self.wanted, self.offered)
        target = np.maximum(rows if self.enough is None else np.minimum(rows, self.enough), 1)
        answered = (rows > 0)[:, None] & (columns > 0)
        return np.where(answered, _shares(hits, target[:, None]), -1)

    def most(self, grid: Grid) -> tuple[Factors, Factors]:
        wanted, offered = grid.naming_all(self.wanted, self.offered)
        return wanted * (np.float32(FULL) / _targets(wanted, self.enough)), offered

    def counting(self, person: Person, side: Side) -> Hashable:
        return bool(person.codes(self.wanted if side == "mentee" else self.offered))

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        wanted, offered = mentee.codes(self.wanted), mentor.codes(self.offered)
        if not wanted or not offered:
            return missing(
                (self.wanted, self.offered),
                mentee_answered=bool(wanted),
                mentor_answered=bool(offered),
            )
        met = listed(wanted & offered)
        if not met:
            return Reason("wanted.none", {"wanted": len(wanted)})
        return Reason("wanted.some", {"count": len(met), "wanted": len(wanted), "values": met})

    def reads(self) -> tuple[Reading, ...]:
        return (
            Reading(self.wanted, "codes", ("mentee",)),
            Reading(self.offered, "codes", ("mentor",)),
        )


@dataclass(frozen=True)
class Shared(Criterion):
    """How much the two have in common: languages, phases, free slots.

    Value: codes shared / the shorter of the two lists, where `enough` in common is full marks.
    """

    key: str
    weight: int
    attribute: str
    enough: int | None = None
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        _check_enough(self.key, self.enough)

    def value(self, mentee: Person, mentor: Person) -> int | None:
        mine, theirs = mentee.codes(self.attribute), mentor.codes(self.attribute)
        if not mine or not theirs:
            return None
        target = min(len(mine), len(theirs))
        target = min(target, self.enough or target)
        return FULL * min(len(mine & theirs), target) // target

    def values(self, grid: Grid) -> Ints:
        hits, rows, columns = grid.hits(self.attribute, self.attribute)
        target = np.maximum(np.minimum(rows[:, None], columns), 1)
        if self.enough is not None:
            target = np.minimum(target, self.enough)
        answered = (rows > 0)[:, None] & (columns > 0)
        return np.where(answered, _shares(hits, target), -1)

    def most(self, grid: Grid) -> tuple[Factors, Factors]:
        mine, theirs = grid.naming_all(self.attribute, self.attribute)
        left, right = (_targets(side, self.enough) for side in (mine, theirs))
        longest = min(left.max(initial=1), right.max(initial=1))
        # 1 / min(a, b) <= c / (a b) where neither is more than c, and equal where the larger one is c.
        left, right = np.minimum(left, longest), np.minimum(right, longest)
        return mine * (np.float32(FULL) * longest / left), theirs / right

    def counting(self, person: Person, side: Side) -> Hashable:  # noqa: ARG002 -- the same on both
        return bool(person.codes(self.attribute))

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        mine, theirs = mentee.codes(self.attribute), mentor.codes(self.attribute)
        if not mine or not theirs:
            return missing(
                (self.attribute, self.attribute),
                mentee_answered=bool(mine),
                mentor_answered=bool(theirs),
            )
        both = listed(mine & theirs)
        if not both:
            return Reason("shared.none")
        return Reason("shared.some", {"count": len(both), "values": both})

    def reads(self) -> tuple[Reading, ...]:
        return (Reading(self.attribute, "codes"),)
