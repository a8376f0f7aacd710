"""The pairs to begin with: for everybody on both sides, the few best."""

from typing import Final

import numpy as np

from compagnon.engine.grid import Flags, Ints
from compagnon.engine.offer import Offer
from compagnon.engine.pricing import Pairs
from compagnon.engine.scoring import Scores

ALL_UP_TO: Final = 10_000
"""Where no more pairs than these are possible, all of them are candidates."""
EACH: Final = 12
"""Candidates of everybody, besides what their places call for."""
BLOCK_CELLS: Final = 500_000


def candidates(offer: Offer) -> Pairs:
    """Return pairs to begin with, sorted. O(rows x columns) time, O(people x EACH) memory.

    Which they are does not matter to the result, only to how soon it is found: `pricing` adds
    what is missing.
    """
    rows, columns = np.flatnonzero(offer.wishes > 0), np.flatnonzero(offer.capacity > 0)
    if offer.allowed.size <= ALL_UP_TO or not rows.size or not columns.size:
        found = np.nonzero(offer.allowed[np.ix_(rows, columns)])
        return rows[found[0]], columns[found[1]]
    marked: list[Ints] = []
    width = np.int64(offer.allowed.shape[1])
    for some in _blocks(rows, len(columns)):
        within = np.ix_(some, columns)
        best = _best(offer.allowed[within], offer.scores[within], EACH)
        marked.append(some[best[0]] * width + columns[best[1]])
    many = EACH + 2 * int(np.median(offer.capacity[columns]))
    for some in _blocks(columns, len(rows)):
        within = np.ix_(rows, some)
        best = _best(offer.allowed[within].T, offer.scores[within].T, many)
        marked.append(rows[best[1]] * width + some[best[0]])
    keys = np.unique(np.concatenate(marked))
    return keys // width, keys % width


def _blocks(people: Ints, others: int) -> list[Ints]:
    step = max(BLOCK_CELLS // max(others, 1), 1)
    return [people[start : start + step] for start in range(0, len(people), step)]


def _best(allowed: Flags, scores: Scores, many: int) -> Pairs:
    """Return the positions of the best few allowed pairs of each row."""
    worth = np.where(allowed, scores, -1)
    if many >= worth.shape[1]:
        rows, columns = np.nonzero(worth >= 0)
        return rows, columns
    best = np.argpartition(worth, -many, axis=1)[:, -many:]
    found, place = np.nonzero(np.take_along_axis(worth, best, axis=1) >= 0)
    return found, best[found, place]
