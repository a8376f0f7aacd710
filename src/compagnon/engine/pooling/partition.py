"""Circles among a few people, the best there are: every way is looked at."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Final

from compagnon.engine.pooling.seating import Circle, Table

FEW: Final = 10
"""Each person more makes three times as much work."""
Worth = tuple[int, int]
"""People placed, and the total."""


def best_partition(table: Table) -> list[Circle]:
    """Return the circles of the most people, then the best worst pair, then the highest total.

    O(2^people x circles) time for each score tried; for FEW people and no more.
    """
    circles = [circle for circle in _circles(table) if table.fits(circle)]
    worsts = sorted({table.worst(circle) for circle in circles})
    if not worsts:
        return []
    most, chosen = _best(table, circles)
    low, high = 0, len(worsts)
    while high - low > 1:
        middle = (low + high) // 2
        found, _ = _best(table, _above(table, circles, worsts[middle]))
        low, high = (middle, high) if found[0] == most[0] else (low, middle)
    _, chosen = _best(table, _above(table, circles, worsts[low]))
    return chosen


def _circles(table: Table) -> Iterator[Circle]:
    for size in range(table.least, table.most + 1):
        yield from combinations(range(table.people), size)


def _above(table: Table, circles: Iterable[Circle], worst: int) -> list[Circle]:
    return [circle for circle in circles if table.worst(circle) >= worst]


def _best(table: Table, circles: list[Circle]) -> tuple[Worth, list[Circle]]:
    """Return the disjoint circles of the most people, then of the highest total."""
    starting: list[list[tuple[int, Circle, Worth]]] = [[] for _ in range(table.people)]
    for circle in circles:
        mask = sum(1 << person for person in circle)
        starting[circle[0]].append((mask, circle, (len(circle), table.total(circle))))

    @cache
    def best(left: int) -> tuple[Worth, tuple[Circle, ...]]:
        if not left:
            return (0, 0), ()
        first = (left & -left).bit_length() - 1
        top = best(left & (left - 1))
        for mask, circle, (placed, total) in starting[first]:
            if mask & left == mask:
                worth, others = best(left & ~mask)
                worth = (worth[0] + placed, worth[1] + total)
                if worth > top[0]:
                    top = worth, (circle, *others)
        return top

    worth, chosen = best((1 << table.people) - 1)
    return worth, list(chosen)
