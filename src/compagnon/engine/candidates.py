"""The pairs to begin with: for everybody on both sides, the few best."""

from typing import Final

import numpy as np

from compagnon.engine.grid import Ints
from compagnon.engine.offer import Offer
from compagnon.engine.pricing import Pairs

ALL_UP_TO: Final = 10_000
"""Where no more pairs than these are possible, all of them are candidates."""
EACH: Final = 12
"""Candidates of everybody, besides what their places call for."""
TIED: Final = 2
"""Where so many times as many pairs are as good as the last candidate, ties choose among them."""
BLOCK_CELLS: Final = 500_000


def holds_all(offer: Offer) -> bool:
    """Say whether all pairs are candidates, so that none need be looked for."""
    return offer.allowed.size <= ALL_UP_TO


def candidates(offer: Offer) -> Pairs:
    """Return pairs to begin with, sorted. O(rows x columns) time, O(people x EACH) memory.

    Which they are does not matter to the result, only to how soon it is found: `pricing` adds
    what is missing.
    """
    rows, columns = np.flatnonzero(offer.wishes > 0), np.flatnonzero(offer.capacity > 0)
    if holds_all(offer) or not rows.size or not columns.size:
        found = np.nonzero(offer.allowed[np.ix_(rows, columns)])
        return rows[found[0]], columns[found[1]]
    width = np.int64(offer.allowed.shape[1])
    many = EACH + 2 * int(np.median(offer.capacity[columns]))
    marked = [_best(offer, some[:, None], columns, EACH) for some in _blocks(rows, len(columns))]
    marked += [_best(offer, rows, some[:, None], many) for some in _blocks(columns, len(rows))]
    keys = np.unique(np.concatenate([r * width + c for r, c in marked]))
    return keys // width, keys % width


def _blocks(people: Ints, others: int) -> list[Ints]:
    step = max(BLOCK_CELLS // max(others, 1), 1)
    return [people[start : start + step] for start in range(0, len(people), step)]


def _best(offer: Offer, rows: Ints, columns: Ints, many: int) -> Pairs:
    """Return the best few allowed pairs of each line of a rectangle (of rows or of columns).

    Where more pairs tie than are wanted, those are taken that ties are broken in favour of.
    """
    rows, columns = np.broadcast_arrays(rows, columns)
    worth = np.where(offer.allowed[rows, columns], offer.scores[rows, columns], -1)
    if many >= worth.shape[1]:
        found = worth >= 0
        return rows[found], columns[found]
    best = np.argpartition(worth, -many, axis=1)[:, -many:]
    least = np.take_along_axis(worth, best, axis=1).min(axis=1)
    tied = ((worth >= least[:, None]) & (worth >= 0)).sum(axis=1) > TIED * many
    if tied.any():
        finer = worth[tied].astype(np.int64) << np.int64(offer.hash_bits)
        finer += offer.hashes(rows[tied], columns[tied])
        best[tied] = np.argpartition(finer, -many, axis=1)[:, -many:]
    line, place = np.nonzero(np.take_along_axis(worth, best, axis=1) >= 0)
    chosen = line, best[line, place]
    return rows[chosen], columns[chosen]
