"""Where everybody stands once placed: what the explanations are made from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from compagnon.engine.grid import Flags, Ints
from compagnon.engine.judging import Barrier, Judge
from compagnon.engine.offer import Cell, Offer
from compagnon.engine.people import Person
from compagnon.engine.problem import Problem
from compagnon.engine.result import Proved
from compagnon.engine.scoring import Scores


@dataclass(frozen=True)
class Judged:
    """A problem with every pair judged: mentees with capacity are rows, mentors columns, by id.

    `judge` has judged them: `eligible`: no rule forbids the pair. `warnings` judges the rules that
    only warn.
    `own_column`: the column of each row's person, -1 for a mentee who is no mentor, and for all
    where people may mentor each other.
    """

    problem: Problem
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    judge: Judge
    warnings: Barrier
    eligible: Flags
    scores: Scores
    own_column: Ints

    def reverse(self, cell: Cell) -> Cell | None:
        """Return the (row, column) of the same two people the other way round, if there is one."""
        row, column = cell
        other = self.own_row.get(column)
        own = int(self.own_column[row])
        return None if other is None or own < 0 else (other, own)

    @cached_property
    def own_row(self) -> dict[int, int]:
        """Return the row of each column's person who is a mentee too."""
        return {int(column): row for row, column in enumerate(self.own_column) if column >= 0}


@dataclass(frozen=True)
class Standing:
    """The pairs, and what there was to decide about those that are not fixed.

    `pairs`: all (row, column), sorted, `pinned` among them. What `offer` allows leaves out
    `apart`: the pairs set aside so that no two people mentor each other.
    """

    judged: Judged
    pairs: tuple[Cell, ...]
    pinned: frozenset[Cell]
    offer: Offer
    apart: frozenset[Cell]
    proved: Proved
    costs: tuple[int, ...]

    @cached_property
    def made(self) -> Flags:
        """Return the pairs that were decided on, without the fixed ones."""
        made = np.zeros(self.offer.allowed.shape, dtype=np.bool_)
        for cell in self.pairs:
            made[cell] = cell not in self.pinned
        return made

    @cached_property
    def mentors_of(self) -> Ints:
        """Return how many mentors each mentee has."""
        rows = [row for row, _ in self.pairs]
        return np.bincount(np.array(rows, dtype=np.int64), minlength=len(self.judged.mentees))

    @cached_property
    def mentees_of(self) -> Ints:
        """Return how many mentees each mentor has."""
        columns = [column for _, column in self.pairs]
        return np.bincount(np.array(columns, dtype=np.int64), minlength=len(self.judged.mentors))
