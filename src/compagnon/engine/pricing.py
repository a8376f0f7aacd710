"""All possible pairs, beside the few that a network holds: which of them are still open, and which are wanted.

A flow is computed over a few promising pairs only. Its prices then judge every possible pair: those
that would be cheaper than the prices say are added, and the flow is computed again, until there is
none. The last prices prove that no placement over all possible pairs does better (column generation
with linear-programming duality).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from compagnon.engine.grid import Flags, Ints
from compagnon.engine.offer import Offer
from compagnon.engine.scoring import Scores

BLOCK_CELLS: Final = 500_000
"""Pairs judged at a time."""
SPARSE: Final = 8
"""Where less than one pair in so many is open, pairs are judged one by one."""
MOST_ADDED: Final = 8
"""Pairs of one mentee that are added at a time."""

Pairs = tuple[Ints, Ints]
"""Rows and columns."""
Cost = Callable[[Scores, Ints, Ints], Ints | Flags | int]
"""What pairs cost, given their scores, rows and columns (arrays that go together)."""


def nothing(*_pairs: object) -> int:
    """Let all pairs cost the same."""
    return 0


def score(scores: Scores, *_pairs: object) -> Ints:
    """Let a pair cost the less, the better it is."""
    return -scores.astype(np.int64)


@dataclass(frozen=True)
class Prices:
    """What an aim's flow of least cost says of every mentee and every mentor, and what pairs cost.

    A pair is open to the next aim if its cost is the rise in price from mentee to mentor.
    """

    cost: Cost
    rows: Ints
    columns: Ints

    def reduced(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Return what pairs cost beyond the rise in price."""
        rise = self.rows[rows] - self.columns[columns]
        return rise + self.cost(scores, rows, columns)


@dataclass(frozen=True)
class Part:
    """A block of rows with all columns, and which of their pairs are open."""

    rows: Ints
    columns: Ints
    scores: Scores
    open: Flags

    def reduced(self, prices: Prices) -> Ints:
        """Return what every pair of the block costs beyond the rise in price."""
        return prices.reduced(self.scores, self.rows[:, None], self.columns)

    def pairs(self, which: Flags) -> Pairs:
        """Return the rows and columns of these pairs of the block."""
        rows, columns = np.nonzero(which)
        return self.rows[rows], columns


@dataclass(frozen=True)
class Field:
    """All possible pairs of an offer that meet the aims so far: `floor` and every one of `faces`."""

    offer: Offer
    faces: tuple[Prices, ...] = ()
    floor: int = 0

    def within(self, face: Prices) -> "Field":
        """Return the pairs among them that meet one more aim."""
        return replace(self, faces=(*self.faces, face))

    def above(self, floor: int) -> "Field":
        """Return the pairs among them that score at least so much."""
        return replace(self, floor=floor)

    def parts(self, which: Flags | None = None) -> Iterator[Part]:
        """Yield all pairs of some rows (None: all), a block at a time. O(rows x columns x faces)."""
        offer = self.offer
        columns = np.arange(offer.allowed.shape[1])
        step = max(BLOCK_CELLS // max(len(columns), 1), 1)
        rows = np.flatnonzero(offer.wishes > 0 if which is None else which & (offer.wishes > 0))
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            open_ = offer.allowed[some] & (offer.capacity > 0)
            part = Part(some, columns, offer.scores[some], open_)
            if self.floor:
                open_ &= part.scores >= self.floor
            for face in self.faces:
                open_ &= part.reduced(face) == 0
            yield part

    def cheaper(self, prices: Prices, known: Ints) -> Pairs:
        """Return open pairs that cost less than the rise in price, the cheapest few of each row.

        `known`: keys of the pairs that the network has, sorted; they are passed over.
        """
        found = []
        for part in self.parts():
            if SPARSE * part.open.sum() < part.open.size:
                rows, columns = part.pairs(part.open)
                beyond = prices.reduced(self.offer.scores[rows, columns], rows, columns)
                cheap = beyond < 0
                rows, columns, beyond = rows[cheap], columns[cheap], beyond[cheap]
            else:
                every = part.reduced(prices)
                cheap = part.open & (every < 0)
                (rows, columns), beyond = part.pairs(cheap), every[cheap]
            found.append(self._new((rows, columns), beyond, known))
        return joined(found)

    def _new(self, pairs: Pairs, cost: Ints, known: Ints) -> Pairs:
        """Return the cheapest few of each row that are not known yet."""
        new = ~is_known(self.key(*pairs), known)
        rows, columns, cost = pairs[0][new], pairs[1][new], cost[new]
        order = np.lexsort((columns, cost, rows))
        rows, columns = rows[order], columns[order]
        few = np.arange(len(rows)) - np.searchsorted(rows, rows) < MOST_ADDED
        return rows[few], columns[few]

    def outward(self, blocked: tuple[Flags, Flags], known: Ints) -> Pairs:
        """Return open pairs that lead out of a blockade and are not known, the best few of each row.

        `blocked` says which rows and which columns are within.
        """
        rows, columns = blocked
        found = []
        for part in self.parts(rows):
            out = part.open & ~columns
            found.append(self._new(part.pairs(out), score(part.scores[out]), known))
        return joined(found)

    def key(self, rows: Ints, columns: Ints) -> Ints:
        """Return a number for each pair."""
        keys: Ints = rows * np.int64(self.offer.allowed.shape[1]) + columns
        return keys


def is_known(keys: Ints, known: Ints) -> Flags:
    """Say which keys are among the known ones, which are sorted and at least one."""
    place = np.searchsorted(known, keys)
    found: Flags = known[np.minimum(place, len(known) - 1)] == keys
    return found


def joined(found: Iterable[Pairs]) -> Pairs:
    """Put lists of pairs together."""
    found = list(found)
    none: Ints = np.array([], dtype=np.int64)
    return (
        np.concatenate([none, *(rows for rows, _ in found)]),
        np.concatenate([none, *(columns for _, columns in found)]),
    )
