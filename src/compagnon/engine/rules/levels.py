"""A rule about levels: a language to work in that both speak well enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from compagnon.engine.judging.grid import Flags, Grid
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import Answer, Person, Reading
from compagnon.engine.rules.base import Rule


@dataclass(frozen=True)
class RequireLevel(Rule):
    """The two must share a language to work in, or a skill, that both have at `least` or above.

    Answers are codes with a level each, "cy:B2"; `scale` orders the levels, the lowest first.
    """

    attribute: str
    scale: tuple[str, ...]
    least: str
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"shared_{self.attribute}")
        if self.least not in self.scale:
            raise ProblemError("problem.choice", key=self.key, setting="least", choices=self.scale)

    def _able(self, person: Person) -> frozenset[str]:
        enough = self.scale[self.scale.index(self.least) :]
        return frozenset(
            name for name, level in person.grades(self.attribute).items() if level in enough
        )

    def _answers(self, person: Person) -> int | None:
        return len(person.codes(self.attribute)) or None

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        if self._answers(mentee) is None or self._answers(mentor) is None:
            return False
        return not self._able(mentee) & self._able(mentor)

    def forbids_all(self, grid: Grid) -> Flags:
        _, mine, _, theirs = grid.numbers(self._answers)
        hits = grid.hits(self._able, self._able)[0]
        nothing: Flags = (hits == 0) & mine[:, None] & theirs
        return nothing

    def reads(self) -> tuple[Reading, ...]:
        return (Reading(self.attribute, "grades", choices=self.scale),)

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:
        names = sorted(self._able(mentee))
        return [{self.attribute: frozenset([f"{name}:{self.least}"])} for name in names] or ({},)

    def reason(self) -> Reason:
        return Reason("rule.require_level", {"attribute": self.attribute, "least": self.least})
