"""From criteria to one score a pair, in whole numbers, so that contributions always add up.

For one pair, let A be the criteria with weight > 0 that both people answered, in the problem's
order, with weights w1 .. wk. Criterion c may earn

    of_points(c) = FULL*(w1 + .. + wc) // W  -  FULL*(w1 + .. + w(c-1)) // W,   W = w1 + .. + wk,

so what can be earned always adds up to FULL (10,000), and a missing answer moves its weight to
what was answered. It earns points(c) = of_points(c) * value(c) // FULL. The score is the sum of the
points. If A is empty nothing is known, and the score is the middle, 5,000.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria import FULL, Criterion
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Reading, require_whole
from compagnon.engine.result import Contribution

Scores = NDArray[np.int16] | NDArray[np.int32]
NEUTRAL: Final = FULL // 2
UNCHANGED: Final = 100
"""Per cent of a weight as it is."""
MOST_SHARES: Final = 10_000
EVERYTHING: Final = ""
"""The criterion key of the contribution of a pair of which nothing is known."""


class Weighing(ABC):
    """What people say themselves of how much a criterion weighs in their pairs.

    In a pair a criterion's weight is multiplied by `always` and what each of the two adds, so both
    count alike. Points still add up to the score, and a criterion that a pair did not answer counts
    neither for nor against, whatever is said of it.
    """

    attribute: str
    always: ClassVar[int]

    @abstractmethod
    def own(self, person: Person, key: str) -> int:
        """Return what somebody adds for a criterion."""

    @abstractmethod
    def reading(self) -> Reading:
        """Return the attribute it reads."""

    @abstractmethod
    def check(self) -> None:
        """Refuse settings out of range."""

    def times(self, key: str, people: Iterable[Person]) -> int:
        """Return what the weight of a criterion is multiplied by for these people together."""
        return self.always + sum(self.own(person, key) for person in people)

    def times_all(self, key: str, grid: Grid) -> Ints:
        """Return the same for every pair of a grid."""
        mine, _, theirs, _ = grid.numbers(_own(self, key))
        times: Ints = self.always + mine[:, None] + theirs
        return times


@lru_cache(maxsize=1024)
def _own(weighing: Weighing, key: str) -> Callable[[Person], int]:
    """Return what people add for a criterion: one function for the two, so that a grid asks it once."""
    return lambda person: weighing.own(person, key)


@dataclass(frozen=True)
class Emphasis(Weighing):
    """A person's own most important criterion weighs more in that person's pairs.

    `attribute` holds the key of a criterion (any other answer has no effect: the scheme may have
    switched that criterion off). Its weight is multiplied by 1 + `extra` if one of the two names
    it, by 1 + 2 x `extra` if both do.
    """

    attribute: str = "top_criterion"
    extra: int = 1
    always: ClassVar[int] = 1

    def own(self, person: Person, key: str) -> int:
        return self.extra * (key in person.codes(self.attribute))

    def reading(self) -> Reading:
        return Reading(self.attribute, "code")

    def check(self) -> None:
        require_whole("emphasis", "extra", self.extra, least=0, most=100)


@dataclass(frozen=True)
class OwnWeights(Weighing):
    """A person's own weights for several criteria, within bounds that the scheme sets.

    `attribute` holds keys of criteria, each with how many per cent of the scheme's weight it is to
    have in that person's pairs: {"interests:200", "languages:50"}. What lies beyond `least` and
    `most` counts as the nearest bound; what is not stated is 100. In a pair a criterion has the mean
    of what the two state. Nobody can switch a criterion off: `least` is 1 or more.
    """

    attribute: str = "own_weights"
    least: int = 50
    most: int = 200
    always: ClassVar[int] = 0

    def own(self, person: Person, key: str) -> int:
        stated = person.grades(self.attribute).get(key)
        return UNCHANGED if stated is None else min(max(int(stated), self.least), self.most)

    def reading(self) -> Reading:
        return Reading(self.attribute, "grades")

    def check(self) -> None:
        require_whole("emphasis", "least", self.least, least=1, most=UNCHANGED)
        require_whole("emphasis", "most", self.most, least=UNCHANGED, most=10 * UNCHANGED)


class Said:
    """What a criterion says of a pair: its value, and why; what that adds is put together once."""

    __slots__ = ("_adds", "_key", "reason", "value")

    def __init__(self, criterion: Criterion, mentee: Person, mentor: Person) -> None:
        self.value = criterion.value(mentee, mentor)
        self.reason = criterion.reason(mentee, mentor)
        self._key = criterion.key
        self._adds: dict[int, Contribution] = {}

    def adds(self, of_points: int) -> Contribution:
        """Return what it adds of what it may add at most: for pairs alike the same object."""
        if of_points not in self._adds:
            points = of_points * (self.value or 0) // FULL
            self._adds[of_points] = Contribution(self._key, points, of_points, self.reason)
        return self._adds[of_points]


@lru_cache(maxsize=MOST_SHARES)
def _shares(weights: tuple[int, ...]) -> tuple[int, ...]:
    """Share out all points by weights that are not all 0; most pairs have the same weights."""
    before = [0, *accumulate(weights)]
    ends = [FULL * upto // before[-1] for upto in before]
    return tuple(after - start for start, after in pairwise(ends))


@dataclass(frozen=True)
class Scoring:
    """The criteria of a problem, ready to score."""

    criteria: tuple[Criterion, ...]
    emphasis: Weighing | None

    def contributions(self, mentee: Person, mentor: Person) -> tuple[Contribution, ...]:
        """Explain the score of one pair criterion by criterion (the reference form). O(criteria)."""
        said = [Said(criterion, mentee, mentor) for criterion in self.criteria]
        return self.shared_out(said, (mentee, mentor))

    def contributions_of_all(
        self, pairs: Iterable[tuple[Person, Person]], alike: Sequence[Sequence[int] | None]
    ) -> Iterator[tuple[Contribution, ...]]:
        """Yield the same of many pairs; what a criterion says of pairs alike is worked out once.

        `alike`: for each criterion a number for each pair, the same where both people answer alike
        whatever it reads; None: hardly any do.
        """
        known: list[dict[int, Said]] = [{} for _criterion in self.criteria]
        for place, people in enumerate(pairs):
            said = []
            for criterion, numbers, memory in zip(self.criteria, alike, known, strict=True):
                if numbers is None:
                    said.append(Said(criterion, *people))
                    continue
                number = numbers[place]
                if number not in memory:
                    memory[number] = Said(criterion, *people)
                said.append(memory[number])
            yield self.shared_out(said, people)

    def shared_out(
        self, said: Sequence[Said], people: tuple[Person, Person]
    ) -> tuple[Contribution, ...]:
        """Return what each criterion adds, given what all say of a pair."""
        weights = tuple(
            0 if one.value is None else self._weight(criterion, people)
            for criterion, one in zip(self.criteria, said, strict=True)
        )
        if not any(weights):
            nothing = Reason("missing.everything")
            return (Contribution(EVERYTHING, NEUTRAL, FULL, nothing),)
        return tuple(
            one.adds(of_points) for one, of_points in zip(said, _shares(weights), strict=True)
        )

    def score(self, mentee: Person, mentor: Person) -> int:
        """Return the score of one pair, 0 to FULL (the reference form)."""
        return sum(part.points for part in self.contributions(mentee, mentor))

    def _weight(self, criterion: Criterion, people: tuple[Person, Person]) -> int:
        times = 1 if self.emphasis is None else self.emphasis.times(criterion.key, people)
        return criterion.weight * times

    def of_points(self, grid: Grid) -> tuple[Ints, Flags]:
        """Return what each criterion may add at most, for each pair; and which at least one answered.

        The first is criteria x rows x columns. O(criteria x rows x columns).
        """
        values = self._values(grid)
        answered: Flags = np.logical_or.reduce(values >= 0, axis=(1, 2))
        return self.shares(values, grid), answered

    def scores(self, grid: Grid) -> Scores:
        """Return the score of every pair. O(criteria x rows x columns) time and memory."""
        values = self._values(grid)
        shares = self.shares(values, grid)
        scores: Scores = (shares * values // FULL).sum(axis=0).astype(np.int16)
        scores[~shares.any(axis=0)] = NEUTRAL
        return scores

    def _values(self, grid: Grid) -> Ints:
        values = np.empty((len(self.criteria), *grid.shape), dtype=np.int64)
        for some, criterion in zip(values, self.criteria, strict=True):
            some[:] = criterion.values(grid)
        return values

    def shares(self, values: Ints, grid: Grid) -> Ints:
        """Return what each criterion may add at most, for each pair, given all values."""
        weights = np.zeros_like(values)
        for weight, criterion, some in zip(weights, self.criteria, values, strict=True):
            weight[:] = np.where(some >= 0, self._weights(criterion, grid), 0)
        reached = np.cumsum(weights, axis=0)
        reached = FULL * reached // np.maximum(weights.sum(axis=0), 1)
        shares: Ints = np.diff(reached, axis=0, prepend=0)
        return shares

    def _weights(self, criterion: Criterion, grid: Grid) -> Ints | int:
        if self.emphasis is None:
            return criterion.weight
        return criterion.weight * self.emphasis.times_all(criterion.key, grid)
