"""A difference within a band."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, missing
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import Person, Reading, Side, require_whole


@dataclass(frozen=True)
class Gap(Criterion):
    """Whether the mentor is ahead of the mentee by as much as is wished (LSIS-24).

    The difference mentor - mentee earns full marks from `low` to `high` and falls evenly to 0
    `fade` beyond. `low = high = 0` asks for the same. With `scale` the answers are codes in that
    order ("early", "middle", "senior"); without it they are whole numbers.
    """

    key: str
    weight: int
    attribute: str
    low: int
    high: int
    fade: int = 1
    scale: tuple[str, ...] = ()
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        require_whole(self.key, "fade", self.fade, least=1)
        for setting, value in (("low", self.low), ("high", self.high)):
            require_whole(self.key, setting, value, least=-FULL)
        if self.low > self.high:
            raise ProblemError("problem.band", key=self.key)

    def _number(self, person: Person) -> int | None:
        answer = person.code(self.attribute)
        return self.scale.index(answer) if isinstance(answer, str) else answer

    def value(self, mentee: Person, mentor: Person) -> int | None:
        mine, theirs = self._number(mentee), self._number(mentor)
        if mine is None or theirs is None:
            return None
        gap = theirs - mine
        beyond = max(self.low - gap, gap - self.high, 0)
        return FULL * max(self.fade - beyond, 0) // self.fade

    def values(self, grid: Grid) -> Ints:
        mine, mine_known, theirs, theirs_known = grid.numbers(self._number)
        gap = theirs - mine[:, None]
        beyond = np.maximum(np.maximum(self.low - gap, gap - self.high), 0)
        known: Flags = mine_known[:, None] & theirs_known
        return np.where(known, FULL * np.maximum(self.fade - beyond, 0) // self.fade, -1)

    def counting(self, person: Person, side: Side) -> Hashable:  # noqa: ARG002 -- the same on both
        return self._number(person) is not None

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        mine, theirs = self._number(mentee), self._number(mentor)
        if mine is None or theirs is None:
            return missing(
                (self.attribute, self.attribute),
                mentee_answered=mine is not None,
                mentor_answered=theirs is not None,
            )
        gap = theirs - mine
        where = "below" if gap < self.low else "above" if gap > self.high else "within"
        return Reason(f"gap.{where}", {"difference": gap, "low": self.low, "high": self.high})

    def reads(self) -> tuple[Reading, ...]:
        kind: Literal["choice", "number"] = "choice" if self.scale else "number"
        return (Reading(self.attribute, kind, choices=self.scale),)
