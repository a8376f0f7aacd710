"""Where everybody stands once placed: what the explanations are made from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.judging.judge import Barrier, Judge
from compagnon.engine.judging.verdicts import Cell, Pairs, Verdicts
from compagnon.engine.people import Person
from compagnon.engine.placing.candidates import Start
from compagnon.engine.placing.offer import Offer
from compagnon.engine.problem import Problem
from compagnon.engine.result import Proved


@dataclass(frozen=True)
class Judged:
    """A problem with every pair judged: mentees with capacity are rows, mentors columns, by id.

    `verdicts` says which pairs no rule forbids, and their scores. `warnings` judges the rules that
    only warn.
    `own_column`: the column of each row's person, -1 for a mentee who is no mentor, and for all
    where people may mentor each other.
    """

    problem: Problem
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    judge: Judge
    warnings: Barrier
    verdicts: Verdicts
    own_column: Ints

    def reverse(self, cell: Cell) -> Cell | None:
        """Return the (row, column) of the same two people the other way round, if there is one."""
        row, column = cell
        reverse = int(self.own_rows[column]), int(self.own_column[row])
        return None if min(reverse) < 0 else reverse

    @cached_property
    def own_rows(self) -> Ints:
        """Return the row of each column's person, -1 for a mentor who is no mentee."""
        own = np.full(len(self.mentors), -1, dtype=np.int64)
        both = np.flatnonzero(self.own_column >= 0)
        own[self.own_column[both]] = both
        return own


@dataclass(frozen=True)
class Standing:
    """The pairs, and what there was to decide about those that are not fixed.

    `pairs`: all (row, column), sorted, `pinned` among them. What `offer` allows leaves out
    `apart`: the pairs set aside so that no two people mentor each other. `start`: the pairs that the search
    began with, where they were looked for among all that are allowed.
    """

    judged: Judged
    pairs: tuple[Cell, ...]
    pinned: frozenset[Cell]
    offer: Offer
    apart: frozenset[Cell]
    proved: Proved
    costs: tuple[int, ...]
    start: Start | None = None

    @cached_property
    def made(self) -> Pairs:
        """Return the rows and columns of pairs that were decided on, without the fixed ones."""
        decided = [cell for cell in self.pairs if cell not in self.pinned]
        rows, columns = np.array(decided, dtype=np.int64).reshape(-1, 2).T
        return rows, columns

    def made_within(self, rows: Ints, columns: Ints) -> Pairs:
        """Return where in a rectangle pairs stand that were decided on."""
        places = []
        for made, some, size in zip(self.made, (rows, columns), self.offer.shape, strict=True):
            place = np.full(size, -1, dtype=np.int64)
            place[some] = np.arange(len(some))
            places.append(place[made])
        inside = (places[0] >= 0) & (places[1] >= 0)
        return places[0][inside], places[1][inside]

    @cached_property
    def mentors_of(self) -> Ints:
        """Return how many mentors each mentee has, one of before among them."""
        rows = [row for row, _ in self.pairs]
        made = np.bincount(np.array(rows, dtype=np.int64), minlength=len(self.judged.mentees))
        return made + self._is_served

    @cached_property
    def _is_served(self) -> Flags:
        served = self.judged.problem.served
        return np.array([person.id in served for person in self.judged.mentees], dtype=np.bool_)

    @cached_property
    def counted(self) -> Flags:
        """Return which mentees are counted: not those who have a mentor and got no further one."""
        return ~self._is_served | (self.mentors_of > 1)

    @cached_property
    def mentees_of(self) -> Ints:
        """Return how many mentees each mentor has."""
        columns = [column for _, column in self.pairs]
        return np.bincount(np.array(columns, dtype=np.int64), minlength=len(self.judged.mentors))
