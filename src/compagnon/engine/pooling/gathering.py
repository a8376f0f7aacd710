"""A good way to seat many people in circles: seat the hardest first, make room for those left.

There is no promise that as many people have a place as can be.
"""

from collections import deque
from collections.abc import Iterator
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags
from compagnon.engine.pooling.seating import Circle, Table
from compagnon.engine.pooling.swapping import improved
from compagnon.engine.watch import Watch

EMPTY: Final = -1
Step = tuple[int, int, int]
"""Somebody, a circle, and who leaves it for them (EMPTY: nobody)."""


def gather(table: Table, watch: Watch) -> list[Circle]:
    """Return circles, sorted. People come in an order that is theirs, which decides ties.

    Time: O(people^2 x size) for each pass. Raises SolveCancelledError.
    """
    room = Room(table)
    room.seat()
    watch.at(0.2)
    room.make_room()
    return improved(table, room.circles, watch.part(0.3, 1))


class Room:
    """Circles as they fill. `where`: the circle of each person, EMPTY for none."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.circles: list[list[int]] = []
        self.where = [EMPTY] * table.people

    def _place(self, circle: list[int]) -> None:
        for person in circle:
            self.where[person] = len(self.circles)
        self.circles.append(circle)

    def _left(self) -> list[int]:
        """Return who has no place, those first whom fewest people fit."""
        left = [person for person, circle in enumerate(self.where) if circle == EMPTY]
        return sorted(left, key=lambda person: (int(self.table.together[person].sum()), person))

    def seat(self) -> None:
        """Fill circles of the least size, each around a facilitator or whoever is hardest to place."""
        table = self.table
        most = table.people // table.least
        order = self._left()
        seeds = [person for person in order if table.leads[person]]
        if not table.led:
            seeds += [person for person in order if not table.leads[person]]
        for seed in seeds:
            if len(self.circles) < most and self.where[seed] == EMPTY:
                free = np.array(self.where) == EMPTY
                circle = self._around(seed, free)
                if circle:
                    self._place(circle)

    def _around(self, seed: int, free: Flags) -> list[int]:
        """Return a circle of the least size around somebody, of those who go best; empty if there is none."""
        table, circle = self.table, [seed]
        fit = free & table.together[seed]
        close = table.scores[seed].copy()
        while len(circle) < table.least:
            if not fit.any():
                return []
            best = int(np.where(fit, close, -1).argmax())
            circle.append(best)
            fit &= table.together[best]
            close = np.minimum(close, table.scores[best])
        return circle

    def make_room(self) -> None:
        """Place those who are left, by way of others who move from circle to circle."""
        for person in self._left():
            for one, circle, other in self._steps(person):
                if other != EMPTY:
                    self.circles[circle].remove(other)
                self.circles[circle].append(one)
                self.where[one] = circle

    def _steps(self, person: int) -> list[Step]:
        """Return who takes whose seat in which circle, the last step first; none: it cannot be.

        A search in breadth: each step is the only change of its circle.
        """
        came = {person: EMPTY}
        queue = deque([person])
        while queue:
            one = queue.popleft()
            barred, changed = self._barred(one), self._changed(came, one)
            open_ = [circle for circle in range(len(self.circles)) if circle not in changed]
            for circle in open_:
                if not barred[circle] and len(self.circles[circle]) < self.table.most:
                    return self._walked(came, one, circle)
            for circle in open_:
                for other in self._giving_way(one, circle, barred[circle]):
                    if other not in came:
                        came[other] = one
                        queue.append(other)
        return []

    def _giving_way(self, person: int, circle: int, barred: int) -> Iterator[int]:
        """Yield those of a circle whose seat somebody could take."""
        table = self.table
        for other in self.circles[circle] if barred <= 1 else ():
            stays_led = not table.led or not table.leads[other] or table.leads[person]
            if stays_led and (not barred or not table.together[person, other]):
                yield other

    def _barred(self, person: int) -> list[int]:
        """Return with how many of each circle somebody may not sit."""
        apart = ~self.table.together[person]
        return [int(apart[members].sum()) for members in self.circles]

    def _changed(self, came: dict[int, int], person: int) -> set[int]:
        """Return the circles that change so that this person has to move."""
        way = set()
        while person != EMPTY:
            way.add(self.where[person])
            person = came[person]
        return way

    def _walked(self, came: dict[int, int], person: int, circle: int) -> list[Step]:
        steps, other = [], EMPTY
        while person != EMPTY:
            steps.append((person, circle, other))
            circle, other, person = self.where[person], person, came[person]
        return steps
