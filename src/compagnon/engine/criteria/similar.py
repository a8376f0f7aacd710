"""How alike in meaning what the two wrote is."""

from collections.abc import Hashable
from dataclasses import dataclass
from math import isqrt

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, missing
from compagnon.engine.judging.grid import Grid, Ints, product
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import LONGEST_VECTOR, Person, Reading, Side, require_whole

PERCENT = 100


@dataclass(frozen=True)
class Similar(Criterion):
    """How alike in meaning two free texts are, by vectors that the caller made of them.

    Answers are vectors of `length` whole numbers from -127 to 127: an embedding, scaled and rounded;
    the engine makes none. Alike by so many per cent: the cosine of their angle, rounded down, and 0
    where it is negative. That earns nothing up to `low` per cent and full marks from `high`.
    `mentor_attribute` names the mentor's attribute where it differs. Whole numbers throughout.
    """

    key: str
    weight: int
    attribute: str
    length: int
    low: int = 0
    high: int = PERCENT
    mentor_attribute: str = ""

    def __post_init__(self) -> None:
        theirs = self.mentor_attribute or self.attribute
        object.__setattr__(self, "mentor_attribute", theirs)
        require_whole(self.key, "length", self.length, least=1, most=LONGEST_VECTOR)
        for setting, value in (("low", self.low), ("high", self.high)):
            require_whole(self.key, setting, value, least=0, most=PERCENT)
        if self.low >= self.high:
            raise ProblemError("problem.band", key=self.key)

    def _percent(self, mentee: Person, mentor: Person) -> int | None:
        mine, theirs = mentee.vector(self.attribute), mentor.vector(self.mentor_attribute)
        if mine is None or theirs is None:
            return None
        product = max(sum(a * b for a, b in zip(mine, theirs, strict=True)), 0)
        lengths = sum(a * a for a in mine) * sum(b * b for b in theirs)
        return isqrt((PERCENT * product) ** 2 // lengths)

    def value(self, mentee: Person, mentor: Person) -> int | None:
        percent = self._percent(mentee, mentor)
        if percent is None:
            return None
        return FULL * (min(max(percent, self.low), self.high) - self.low) // (self.high - self.low)

    def values(self, grid: Grid) -> Ints:
        left, right = grid.vectors(self.attribute, self.mentor_attribute)
        # No sum passes 2^24, and no square 2^63: see LONGEST_VECTOR.
        by = np.maximum(product(left, right), 0).astype(np.int64)
        mine, theirs = ((side * side).sum(axis=1).astype(np.int64) for side in (left, right))
        squares = (PERCENT * by) ** 2 // np.maximum(mine[:, None] * theirs, 1)
        percent = np.sqrt(squares).astype(np.int64)
        within = np.clip(percent, self.low, self.high) - self.low
        answered = (mine > 0)[:, None] & (theirs > 0)
        return np.where(answered, FULL * within // (self.high - self.low), -1)

    def counting(self, person: Person, side: Side) -> Hashable:
        name = self.attribute if side == "mentee" else self.mentor_attribute
        return person.vector(name) is not None

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        percent = self._percent(mentee, mentor)
        if percent is not None:
            return Reason("similar.by", {"percent": percent})
        return missing(
            (self.attribute, self.mentor_attribute),
            mentee_answered=mentee.vector(self.attribute) is not None,
            mentor_answered=mentor.vector(self.mentor_attribute) is not None,
        )

    def reads(self) -> tuple[Reading, ...]:
        return (
            Reading(self.attribute, "vector", ("mentee",), length=self.length),
            Reading(self.mentor_attribute, "vector", ("mentor",), length=self.length),
        )
