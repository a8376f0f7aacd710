"""What is wanted at a level: languages, skills."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from compagnon.engine.criteria.base import FULL, Criterion, listed, missing
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Reading, Side, require_whole


@dataclass(frozen=True)
class AtLevel(Criterion):
    """How much of what the mentee wants at some level the mentor offers at that level or above.

    Answers are codes with a level each, "cy:B2"; `scale` orders the levels, the lowest first. Value:
    wishes met / wishes, where `enough` wishes met is full marks (None: all of them). Below the level
    a wish is not met.
    """

    key: str
    weight: int
    wanted: str
    offered: str
    scale: tuple[str, ...]
    enough: int | None = None
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.enough is not None:
            require_whole(self.key, "enough", self.enough, least=1)

    def _reached(self, mentor: Person) -> frozenset[str]:
        """Return all that a mentor offers with every level up to her own: A1 and A2 for A2."""
        return frozenset(
            f"{name}:{level}"
            for name, highest in mentor.grades(self.offered).items()
            for level in self.scale[: self.scale.index(highest) + 1]
        )

    def value(self, mentee: Person, mentor: Person) -> int | None:
        wanted, reached = mentee.codes(self.wanted), self._reached(mentor)
        if not wanted or not reached:
            return None
        target = min(len(wanted), self.enough or len(wanted))
        return FULL * min(len(wanted & reached), target) // target

    def values(self, grid: Grid) -> Ints:
        hits, wishes, offers = grid.hits(self.wanted, self._reached)
        target = np.clip(wishes, 1, self.enough)[:, None]
        answered = (wishes > 0)[:, None] & (offers > 0)
        return np.where(answered, FULL * np.minimum(hits, target) // target, -1)

    def counting(self, person: Person, side: Side) -> Hashable:
        return bool(person.codes(self.wanted if side == "mentee" else self.offered))

    def reason(self, mentee: Person, mentor: Person) -> Reason:
        wanted, offered = mentee.codes(self.wanted), mentor.grades(self.offered)
        if not wanted or not offered:
            return missing(
                (self.wanted, self.offered),
                mentee_answered=bool(wanted),
                mentor_answered=bool(offered),
            )
        met = listed(wanted & self._reached(mentor))
        if met:
            return Reason("level.met", {"count": len(met), "wanted": len(wanted), "values": met})
        below = listed(
            f"{name}:{offered[name]}" for name in mentee.grades(self.wanted) if name in offered
        )
        if below:
            return Reason("level.below", {"wanted": len(wanted), "values": below})
        return Reason("wanted.none", {"wanted": len(wanted)})

    def reads(self) -> tuple[Reading, ...]:
        return (
            Reading(self.wanted, "grades", ("mentee",), self.scale),
            Reading(self.offered, "grades", ("mentor",), self.scale),
        )
