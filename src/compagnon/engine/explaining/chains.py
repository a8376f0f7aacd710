"""Chains in which placed mentees change mentor: who could get a place, and who competes for one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from compagnon.engine.explaining.openings import Openings
from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.result import Shortage

FAR: Final = -1
"""A distance that no chain covers."""
NOWHERE: Final = -1
"""No column: no mentor before, or none after."""
FEW: Final = 512
"""People looked at at a time where the first is wanted."""
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
    `openings` are the pairs that a chain may add; it may undo those that were made. `spare`: rows
    that have another mentor.
    """

    to_place: Ints
    to_wish: Ints
    openings: Openings
    spare: Ints

    def moves_to_place(self, column: int) -> list[Step]:
        """Return who moves, from which column to which, so that this column has a place."""
        steps = []
        while (distance := self.to_place[column]) > 0:
            nearer = np.flatnonzero(self.to_place == distance - 1)
            holders = self._made_of(column, side=1)
            for row in holders:
                onward = _first(nearer, partial(self._adds, row))
                if onward is not None:
                    steps.append((row, column, onward))
                    column = onward
                    break
            else:  # nobody moves on: somebody with a second mentor gives this one up
                spare = next(row for row in holders if row in self.spare)
                return [*steps, (spare, column, NOWHERE)]
        return steps

    def moves_to_wish(self, row: int, column: int) -> list[Step]:
        """Return who moves, from which column to which, so that this row can take this column."""
        steps = []
        while (distance := self.to_wish[row]) > 0:
            nearer = np.flatnonzero(self.to_wish == distance - 1)
            left, taker = next(
                (left, taker)
                for left in self._made_of(row, side=0)
                if (taker := _first(nearer, partial(self._added_by, left))) is not None
            )
            steps.append((row, left, column))
            row, column = taker, left
        return [*steps, (row, NOWHERE, column)] if steps else []

    def _made_of(self, person: int, *, side: int) -> list[int]:
        """Return the rows of a column's pairs, or with side 0 the columns of a row's, in order."""
        made = self.openings.standing.made
        others: list[int] = np.sort(made[1 - side][made[side] == person]).tolist()
        return others

    def _adds(self, row: int, columns: Ints) -> Flags:
        """Return which of some columns this row could add."""
        return self.openings.possible(np.array([row]), columns)

    def _added_by(self, column: int, rows: Ints) -> Flags:
        """Return which of some rows could add this column."""
        return self.openings.possible(rows, np.array([column]))


def _first(people: Ints, possible: Callable[[Ints], Flags]) -> int | None:
    """Return the first of these people of whom it is possible, a few looked at at a time."""
    for start in range(0, len(people), FEW):
        some = people[start : start + FEW]
        hits = np.flatnonzero(possible(some))
        if hits.size:
            return int(some[hits[0]])
    return None


def find_chains(openings: Openings) -> Chains:
    """Follow all chains through openings at once.

    O(rows x columns) at worst; mostly far less, because nobody is looked at again once reached.
    """
    standing = openings.standing
    rows, columns = standing.made
    mentees, mentors = standing.offer.shape
    left = standing.offer.capacity > np.bincount(columns, minlength=mentors)
    wishing = standing.offer.wishes > np.bincount(rows, minlength=mentees)
    spare = np.flatnonzero(standing.mentors_of > 1)
    given_up = np.unique(columns[np.isin(rows, spare)])
    return Chains(
        _to_place(openings, np.flatnonzero(left), given_up),
        _spread(openings, np.flatnonzero(wishing)),
        openings,
        spare,
    )


def _to_place(openings: Openings, fresh: Ints, given_up: Ints) -> Ints:
    """Walk back from places that are left (0) and places that can be given up (1)."""
    made = openings.standing.made
    distances = np.full(openings.standing.offer.shape[1], FAR, dtype=np.int64)
    distances[fresh] = distance = 0
    rows = np.unique(made[0])
    while fresh.size or distance == 0:
        distance += 1
        movable = openings.rows_of(fresh, rows)
        rows = np.setdiff1d(rows, movable)
        fresh = made[1][np.isin(made[0], movable)]
        if distance == 1:
            fresh = np.concatenate([fresh, given_up])
        fresh = np.unique(fresh[distances[fresh] == FAR])
        distances[fresh] = distance
    return distances


def _spread(openings: Openings, fresh: Ints) -> Ints:
    """Walk from these mentees to those who would make room for them, and so on."""
    made = openings.standing.made
    distances = np.full(openings.standing.offer.shape[0], FAR, dtype=np.int64)
    distances[fresh] = distance = 0
    columns = np.unique(made[1])
    while fresh.size:
        distance += 1
        wanted = openings.columns_of(fresh, columns)
        columns = np.setdiff1d(columns, wanted)
        fresh = made[0][np.isin(made[1], wanted)]
        fresh = np.unique(fresh[distances[fresh] == FAR])
        distances[fresh] = distance
    return distances


def find_shortages(standing: Standing) -> tuple[tuple[Shortage, ...], Ints]:
    """Return the groups that compete for too few places, and each row's group (-1: none).

    Whoever has no mentor or could come to have none, and every mentor any of them may have: these
    mentors are full, so there are more such mentees than places. Groups that share nobody are kept
    apart.
    """
    openings = Openings(standing)
    mentees, mentors = standing.offer.shape
    group_of = np.full(mentees, -1, dtype=np.int64)
    columns = np.arange(mentors)
    could_wait = _spread(openings, np.flatnonzero(standing.mentors_of == 0)) != FAR
    rows = openings.rows_of(columns, np.flatnonzero(could_wait), made=True)
    judged = standing.judged
    found: list[Shortage] = []
    while rows.size:
        members, theirs = _component(openings, rows, columns)
        group_of[members] = len(found)
        rows, columns = np.setdiff1d(rows, members), np.setdiff1d(columns, theirs)
        found.append(
            Shortage(
                tuple(judged.mentees[row].id for row in members),
                tuple(judged.mentors[column].id for column in theirs),
                int(standing.offer.capacity[theirs].sum()),
            )
        )
    return tuple(found), group_of


def _component(openings: Openings, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """Return all of these rows and columns that are linked to the first row."""
    fresh, members, theirs = rows[:1], rows[:1], columns[:0]
    while fresh.size:
        rows, more = np.setdiff1d(rows, fresh), openings.columns_of(fresh, columns, made=True)
        columns, theirs = np.setdiff1d(columns, more), np.union1d(theirs, more)
        fresh = openings.rows_of(more, rows, made=True)
        members = np.union1d(members, fresh)
    return members, theirs
