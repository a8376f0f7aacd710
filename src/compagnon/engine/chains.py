"""Chains in which placed mentees change mentor: who could get a place, and who competes for one."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from compagnon.engine.grid import Flags, Ints
from compagnon.engine.result import Shortage
from compagnon.engine.standing import Standing

FAR: Final = -1
"""A distance that no chain covers."""
NOWHERE: Final = -1
"""No column: no mentor before, or none after."""
Step = tuple[int, int, int]
"""A row that leaves one column for another."""


@dataclass(frozen=True)
class Chains:
    """How far everybody is from a place to take, and from a place to want.

    `to_place[column]`: how many mentees must change or give up a mentor before this mentor has a
    place for somebody who has none (0: has one left; 1: perhaps a mentee's second mentor).
    `to_wish[row]`: how many must change mentor before this mentee takes one more (0: wishes for
    one already). FAR: no chain does it.
    Add one pair between a mentee who has no mentor and a mentor within reach of a place, and
    exactly one more mentee is placed; between a mentee within reach of a wish and a mentor with a
    place left, and there is exactly one more pair (Berge's theorem).
    `possible` are the pairs that a chain may add, `made` those it may undo, `spare` those of
    mentees who have another mentor.
    """

    to_place: Ints
    to_wish: Ints
    possible: Flags
    made: Flags
    spare: Flags

    def moves_to_place(self, column: int) -> list[Step]:
        """Return who moves, from which column to which, so that this column has a place."""
        steps = []
        while (distance := self.to_place[column]) > 0:
            nearer = self.to_place == distance - 1
            for row in np.flatnonzero(self.made[:, column]).tolist():
                nexts = np.flatnonzero(self.possible[row] & nearer)
                if nexts.size:
                    steps.append((row, column, int(nexts[0])))
                    column = int(nexts[0])
                    break
            else:  # nobody moves on: somebody with a second mentor gives this one up
                return [*steps, (int(np.flatnonzero(self.spare[:, column])[0]), column, NOWHERE)]
        return steps

    def moves_to_wish(self, row: int, column: int) -> list[Step]:
        """Return who moves, from which column to which, so that this row can take this column."""
        steps = []
        while (distance := self.to_wish[row]) > 0:
            nearer = self.to_wish == distance - 1
            left, takers = next(
                (left, takers)
                for left in np.flatnonzero(self.made[row]).tolist()
                if (takers := np.flatnonzero(self.possible[:, left] & nearer)).size
            )
            steps.append((row, left, column))
            row, column = int(takers[0]), left
        return [*steps, (row, NOWHERE, column)] if steps else []


def find_chains(standing: Standing, allowed: Flags) -> Chains:
    """Follow all chains over allowed pairs at once: O(longest chain x rows x columns) at worst."""
    made = standing.made
    spare = made & (standing.mentors_of > 1)[:, None]
    left = standing.offer.capacity > made.sum(axis=0)
    wishing = standing.offer.wishes > made.sum(axis=1)
    possible = allowed & ~made
    return Chains(
        _to_place(possible, made, (left, np.logical_or.reduce(spare))),
        _spread(possible, made, wishing),
        possible,
        made,
        spare,
    )


def _to_place(possible: Flags, made: Flags, starts: tuple[Flags, Flags]) -> Ints:
    """Walk back from places that are left (0) and places that can be given up (1)."""
    fresh, given_up = starts
    distances: Ints = np.where(fresh, 0, FAR)
    distance = 0
    while fresh.any() or distance == 0:
        distance += 1
        movable = np.logical_or.reduce(possible[:, fresh], axis=1)
        fresh = np.logical_or.reduce(made[movable])
        if distance == 1:
            fresh |= given_up
        fresh &= distances == FAR
        distances[fresh] = distance
    return distances


def _spread(possible: Flags, made: Flags, fresh: Flags) -> Ints:
    """Walk from these mentees to those who would make room for them, and so on."""
    distances: Ints = np.where(fresh, 0, FAR)
    distance = 0
    while fresh.any():
        distance += 1
        wanted = np.logical_or.reduce(possible[fresh])
        fresh = np.logical_or.reduce(made[:, wanted], axis=1) & (distances == FAR)
        distances[fresh] = distance
    return distances


def without_reversals(standing: Standing) -> Flags:
    """Return the pairs the first round allowed, with only one direction for any two people.

    Of a couple who could mentor each other the pair that was made stays, else the better one, so
    that no chain through what is left ends in two people mentoring each other.
    """
    judged = standing.judged
    rows = np.flatnonzero(judged.own_column >= 0)
    if not rows.size:
        return standing.offer.allowed
    columns = judged.own_column[rows]
    among = np.ix_(rows, columns)
    allowed = standing.offer.allowed.copy()
    scores = judged.scores[among]
    made = standing.made[among]
    order = np.arange(len(rows))
    worse = (scores < scores.T) | ((scores == scores.T) & (order[:, None] > order))
    both = allowed[among] & allowed[among].T
    allowed[among] &= ~(both & (made.T | (worse & ~made)))
    return allowed


def find_shortages(standing: Standing) -> tuple[tuple[Shortage, ...], Ints]:
    """Return the groups that compete for too few places, and each row's group (-1: none).

    Whoever has no mentor or could come to have none, and every mentor any of them may have: these
    mentors are full, so there are more such mentees than places. Groups that share nobody are kept
    apart.
    """
    allowed = standing.offer.allowed
    group_of = np.full(len(allowed), -1, dtype=np.int64)
    could_wait = _spread(allowed & ~standing.made, standing.made, standing.mentors_of == 0) != FAR
    rows = np.flatnonzero(could_wait & allowed.any(axis=1))
    if not rows.size:
        return (), group_of
    columns = np.flatnonzero(allowed[rows].any(axis=0))
    left, right = np.nonzero(allowed[np.ix_(rows, columns)])
    size = len(rows) + len(columns)
    links = csr_array((np.ones(len(left)), (left, right + len(rows))), shape=(size, size))
    count, labels = connected_components(links, directed=False)
    group_of[rows] = labels[: len(rows)]
    judged, found = standing.judged, []
    for group in range(count):
        members = rows[labels[: len(rows)] == group]
        mentors = columns[labels[len(rows) :] == group]
        found.append(
            Shortage(
                tuple(judged.mentees[row].id for row in members),
                tuple(judged.mentors[column].id for column in mentors),
                int(standing.offer.capacity[mentors].sum()),
            )
        )
    return tuple(found), group_of
