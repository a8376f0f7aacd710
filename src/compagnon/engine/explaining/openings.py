"""Pairs through which a chain may go, looked at a few at a time: until somebody is reached, no further."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.grid import Flags, Ints

BLOCK_CELLS: Final = 500_000
"""Pairs looked at at a time."""
FEWEST: Final = 64
"""People looked at at a time, at least."""


@dataclass(frozen=True)
class Openings:
    """The pairs that a standing's offer allows.

    `one_way`: only one direction for any two people. Of a couple who could mentor each other the
    pair that was made stays, else the better one, so that no chain through what is left ends in two
    people mentoring each other.
    """

    standing: Standing
    one_way: bool = False

    def allowed(self, rows: Ints, columns: Ints) -> Flags:
        """Return which pairs of a rectangle are allowed, made or not."""
        allowed = self.standing.offer.verdicts.allows(rows, columns)
        if self.one_way:
            self._turn_away(allowed, rows, columns)
        return allowed

    def possible(self, rows: Ints, columns: Ints) -> Flags:
        """Return which pairs of a rectangle a chain may add."""
        possible = self.allowed(rows, columns)
        possible[self.standing.made_within(rows, columns)] = False
        return possible

    def columns_of(self, rows: Ints, among: Ints, *, made: bool = False) -> Ints:
        """Return which of some columns any of these rows could add (or with `made`, has or could)."""
        look = self.allowed if made else self.possible
        found = []
        for some in _parts(rows, among):
            hit = look(some, among).any(axis=0)
            found.append(among[hit])
            among = among[~hit]
        return np.sort(np.concatenate([among[:0], *found]))

    def rows_of(self, columns: Ints, among: Ints, *, made: bool = False) -> Ints:
        """Return which of some rows could add any of these columns (or with `made`, has or could)."""
        look = self.allowed if made else self.possible
        found = []
        for some in _parts(columns, among):
            hit = look(among, some).any(axis=1)
            found.append(among[hit])
            among = among[~hit]
        return np.sort(np.concatenate([among[:0], *found]))

    def _turn_away(self, allowed: Flags, rows: Ints, columns: Ints) -> None:
        """Leave only one direction for people who could mentor each other."""
        judged, verdicts = self.standing.judged, self.standing.offer.verdicts
        own_column, own_row = judged.own_column, judged.own_rows
        mine, theirs = np.flatnonzero(own_column[rows] >= 0), np.flatnonzero(own_row[columns] >= 0)
        if not mine.size or not theirs.size:
            return
        there, back = (
            (rows[mine], columns[theirs]),
            (own_row[columns[theirs]], own_column[rows[mine]]),
        )
        among = np.ix_(mine, theirs)
        scores, other = verdicts.block(*there)[1], verdicts.block(*back)[1].T
        made, returned = np.zeros_like(allowed[among]), np.zeros_like(allowed[among])
        made[self.standing.made_within(*there)] = True
        returned.T[self.standing.made_within(*back)] = True
        worse = (scores < other) | ((scores == other) & (there[0][:, None] > back[0]))
        both = allowed[among] & verdicts.allows(*back).T
        allowed[among] &= ~(both & (returned | (worse & ~made)))


def _parts(people: Ints, others: Ints) -> Iterator[Ints]:
    """Cut people into parts: few at first, who mostly reach all that can be reached."""
    step = FEWEST
    while len(people):
        yield people[:step]
        people = people[step:]
        step = max(BLOCK_CELLS // max(len(others), 1), FEWEST)
