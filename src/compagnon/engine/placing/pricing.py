"""All possible pairs, beside the few that a network holds: which of them are still open, and which are wanted.

A flow is computed over a few promising pairs only. Its prices then judge every possible pair: those
that would be cheaper than the prices say are added, and the flow is computed again, until there is
none. The last prices prove that no placement over all possible pairs does better (column generation
with linear-programming duality).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints, is_known
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Found, Least, Pairs
from compagnon.engine.placing.offer import Offer

MOST_ADDED: Final = 8
"""Pairs of one mentee that are added at a time."""
NONE: Final[Ints] = np.array([], dtype=np.int64)
CLASSES: Final = 64
"""Rows are told apart by their prices if there are so few prices."""


@dataclass(frozen=True)
class Cost:
    """What pairs cost, given their scores, rows and columns (arrays that go together).

    `of` never gives less than `least`, and less the score where `by_score`. `name` says in a proof
    what is counted.
    """

    of: Callable[[Scores, Ints, Ints], Ints | Flags | int]
    least: int = 0
    by_score: bool = False
    name: str = ""

    def __call__(self, scores: Scores, rows: Ints, columns: Ints) -> Ints | Flags | int:
        """Return what these pairs cost."""
        return self.of(scores, rows, columns)


def _score(scores: Scores, *_pairs: object) -> Ints:
    return -scores.astype(np.int64)


nothing: Final = Cost(lambda *_pairs: 0, name="nothing")
"""All pairs cost the same."""


@dataclass(frozen=True)
class Prices:
    """What an aim's flow of least cost says of every mentee and every mentor, and what pairs cost.

    A pair is open to the next aim if its cost is the rise in price from mentee to mentor. `nodes`:
    the prices of the whole network, of which `aim` says what arcs that are no pairs cost.
    """

    cost: Cost
    rows: Ints
    columns: Ints
    nodes: Ints = field(default_factory=lambda: NONE)
    aim: int = -1

    def reduced(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Return what pairs cost beyond the rise in price."""
        rise = self.rows[rows] - self.columns[columns]
        return rise + self.cost(scores, rows, columns)

    def least(self, beyond: int) -> Least | None:
        """Return the score that a pair must have so that it costs no more beyond the rise than this.

        None: its score does not say.
        """
        if not self.cost.by_score:
            return None
        return Least(self.rows + (self.cost.least - beyond), -self.columns)


@dataclass(frozen=True)
class Field:
    """All possible pairs of an offer that meet the aims so far: `floor` and every one of `faces`.

    `few`: all of them, where they were found to be few. `barred`: the nodes out
    of which no better pair leads.
    """

    offer: Offer
    faces: tuple[Prices, ...] = ()
    floor: int = 0
    few: Found | None = None
    barred: Flags | None = None

    def within(self, face: Prices, few: Found | None) -> "Field":
        """Return the pairs among them that meet one more aim; `few`: as above."""
        return replace(self, faces=(*self.faces, face), few=few)

    def above(self, floor: int) -> "Field":
        """Return the pairs among them that score at least so much."""
        few = self.few
        return replace(self, floor=floor, few=few and few.keep(few.scores >= floor))

    def reaching(self, within: tuple[Flags, Flags], least: Least | None = None) -> Iterator[Found]:
        """Yield the open pairs of some rows and some columns that score what is asked, some rows at a time."""
        offer = self.offer
        mine = within[0] & (offer.wishes > 0)
        theirs = within[1] & (offer.capacity > 0)
        if self.few is not None:
            few = self.few.keep(mine[self.few.rows] & theirs[self.few.columns])
            yield few if least is None else few.keep(few.scores >= least.of(few.rows, few.columns))
            return
        faces = (face.least(0) for face in self.faces)
        asked = [*(one for one in faces if one is not None), *([least] if least else [])]
        floor = Least(np.full(offer.shape[0], self.floor), np.zeros(offer.shape[1], dtype=np.int64))
        for rows, columns in self._rectangles(mine, theirs):
            for found in offer.verdicts.reaching(rows, columns, (asked or [floor])[-1]):
                yield self._open(found)

    def _open(self, found: Found) -> Found:
        found = found.keep(found.scores >= self.floor)
        for face in self.faces:
            found = found.keep(face.reduced(*found_in(found)) == 0)
        return found

    def _rectangles(self, mine: Flags, theirs: Flags) -> Iterator[Pairs]:
        """Yield rectangles outside which no pair of these rows and columns can be open."""
        rows, columns = np.flatnonzero(mine), np.flatnonzero(theirs)
        flat = [face for face in self.faces if face.cost is nothing]
        if not flat or not rows.size:
            yield rows, columns
            return
        prices = np.stack([face.rows[rows] for face in flat], axis=1)
        level, of = np.unique(prices, axis=0, return_inverse=True)
        if len(level) > CLASSES:
            yield rows, columns
            return
        asked = np.stack([face.columns[columns] for face in flat], axis=1)
        for number, price in enumerate(level):
            yield rows[of == number], columns[(asked == price).all(axis=1)]

    def new(self, found: Found, cost: Ints, known: Ints) -> Pairs:
        """Return the cheapest few of each row that are not known yet."""
        new = ~is_known(self.key(found.rows, found.columns), known)
        rows, columns, cost = found.rows[new], found.columns[new], cost[new]
        order = np.lexsort((columns, cost, rows))
        rows, columns = rows[order], columns[order]
        few = np.arange(len(rows)) - np.searchsorted(rows, rows) < MOST_ADDED
        return rows[few], columns[few]

    def outward(self, blocked: tuple[Flags, Flags], known: Ints) -> Pairs:
        """Return open pairs that lead out of a blockade and are not known, the best few of each row.

        `blocked` says which rows and which columns are within.
        """
        rows, columns = blocked
        return joined(
            self.new(found, _score(found.scores), known)
            for found in self.reaching((rows, ~columns))
        )

    def key(self, rows: Ints, columns: Ints) -> Ints:
        """Return a number for each pair."""
        keys: Ints = rows * np.int64(self.offer.shape[1]) + columns
        return keys


def found_in(found: Found) -> tuple[Scores, Ints, Ints]:
    """Return what costs are worked out from."""
    return found.scores, found.rows, found.columns


def joined(found: Iterable[Pairs]) -> Pairs:
    """Put lists of pairs together."""
    found = list(found)
    none: Ints = np.array([], dtype=np.int64)
    return (
        np.concatenate([none, *(rows for rows, _ in found)]),
        np.concatenate([none, *(columns for _, columns in found)]),
    )
