"""Alike or different, as is wished."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, listed, missing
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import Person, Reading, Side

PREFERENCES: Final = ("identical", "diverse", "either")


@dataclass(frozen=True)
class Likeness(Criterion):
    """Whether the two are alike in one respect, or differ, as is wished (ALL-13, ALL-47, ALL-52).

    Likeness is codes shared / codes named by either (so 0 or all for single answers). `wish`:
    "alike" gives marks for likeness, "different" for difference, "preferred" asks both people's
    `preference` ("identical", "diverse", "either"; no answer counts as "either") and gives the
    mean of what each wishes. If neither minds, the criterion does not count.
    """

    key: str
    weight: int
    attribute: str
    wish: Literal["alike", "different", "preferred"] = "preferred"
    preference: str = "preference"
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        choices = ("alike", "different", "preferred")
        if self.wish not in choices:
            raise ProblemError("problem.choice", key=self.key, setting="wish", choices=choices)

    def _wishes(self, mentee: Person, mentor: Person) -> list[str]:
        """Return the wishes to satisfy: "alike" or "different", at most one a person."""
        if self.wish != "preferred":
            return [self.wish]
        asked = [person.code(self.preference) for person in (mentee, mentor)]
        return ["alike" if a == "identical" else "different" for a in asked if a in PREFERENCES[:2]]

    def value(self, mentee: Person, mentor: Person) -> int | None:
        mine, theirs = mentee.codes(self.attribute), mentor.codes(self.attribute)
        wishes = self._wishes(mentee, mentor)
        if not mine or not theirs or not wishes:
            return None
        alike = FULL * len(mine & theirs) // len(mine | theirs)
        return sum(alike if wish == "alike" else FULL - alike for wish in wishes) // len(wishes)

    def values(self, grid: Grid) -> Ints:
        hits, rows, columns = grid.hits(self.attribute, self.attribute)
        alike: Ints = FULL * hits // np.maximum(rows[:, None] + columns - hits, 1)
        for_alike, for_different = self._wish_counts(grid)
        wishes = for_alike + for_different
        values: Ints = (for_alike * alike + for_different * (FULL - alike)) // np.maximum(wishes, 1)
        return np.where((wishes > 0) & (rows > 0)[:, None] & (columns > 0), values, -1)

    def _wish_counts(self, grid: Grid) -> tuple[Ints, Ints]:
        """Return how many of each pair wish for likeness, and how many for difference."""
        if self.wish != "preferred":
            ones, zeros = np.ones(grid.shape, np.int64), np.zeros(grid.shape, np.int64)
            return (ones, zeros) if self.wish == "alike" else (zeros, ones)
        counts = []
        for wish in PREFERENCES[:2]:
            mine, theirs = grid.naming(self.preference, wish)
            counts.append(mine[:, None].astype(np.int64) + theirs)
        return counts[0], counts[1]

    def counting(self, person: Person, side: Side) -> Hashable:  # noqa: ARG002 -- the same on both
        wishes = self.wish != "preferred" or person.code(self.preference) in PREFERENCES[:2]
        return bool(person.codes(self.attribute)), wishes

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        mine, theirs = mentee.codes(self.attribute), mentor.codes(self.attribute)
        if not mine or not theirs:
            return missing(
                (self.attribute, self.attribute),
                mentee_answered=bool(mine),
                mentor_answered=bool(theirs),
            )
        wishes = set(self._wishes(mentee, mentor))
        if not wishes:
            return Reason("likeness.no_wish")
        sides = {"mentee_values": listed(mine), "mentor_values": listed(theirs)}
        if mine != theirs and mine & theirs:
            return Reason("likeness.partly_alike", sides)
        seen = "alike" if mine == theirs else "different"
        against = "wishes_differ" if seen in wishes else "against_wish"
        ending = "as_wished" if wishes == {seen} else against
        return Reason(
            f"likeness.{seen}_{ending}", {"values": listed(mine)} if seen == "alike" else sides
        )

    def reads(self) -> tuple[Reading, ...]:
        own = (Reading(self.attribute, "codes"),)
        if self.wish != "preferred":
            return own
        return (*own, Reading(self.preference, "choice", choices=PREFERENCES))
