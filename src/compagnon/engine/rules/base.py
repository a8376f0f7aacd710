"""Hard rules: what forbids a pair, however well it would score.

A rule is data with two forms that must agree: `forbids` judges one pair and is the reference (tests
and explanations use it); `forbids_all` judges a whole grid with numpy.
Somebody who did not answer what a rule asks is never forbidden by it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

import numpy as np

from compagnon.engine.aims import MOST_POINTS
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Answer, Person, Reading, require_whole

ONESELF: Final = "oneself"
MUTUAL: Final = "mutual"


class Rule(ABC):
    """A hard rule. `key` names it in results; two rules of a problem never share one.

    `waivable` says whether a coordinator may lift it for a single pair: only then is lifting it
    ever suggested to place somebody.
    """

    key: str
    waivable: bool
    elementwise: ClassVar[bool] = False
    """Whether `forbids_all` only sets `rows[:, None]` against `columns`: then it can judge lists of pairs."""

    @abstractmethod
    def forbids(self, mentee: Person, mentor: Person) -> bool:
        """Say whether this pair is forbidden (the reference form)."""

    @abstractmethod
    def forbids_all(self, grid: Grid) -> Flags:
        """Say the same of every pair of a grid: rows x columns of bool, O(rows x columns)."""

    @abstractmethod
    def reason(self) -> Reason:
        """Return the rule in words."""

    def reads(self) -> tuple[Reading, ...]:
        """Return the attributes it reads; if there are any, it depends on nothing else.

        Unreadable answers are refused beforehand, and people who give the same answers are judged
        together.
        """
        return ()

    def named(self, grid: Grid) -> Iterable[tuple[str, str]] | None:  # noqa: ARG002 -- for rules that name pairs
        """Return (mentor id, mentee id) of all pairs it forbids, if it forbids but a few.

        They need not be people of the grid. None: it must judge every pair.
        """
        return None

    def suiting(self, mentee: Person) -> Sequence[Mapping[str, Answer]]:  # noqa: ARG002 -- for rules that ask for something
        """Return what a mentor might answer so that this rule lets the two be a pair.

        Each by itself is enough, and as little as can be; no answer at all is never in the way.
        """
        return ({},)

    def shortfalls(self, grid: Grid) -> Ints:
        """Return how far forbidden pairs of a grid are from passing: 1 or more, small is near.

        Means nothing for pairs that pass.
        """
        return np.ones(grid.shape, dtype=np.int64)


@dataclass(frozen=True)
class Oneself(Rule):
    """Nobody mentors themself. In every problem, never waived, not to be added."""

    key: str = ONESELF
    waivable: bool = False

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        return mentee.id == mentor.id

    def forbids_all(self, grid: Grid) -> Flags:
        return grid.mark(self.named(grid))

    def named(self, grid: Grid) -> Iterable[tuple[str, str]]:
        return ((person.id, person.id) for person in grid.mentees)

    def reason(self) -> Reason:
        return Reason("rule.oneself")


@dataclass(frozen=True)
class ForbiddenPairs(Rule):
    """Pairs named one by one: line management (ALL-54), a conflict, a past pair, a "not these two".

    `pairs` holds (mentor id, mentee id). With `either_way` (the default) neither may mentor the
    other. Ids of people who are not in the problem are ignored: a declared manager need not have
    applied. `kind` is a code for the caller's words and the default key.
    """

    kind: str
    pairs: frozenset[tuple[str, str]]
    either_way: bool = True
    waivable: bool = False
    key: str = ""
    _forbidden: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.kind)
        back = {(mentee, mentor) for mentor, mentee in self.pairs} if self.either_way else set()
        object.__setattr__(self, "_forbidden", self.pairs | back)

    def forbids(self, mentee: Person, mentor: Person) -> bool:
        return (mentor.id, mentee.id) in self._forbidden

    def forbids_all(self, grid: Grid) -> Flags:
        return grid.mark(self._forbidden)

    def named(self, grid: Grid) -> Iterable[tuple[str, str]]:  # noqa: ARG002 -- these, whoever is there
        return self._forbidden

    def reason(self) -> Reason:
        return Reason("rule.forbidden_pairs", {"kind": self.kind})


@dataclass(frozen=True)
class Warn:
    """A rule that only warns: a pair that breaks it counts so many points less in the total.

    It is nobody's bar to a place, changes no score, and is named with every pair that breaks it.
    """

    rule: Rule
    points: int = 1000

    def __post_init__(self) -> None:
        require_whole(self.rule.key, "points", self.points, least=0, most=MOST_POINTS)


@dataclass(frozen=True)
class Waiver:
    """A coordinator's decision to lift one rule for one pair."""

    rule: str
    mentor_id: str
    mentee_id: str
