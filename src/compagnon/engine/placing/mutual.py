"""Placements in which no two people mentor each other.

That condition makes the problem hard (NP-hard) in general, so it is searched: solve without it,
and where two people would mentor each other, forbid one direction or the other, best first. The
first solution found without such a pair is proved best. If the search is given up before that, the
answer is the one got by forbidding the worse direction of each such pair until none is left, and
the aims at which it equals the best still possible are the ones proved.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Cell
from compagnon.engine.placing.assignment import assign
from compagnon.engine.placing.candidates import Start
from compagnon.engine.placing.offer import Assignment, Offer
from compagnon.engine.watch import Watch

SEARCH_CELLS: Final = 4_000_000
"""How much the search may cost: placements tried x possible pairs."""
SEARCH_ROUNDS: Final = 200


@dataclass(frozen=True)
class Placement:
    """An assignment, the (row, column) pairs set aside to avoid mutual ones, and the proof.

    `bound` is a merit that no placement can exceed: aims up to which `merit` equals it are proved.
    """

    assignment: Assignment
    apart: tuple[Cell, ...]
    bound: tuple[int, ...]


def mutual_pairs(cells: Collection[Cell], own_column: Ints) -> list[tuple[Cell, Cell]]:
    """Return the couples of (row, column) pairs in which two people mentor each other, in order.

    `own_column` is the column of the person of each row, -1 for a mentee who is no mentor.
    """
    own_row = {int(column): row for row, column in enumerate(own_column) if column >= 0}
    made = set(cells)
    found = []
    for row, column in cells:
        reverse = (own_row.get(column, -1), int(own_column[row]))
        if reverse[0] > row and reverse in made:
            found.append(((row, column), reverse))
    return found


def place(offer: Offer, own_column: Ints, watch: Watch, *, start: Start | None = None) -> Placement:
    """Place the rows of an offer by the aims in order, without mutual pairs; `start`: pairs to begin with.

    Raises SolveCancelledError. Costs one assignment where nobody has both roles; at most
    SEARCH_ROUNDS + (number of mutual pairs met) where some have.
    """
    first = assign(offer, watch.part(0, 0.5), start)
    if not mutual_pairs(first.cells, own_column):
        return Placement(first, (), first.merit)
    fallback = _lazily(offer, own_column, first, watch.part(0.5, 1))
    rounds = min(SEARCH_ROUNDS, SEARCH_CELLS // (offer.shape[0] * offer.shape[1]))
    return _search(offer, own_column, fallback, Search(first, rounds, watch.part(1, 1)))


def _lazily(offer: Offer, own_column: Ints, first: Assignment, watch: Watch) -> Placement:
    """Forbid the worse direction of each mutual pair and place again, until there is none."""
    assignment = first
    apart: tuple[Cell, ...] = ()
    while couples := mutual_pairs(assignment.cells, own_column):
        apart = (*apart, *(_worse(offer, couple) for couple in couples))
        assignment = assign(offer.without(apart), watch)
    return Placement(assignment, apart, first.merit)


def _worse(offer: Offer, couple: tuple[Cell, Cell]) -> Cell:
    rows, columns = np.array(couple, dtype=np.int64).T
    return min(zip(offer.scores_of(rows, columns).tolist(), couple, strict=True))[1]


@dataclass(frozen=True)
class Search:
    """Where a search starts, how many placements it may try, and who watches it."""

    first: Assignment
    rounds: int
    watch: Watch


def _search(offer: Offer, own_column: Ints, fallback: Placement, search: Search) -> Placement:
    """Follow the most promising placement first, splitting it at its first mutual pair."""
    least = fallback.assignment.merit
    waiting = [_open(search.first, ())]
    rounds = search.rounds
    while True:
        _, apart, best = waiting[0]
        if best.merit <= least:
            return replace(fallback, bound=least)
        couples = mutual_pairs(best.cells, own_column)
        if not couples:
            return Placement(best, apart, best.merit)
        if rounds <= 0:
            return replace(fallback, bound=best.merit)
        heappop(waiting)
        for cell in couples[0]:
            split = (*apart, cell)
            heappush(waiting, _open(assign(offer.without(split), search.watch), split))
            rounds -= 1


def _open(
    assignment: Assignment, apart: tuple[Cell, ...]
) -> tuple[tuple[int, ...], tuple[Cell, ...], Assignment]:
    """Return an entry of the heap: best merit first; `apart` is never the same twice."""
    return tuple(-aim for aim in assignment.merit), apart, assignment
