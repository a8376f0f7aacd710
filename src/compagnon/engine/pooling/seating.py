"""Circles of bounded size from one pool: who may sit together, and how well; and a good way to seat all.

Every two of a circle must be allowed. To seat as many as can be is NP-hard already for circles of
three (partition into triangles), so what is found for more than a few people is good, not proved:
`bounds` says what cannot be exceeded.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints

Circle = tuple[int, ...]
"""Positions of people, sorted."""


@dataclass(frozen=True)
class Table:
    """Who may sit together, how well two go together, and what a circle must be like.

    `allowed` and `scores` are symmetric, and nobody is allowed with themself. `leads`: who is a
    facilitator. A circle has at most one, and just one if `led`.
    """

    allowed: Flags
    scores: Ints
    leads: Flags
    least: int
    most: int
    led: bool

    @property
    def people(self) -> int:
        """Return how many people there are."""
        return len(self.leads)

    @cached_property
    def much(self) -> int:
        """Return more than any score."""
        return int(self.scores.max(initial=0)) + 1

    @cached_property
    def together(self) -> Flags:
        """Return who may sit together: no rule forbids it, and they are not both facilitators."""
        both: Flags = self.allowed & ~(self.leads[:, None] & self.leads)
        return both

    def fits(self, circle: Circle) -> bool:
        """Say whether all of a circle may sit together, with a facilitator where there must be one."""
        places = np.array(circle)
        pairs = self.together[np.ix_(places, places)].sum()
        enough = not self.led or bool(self.leads[places].any())
        return enough and int(pairs) == len(circle) * (len(circle) - 1)

    def _pairs(self, circle: Circle) -> Ints:
        scores = self.scores[np.ix_(circle, circle)]
        found: Ints = scores[np.triu_indices(len(circle), 1)]
        return found

    def worst(self, circle: Circle) -> int:
        """Return the score of the worst pair of a circle."""
        return int(self._pairs(circle).min())

    def total(self, circle: Circle) -> int:
        """Return what everybody's mean score with the others adds up to, rounded down."""
        return 2 * int(self._pairs(circle).sum()) // (len(circle) - 1)


@dataclass(frozen=True)
class Bounds:
    """What no circles can exceed: people placed, the worst pair, the total."""

    placed: int
    worst: int
    total: int


def bounds(table: Table, placed: int) -> Bounds:
    """Return what circles of the most people cannot exceed; `placed`: how many were placed.

    Everybody in a circle needs `least` - 1 others, so no worst pair is better than the last of
    these for the worst-off of so many people, and nobody's mean is better than that of these.
    """
    need = table.least - 1
    worth = np.where(table.together, table.scores, -1)
    best = -np.sort(-worth, axis=1)[:, :need]
    can = best[:, -1] >= 0 if best.shape[1] == need else np.zeros(table.people, dtype=np.bool_)
    if table.led:
        can &= table.leads | (table.together & table.leads).any(axis=1)
    ends = np.sort(best[can][:, -1]) if can.any() else np.array([], dtype=np.int64)
    means = np.sort(-(-best[can].sum(axis=1) // need))[::-1]
    most = _most_placed(table, int((can & table.leads).sum()), int((can & ~table.leads).sum()))
    worst = int(ends[len(ends) - placed]) if placed else 0
    return Bounds(most, worst, int(means[:most].sum()))


def _most_placed(table: Table, leads: int, others: int) -> int:
    """Return how many people of either kind fit into circles of the sizes there may be."""
    best = 0
    for circles in range(1, (leads + others) // table.least + 1):
        with_lead = min(leads, circles)
        if table.led and with_lead < circles:
            break
        placed = min(circles * table.most, with_lead + others)
        if placed >= circles * table.least:
            best = max(best, placed)
    return best
