"""Rules about what the two answered: alike, apart, or something in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Answer, Person, Reading, require_whole
from compagnon.engine.rules.base import Rule


@dataclass(frozen=True)
class ForbidSame(Rule):
    """Nobody is paired within the same institution, team, … (one code each)."""

    attribute: str
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"same_{self.attribute}")

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        answer = mentee.code(self.attribute)
        return answer is not None and answer == mentor.code(self.attribute)

    def forbids_all(self, grid: Grid) -> Flags:
        rows, columns = grid.codes(self.attribute)
        same: Flags = (rows[:, None] == columns) & (rows[:, None] >= 0)
        return same

    def reads(self) -> tuple[Reading, ...]:
        return (Reading(self.attribute, "code"),)

    def reason(self) -> Reason:
        return Reason("rule.forbid_same", {"attribute": self.attribute})


@dataclass(frozen=True)
class RequireOverlap(Rule):
    """The two must share at least `minimum` codes: a mode, a language, two free slots.

    `mentor_attribute` names the mentor's attribute where it differs from the mentee's.
    """

    attribute: str
    minimum: int = 1
    mentor_attribute: str = ""
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "mentor_attribute", self.mentor_attribute or self.attribute)
        object.__setattr__(self, "key", self.key or f"shared_{self.attribute}")
        require_whole(self.key, "minimum", self.minimum, least=1)

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        wanted, offered = mentee.codes(self.attribute), mentor.codes(self.mentor_attribute)
        return bool(wanted and offered) and len(wanted & offered) < self.minimum

    def forbids_all(self, grid: Grid) -> Flags:
        hits, rows, columns = grid.hits(self.attribute, self.mentor_attribute)
        short: Flags = (hits < self.minimum) & (rows > 0)[:, None] & (columns > 0)
        return short

    def reads(self) -> tuple[Reading, ...]:
        return (
            Reading(self.attribute, "codes", ("mentee",)),
            Reading(self.mentor_attribute, "codes", ("mentor",)),
        )

    def reason(self) -> Reason:
        return Reason(
            "rule.require_overlap", {"attribute": self.attribute, "minimum": self.minimum}
        )

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:
        if self.minimum > 1:
            return ({},)
        codes = sorted(mentee.codes(self.attribute))
        return [{self.mentor_attribute: frozenset([code])} for code in codes] or ({},)

    def shortfalls(self, grid: Grid) -> Ints:
        return self.minimum - grid.hits(self.attribute, self.mentor_attribute)[0]


@dataclass(frozen=True)
class OnlyShared:
    """The condition that `code` is all that the two have in common of `attribute`.

    Whoever did not answer goes along with anything, so the other's answer decides; where neither
    answered, the condition does not hold.
    """

    attribute: str
    code: str

    def holds(self, mentee: Person, mentor: Person) -> bool:
        """Say whether it holds for one pair (the reference form)."""
        mine, theirs = mentee.codes(self.attribute), mentor.codes(self.attribute)
        return ((mine & theirs) if mine and theirs else (mine | theirs)) == {self.code}

    def holds_for_all(self, grid: Grid) -> Flags:
        """Say the same of every pair of a grid."""
        hits, rows, columns = grid.hits(self.attribute, self.attribute)
        mine, theirs = grid.naming(self.attribute, self.code)
        both = (hits == 1) & mine[:, None] & theirs
        left = (mine & (rows == 1))[:, None] & (columns == 0)
        right = (rows == 0)[:, None] & theirs & (columns == 1)
        held: Flags = both | left | right
        return held


@dataclass(frozen=True)
class RequireSame(Rule):
    """The two must give the same answer: the same region, perhaps only if they can only meet there.

    `RequireSame("region", OnlyShared("mode", "face_to_face"))`: pairs who can meet face to face
    only must be of one region.
    """

    attribute: str
    only_if: OnlyShared | None = None
    waivable: bool = True
    key: str = ""
    elementwise: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or f"one_{self.attribute}")

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        mine, theirs = mentee.code(self.attribute), mentor.code(self.attribute)
        if mine is None or theirs is None or mine == theirs:
            return False
        return self.only_if is None or self.only_if.holds(mentee, mentor)

    def forbids_all(self, grid: Grid) -> Flags:
        rows, columns = grid.codes(self.attribute)
        apart: Flags = (rows[:, None] != columns) & (rows[:, None] >= 0) & (columns >= 0)
        return apart if self.only_if is None else apart & self.only_if.holds_for_all(grid)

    def reads(self) -> tuple[Reading, ...]:
        own = (Reading(self.attribute, "code"),)
        return own if self.only_if is None else (*own, Reading(self.only_if.attribute, "codes"))

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:
        return ({self.attribute: mentee.code(self.attribute)},)

    def reason(self) -> Reason:
        if self.only_if is None:
            return Reason("rule.require_same", {"attribute": self.attribute})
        return Reason(
            "rule.require_same_if_only",
            {
                "attribute": self.attribute,
                "only": self.only_if.code,
                "shared": self.only_if.attribute,
            },
        )
