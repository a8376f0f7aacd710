"""Weighted criteria: how well a pair that no rule forbids would suit.

A criterion is data with two forms that must agree: `value` judges one pair and is the reference;
`values` judges a whole grid. Values are whole numbers from 0 to FULL; None (-1 in a grid) means
that the pair did not answer what the criterion compares, so it counts neither for nor against.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Reading, Side

FULL: Final = 10_000
Factors = NDArray[np.float32]


class Criterion(ABC):
    """One thing to compare. `weight` 0 switches it off; `key` names it in results."""

    key: str
    weight: int
    elementwise: ClassVar[bool] = False
    """Whether `values` only sets `rows[:, None]` against `columns`: then it can value lists of pairs."""

    @abstractmethod
    def value(self, mentee: Person, mentor: Person) -> int | None:
        """Return how well one pair does, 0 to FULL; None if it cannot be said (reference form)."""

    @abstractmethod
    def values(self, grid: Grid) -> Ints:
        """Return the same for every pair of a grid, -1 for None: rows x columns, O(rows x columns)."""

    @abstractmethod
    def reason(self, mentee: Person, mentor: Person) -> Reason:
        """Return why one pair does as well as it does, or why that cannot be said."""

    @abstractmethod
    def reads(self) -> tuple[Reading, ...]:
        """Return the attributes it reads; a pair's value and its reason depend on nothing else.

        Unreadable answers are refused beforehand, and people who give the same answers are valued
        together.
        """

    def most(self, grid: Grid) -> tuple[Factors, Factors] | None:  # noqa: ARG002 -- for criteria that know
        """Return mentees x k and mentors x k of 0 or more whose product is no less than any pair's value.

        Exact bounds make large problems fast. None: nothing is known but that FULL is the most.
        """
        return None

    def counting(self, person: Person, side: Side) -> Hashable:
        """Return what of somebody decides whether their pairs count at all.

        Two people of a side for whom it is equal leave the same pairs without a value. Any answer
        may matter unless a criterion knows better; the fewer kinds there are, the faster it goes.
        """
        return answers(self.reads(), person, side)


def answers(readings: Iterable[Reading], person: Person, side: Side) -> Hashable:
    """Return what somebody answers of what is read on one side."""
    return tuple(
        person.attributes.get(reading.attribute) for reading in readings if side in reading.sides
    )


def listed(values: Iterable[str]) -> tuple[str, ...]:
    """Return codes in the order in which they are shown."""
    return tuple(sorted(values))


def missing(attributes: tuple[str, str], *, mentee_answered: bool, mentor_answered: bool) -> Reason:
    """Return the reason of a pair that did not answer; `attributes` are mentee's and mentor's."""
    if mentee_answered:
        return Reason("missing.mentor", {"attribute": attributes[1]})
    side = "missing.mentee" if mentor_answered else "missing.both"
    return Reason(side, {"attribute": attributes[0]})
