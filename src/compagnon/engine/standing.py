"""Where everybody stands once placed: what the explanations are made from."""

from dataclasses import dataclass
from functools import cached_property

from compagnon.engine.assignment import Offer
from compagnon.engine.grid import Flags, Ints
from compagnon.engine.mutual import Cell
from compagnon.engine.people import Person
from compagnon.engine.problem import Problem
from compagnon.engine.result import Proved
from compagnon.engine.scoring import Scores


@dataclass(frozen=True)
class Judged:
    """A problem with every pair judged: mentees with capacity are rows, mentors columns, by id.

    `eligible`: no rule forbids the pair. `unanswered`: criteria that no pair answered.
    `own_column`: the column of each row's person, -1 for a mentee who is no mentor, and for all
    where people may mentor each other.
    """

    problem: Problem
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    eligible: Flags
    scores: Scores
    unanswered: tuple[str, ...]
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
    """The pairs, and the first round in which everybody was offered one mentor.

    `pairs`: all (row, column), `pinned` among them. `offer` and `mate`: the first round, without
    fixed pairs; what it allows leaves out `apart`, the pairs set aside so that no two people
    mentor each other.
    """

    judged: Judged
    pairs: tuple[Cell, ...]
    pinned: frozenset[Cell]
    offer: Offer
    mate: Ints
    apart: frozenset[Cell]
    proved: Proved
