"""Better circles of the same people: two swap seats wherever that is better.

Better is: a better worst pair of all circles, then fewer circles that have such a pair, then a
higher total. Each swap is better by that order, so there is an end; it need not be the best there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.pooling.seating import Circle, Table
from compagnon.engine.watch import Watch


def improved(table: Table, circles: Sequence[Sequence[int]], watch: Watch) -> list[Circle]:
    """Return better circles of the same people and sizes, sorted. O(people^2 x size) for each time round."""
    if not circles:
        return []
    seats, swapped = Seats.of(table, circles), True
    while swapped:
        watch.at(0.5)
        swapped = False
        for person in np.sort(seats.people[seats.taken]).tolist():
            better = seats.swapped(person)
            seats, swapped = better or seats, swapped or better is not None
    return sorted(
        tuple(sorted(row[taken].tolist()))
        for row, taken in zip(seats.people, seats.taken, strict=True)
    )


@dataclass(frozen=True)
class Fit:
    """Of each seat: the worst score and the sum of some pairs, and how many of them are not allowed."""

    worst: Ints
    total: Ints
    barred: Ints


@dataclass(frozen=True)
class Seats:
    """Who sits where: a row a circle. Seats that are not `taken` hold person 0.

    `rest`: of each seat, the pairs among the others of its circle. `worst` and `total` of circles.
    """

    table: Table
    people: Ints
    taken: Flags
    rest: Fit
    worst: Ints
    total: Ints

    @classmethod
    def of(cls, table: Table, circles: Sequence[Sequence[int]]) -> "Seats":
        """Seat circles."""
        widest = max(map(len, circles))
        taken = np.array([[k < len(c) for k in range(widest)] for c in circles], dtype=np.bool_)
        people = np.zeros_like(taken, dtype=np.int64)
        people[taken] = [person for circle in circles for person in circle]
        return cls._of(table, people, taken)

    @classmethod
    def _of(cls, table: Table, people: Ints, taken: Flags) -> "Seats":
        pairs = table.scores[people[:, :, None], people[:, None, :]]
        width = people.shape[-1]
        real = taken[:, :, None] & taken[:, None, :] & ~np.eye(width, dtype=np.bool_)
        low, worth = np.where(real, pairs, table.much), np.where(real, pairs, 0)
        each = worth.sum(axis=2)
        sums = each.sum(axis=1) // 2
        worst = np.empty_like(people)
        for seat in range(width):
            others = np.arange(width) != seat
            worst[:, seat] = low[:, others][:, :, others].min(axis=(1, 2), initial=table.much)
        rest = Fit(worst, sums[:, None] - each, np.zeros_like(people))
        total = 2 * sums // (taken.sum(axis=1) - 1)
        return cls(table, people, taken, rest, low.min(axis=(1, 2), initial=table.much), total)

    def swapped(self, person: int) -> "Seats | None":
        """Return how it is once somebody has swapped seats with whoever makes most of it; None: no swap is better."""
        own, seat = (int(place[0]) for place in np.nonzero(self.taken & (self.people == person)))
        here, there = self._there(own, seat), self._here(person)
        low = int(self.worst.min())
        worst = np.minimum(here.worst, there.worst)
        may = self.taken & (here.barred + there.barred == 0) & (worst >= low)
        may[own] = False
        if self.table.led:
            may &= self.table.leads[self.people] == self.table.leads[person]
        at_low = (self.worst == low).astype(np.int64)
        fewer = (at_low + at_low[own])[:, None] - (here.worst == low) - (there.worst == low)
        gain = here.total + there.total - (self.total + self.total[own])[:, None]
        value = np.where(may, fewer * self.table.much * 4 * self.people.size + gain, 0)
        if value.max() <= 0:
            return None
        circle, place = np.unravel_index(int(value.argmax()), value.shape)
        people = self.people.copy()
        people[own, seat], people[circle, place] = people[circle, place], person
        return self._of(self.table, people, self.taken)

    def _there(self, own: int, seat: int) -> Fit:
        """Say what one's own circle would be with the person of each seat instead of oneself."""
        others = self.taken[own].copy()
        others[seat] = False
        members = self.people[own][others]
        scores = self.table.scores[members][:, self.people]
        barred = (~self.table.together[members])[:, self.people].sum(axis=0)
        total = 2 * (scores.sum(axis=0) + self.rest.total[own, seat]) // len(members)
        return Fit(np.minimum(scores.min(axis=0), self.rest.worst[own, seat]), total, barred)

    def _here(self, person: int) -> Fit:
        """Say what each circle would be with somebody instead of the person of each seat."""
        scores = np.where(self.taken, self.table.scores[person][self.people], 0)
        apart = self.taken & ~self.table.together[person][self.people]
        low = np.where(self.taken, scores, self.table.much)
        two = np.sort(low, axis=1)[:, :2]
        worst = np.where(low == two[:, :1], two[:, 1:], two[:, :1])
        sums = scores.sum(axis=1, keepdims=True) - scores + self.rest.total
        total = 2 * sums // (self.taken.sum(axis=1) - 1)[:, None]
        barred = apart.sum(axis=1, keepdims=True) - apart
        return Fit(np.minimum(worst, self.rest.worst), total, barred)
