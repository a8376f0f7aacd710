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


@dataclass(frozen=True)
class Chains:
    """How far everybody is from a free place, and from being the one without.

    `to_free[column]`: how many mentees must move on before this mentor has a place left.
    `to_waiting[row]`: how many must move before this mentee is the one without a place.
    FAR: no chain does it. Add one pair between a mentee who can be the one without and a mentor who
    can have a place left, and exactly one more mentee is placed (Berge's theorem).
    `allowed`: the pairs the chains may use.
    """

    to_free: Ints
    to_waiting: Ints
    allowed: Flags


def find_chains(standing: Standing, allowed: Flags) -> Chains:
    """Follow all chains of the first round at once: O(longest chain x rows x columns) at worst."""
    mate = standing.mate
    taken = np.bincount(mate[mate >= 0], minlength=allowed.shape[1])
    return Chains(
        _to_free(allowed, mate, standing.offer.capacity > taken),
        _to_waiting(allowed, mate, waiting_rows(standing)),
        allowed,
    )


def waiting_rows(standing: Standing) -> Flags:
    """Return which mentees have no mentor at all."""
    waiting: Flags = standing.mate < 0
    waiting[[row for row, _ in standing.pinned]] = False
    return waiting


def _to_free(allowed: Flags, mate: Ints, free: Flags) -> Ints:
    distances: Ints = np.where(free, 0, FAR)
    fresh, distance = free, 0
    while fresh.any():
        distance += 1
        movable = (mate >= 0) & allowed[:, fresh].any(axis=1)
        fresh = np.zeros_like(free)
        fresh[mate[movable]] = True
        fresh &= distances == FAR
        distances[fresh] = distance
    return distances


def _to_waiting(allowed: Flags, mate: Ints, waiting: Flags) -> Ints:
    distances: Ints = np.where(waiting, 0, FAR)
    fresh, distance = waiting, 0
    while fresh.any():
        distance += 1
        wanted: Flags = allowed[fresh].any(axis=0)
        settled: Flags = (mate < 0) | (distances != FAR)
        fresh = ~settled & wanted[mate]
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
    made = standing.mate[rows][:, None] == columns
    order = np.arange(len(rows))
    worse = (scores < scores.T) | ((scores == scores.T) & (order[:, None] > order))
    both = allowed[among] & allowed[among].T
    allowed[among] &= ~(both & (made.T | (worse & ~made)))
    return allowed


def find_shortages(standing: Standing, chains: Chains) -> tuple[tuple[Shortage, ...], Ints]:
    """Return the groups that compete for too few places, and each row's group (-1: none).

    Whoever could be the one without a place, and every mentor any of them may have: these mentors
    are full, so there are more such mentees than places. Groups that share nobody are kept apart.
    `chains` must use all pairs that the first round allowed.
    """
    group_of = np.full(len(standing.mate), -1, dtype=np.int64)
    rows = np.flatnonzero((chains.to_waiting != FAR) & chains.allowed.any(axis=1))
    columns = np.flatnonzero(chains.allowed[rows].any(axis=0))
    if not rows.size:
        return (), group_of
    left, right = np.nonzero(chains.allowed[np.ix_(rows, columns)])
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
