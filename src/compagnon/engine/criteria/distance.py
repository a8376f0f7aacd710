"""How near the two are."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, missing
from compagnon.engine.distances import UNKNOWN, Distances
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import Person, Reading, Side, require_whole


@dataclass(frozen=True)
class Distance(Criterion):
    """How near the two are: something to be weighed, never a bar (ALL-36, LSIS-76).

    Answers are places that `distances` knows. Full marks up to `near` kilometres, falling evenly to 0
    at `far`. A distance that is not known counts neither for nor against.
    """

    key: str
    weight: int
    attribute: str
    distances: Distances
    near: int
    far: int
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        for setting, value in (("near", self.near), ("far", self.far)):
            require_whole(self.key, setting, value, least=0)
        if self.near >= self.far:
            raise ProblemError("problem.band", key=self.key)

    def _place(self, person: Person) -> int | None:
        return self.distances.place(person.code(self.attribute))

    def _apart(self, mentee: Person, mentor: Person) -> int | None:
        return self.distances.apart(mentee.code(self.attribute), mentor.code(self.attribute))

    def value(self, mentee: Person, mentor: Person) -> int | None:
        apart = self._apart(mentee, mentor)
        if apart is None:
            return None
        beyond = min(max(self.far - apart, 0), self.far - self.near)
        return FULL * beyond // (self.far - self.near)

    def values(self, grid: Grid) -> Ints:
        apart = self.distances.all_apart(grid, self._place)
        left = np.clip(self.far - apart, 0, self.far - self.near)
        return np.where(apart == UNKNOWN, -1, FULL * left // (self.far - self.near))

    def counting(self, person: Person, side: Side) -> Hashable:  # noqa: ARG002 -- the same on both
        place = self._place(person)
        return place is not None if self.distances.is_complete else place

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        apart = self._apart(mentee, mentor)
        if apart is not None:
            where = "near" if apart <= self.near else "far" if apart >= self.far else "between"
            return Reason(f"distance.{where}", {"kilometres": apart})
        mine, theirs = self._place(mentee) is not None, self._place(mentor) is not None
        if mine and theirs:
            return Reason("distance.unknown")
        both = (self.attribute, self.attribute)
        return missing(both, mentee_answered=mine, mentor_answered=theirs)

    def reads(self) -> tuple[Reading, ...]:
        return (Reading(self.attribute, "choice", choices=self.distances.places),)
