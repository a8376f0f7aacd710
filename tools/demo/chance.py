"""Chance that falls the same way on every machine: only `random()` is promised never to change."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from lists by a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311 -- invented people, not secrets

    def under(self, end: int) -> int:
        """Return a whole number from 0 to `end` - 1."""
        return int(self._random() * end)

    def happens(self, percent: int) -> bool:
        """Return True that often."""
        return self.under(100) < percent

    def one_of(self, items: Sequence[T]) -> T:
        """Draw one."""
        return items[self.under(len(items))]

    def weighted(self, shares: dict[T, int]) -> T:
        """Draw one, each as often as its share says."""
        ends = list(accumulate(shares.values()))
        return list(shares)[bisect_right(ends, self.under(ends[-1]))]

    def some_of(self, shares: dict[T, int], count: int) -> list[T]:
        """Draw several different ones, in the order of the list."""
        left = dict(shares)
        drawn: set[T] = set()
        while len(drawn) < count:
            item = self.weighted(left)
            del left[item]
            drawn.add(item)
        return [item for item in shares if item in drawn]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order."""
        return [
            item
            for _, _, item in sorted(
                (self._random(), number, item) for number, item in enumerate(items)
            )
        ]
