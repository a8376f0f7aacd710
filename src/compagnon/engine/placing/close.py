"""The pairs that cost little beyond the rise in price: looked for once, and kept in sight while prices move.

A pair that cost more than `slack` beyond the rise cannot become cheap before the prices of its two
people have moved by more than that, together. So all pairs are looked at once, and later only those
of people whose prices moved far.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints, is_known
from compagnon.engine.judging.verdicts import Found, Pairs, together
from compagnon.engine.placing.pricing import Cost, Field, Prices, found_in, joined

SAMPLE: Final = 64
"""Rows from which it is estimated how many pairs are close."""
CLOSE_EACH: Final = 48
"""Pairs of a row that are kept in sight, on average, at most:"""
CLOSE_SHARE: Final = 8
"""no more than one in so many, because few pairs are soon looked at again."""
MOST_CLOSE: Final = 40_000_000
"""More are not kept, but looked for again."""
CLASSES: Final = 32
"""Rows are looked at in so many classes of like prices, at most,"""
CLASS_CELLS: Final = 1_000_000
"""and in so few that each has about so many pairs."""
AFRESH: Final = 0.5
"""Where more than this share of all pairs would be looked at again, all are."""


class Close:
    """The pairs of a field that a cost and its prices make cheap."""

    def __init__(self, field: Field, cost: Cost) -> None:
        self._field, self._cost = field, cost
        self._at: Prices | None = None
        self._slack = 0
        self._found: Found | None = None

    def cheaper(self, prices: Prices, known: Ints) -> Pairs:
        """Return open pairs that cost less than the rise in price, the cheapest few of each row.

        `known`: keys of the pairs that the network has, sorted; they are passed over.
        """
        more = []
        for found in self._looked_at(prices):
            beyond = prices.reduced(*found_in(found))
            cheap = beyond < 0
            more.append(self._field.new(found.keep(cheap), beyond[cheap], known))
        return joined(more)

    def within(self, face: Prices) -> Field:
        """Return the pairs whose cost is the rise in the last prices asked about."""
        few = self._field.few or self._found
        return self._field.within(face, few and few.keep(face.reduced(*found_in(few)) == 0))

    def _looked_at(self, prices: Prices) -> Iterator[Found]:
        """Yield pairs among which are all that may be cheap."""
        if self._field.few is None and self._cost.by_score:
            if self._at is None or not self._look_again(self._at, prices):
                self._look(prices)
            if self._found is not None:
                yield self._found
                return
        bottom = self._cost.least - self._field.offer.full * self._cost.by_score
        for within in _classes(prices.rows + bottom, prices.columns, self._everybody()):
            yield from self._field.reaching(within, prices.least(-1))

    def _everybody(self) -> tuple[Flags, Flags]:
        offer = self._field.offer
        return offer.wishes > 0, offer.capacity > 0

    def _look(self, prices: Prices) -> None:
        """Look at all pairs, and keep those in sight that are close."""
        self._at, self._found = prices, None
        slack = self._estimate(prices)
        if slack is not None:
            self._slack = slack
            self._found = together(self._close(prices, self._everybody(), slack))

    def _close(self, prices: Prices, within: tuple[Flags, Flags], slack: int) -> Iterator[Found]:
        for found in self._field.reaching(within, prices.least(slack)):
            yield found.keep(prices.reduced(*found_in(found)) <= slack)

    def _estimate(self, prices: Prices) -> int | None:
        """Return a slack that leaves so many pairs close as are kept in sight; None: too many are cheap."""
        mine, theirs = self._everybody()
        rows = np.flatnonzero(mine)
        some = rows[:: max(len(rows) // SAMPLE, 1)]
        sample = np.isin(np.arange(len(mine)), some)
        beyond = [prices.reduced(*found_in(f)) for f in self._field.reaching((sample, theirs))]
        every = np.sort(np.concatenate([np.array([0]), *beyond]))
        if int((every <= 0).sum()) * len(rows) > MOST_CLOSE * len(some):
            return None
        return max(int(every[min(CLOSE_EACH * len(some), len(every) // CLOSE_SHARE)]), 0)

    def _look_again(self, before: Prices, prices: Prices) -> bool:
        """Look at the pairs of people whose prices moved far. False: they are too many."""
        if self._found is None:
            return False
        fall, rise = before.rows - prices.rows, prices.columns - before.columns
        far = list(_classes(self._slack - fall, rise, self._everybody()))
        area = sum(int(rows.sum()) * int(columns.sum()) for rows, columns in far)
        if area > AFRESH * np.prod(self._field.offer.shape, dtype=np.float64):
            return False
        more = together(found for one in far for found in self._close(prices, one, 0))
        keys = self._field.key(more.rows, more.columns)
        known = self._field.key(self._found.rows, self._found.columns)
        self._found = together([self._found.keep(~is_known(known, np.sort(keys))), more])
        return True


def _classes(
    rows: Ints, columns: Ints, among: tuple[Flags, Flags]
) -> Iterator[tuple[Flags, Flags]]:
    """Yield rectangles with all pairs whose column has more than its row, rows of like numbers together."""
    levels = np.unique(rows[among[0]])
    pairs = int(among[0].sum()) * int(among[1].sum())
    most = max(min(pairs // CLASS_CELLS, CLASSES), 1)
    if len(levels) > most:
        levels = np.unique(
            np.quantile(levels, np.linspace(0, 1, most, endpoint=False), method="lower")
        )
    of = np.searchsorted(levels, rows, side="right") - 1
    for number, least in enumerate(levels.tolist()):
        theirs = among[1] & (columns > least)
        if theirs.any():
            yield among[0] & (of == number), theirs
