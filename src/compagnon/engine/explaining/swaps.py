"""What it would cost to swap a mentor for one who comes close: exchanges of two, all priced at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from typing import Final, NamedTuple

import numpy as np

from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.result import Swap

NOBODY: Final = -1
"""No row: the place is free."""


class _Exchange(NamedTuple):
    """A mentee who would leave one mentor for another, and the other's mentee who would come in return."""

    asked: int
    row: int
    column: int
    other: int
    holder: int


def swaps(standing: Standing, near_ties: Sequence[Sequence[int]]) -> list[list[Swap | None]]:
    """Return the exchange that costs least for each near-tie, None if there is none.

    `near_ties`: for each of `standing.pairs` other mentors, by column. A fixed pair is never
    exchanged, nor for one. Everybody placed stays placed, so equity stays as it is. O(near-ties x
    mentees of a mentor).
    """
    cheapest = _cheapest(standing, list(_exchanges(standing, near_ties)))
    asked = count()
    return [[cheapest.get(next(asked)) for _tie in near] for near in near_ties]


def _exchanges(standing: Standing, near_ties: Sequence[Sequence[int]]) -> Iterator[_Exchange]:
    """Yield what may be exchanged as far as pairs that there are decide it, near-tie by near-tie."""
    judged, made, pinned = standing.judged, set(standing.pairs), standing.pinned
    held: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in standing.pairs:
        held[column].append(row)
    near = (
        (cell, other)
        for cell, others in zip(standing.pairs, near_ties, strict=True)
        for other in others
    )
    for asked, ((row, column), other) in enumerate(near):
        free = len(held[other]) < judged.mentors[other].capacity
        for holder in [NOBODY] if free else held[other]:
            instead = holder, column
            reverse = None if free else judged.reverse(instead)
            fixed = (row, column) in pinned or (holder, other) in pinned
            if not fixed and instead not in made and reverse not in made:
                yield _Exchange(asked, row, column, other, holder)


def _cheapest(standing: Standing, exchanges: Sequence[_Exchange]) -> dict[int, Swap]:
    """Price exchanges, and return the cheapest of each near-tie; of those alike the first."""
    if not exchanges:
        return {}
    _asked, rows, columns, others, holders = np.array(exchanges, dtype=np.int64).T
    free = holders == NOBODY
    left, gained = (_known(standing, (rows, place)) for place in (columns, others))
    movers = np.where(free, rows, holders)
    lost, taken = (_known(standing, (movers, place)) for place in (others, columns))
    allowed = free | taken.allowed
    theirs = np.where(free, 0, taken.scores - lost.scores)
    totals = gained.worth - left.worth + np.where(free, 0, taken.worth - lost.worth)
    worst = np.where(free, gained.scores, np.minimum(gained.scores, taken.scores))
    found = {}
    possible, counted = np.flatnonzero(allowed).tolist(), totals.tolist()
    for asked, some in groupby(possible, key=lambda place: exchanges[place].asked):
        best = max(some, key=counted.__getitem__)
        holder = exchanges[best].holder
        found[asked] = Swap(
            with_id="" if holder == NOBODY else standing.judged.mentees[holder].id,
            theirs=int(theirs[best]),
            total=counted[best],
            worst=int(worst[best]),
        )
    return found


class _Known(NamedTuple):
    """Which of some pairs no rule forbids, their scores, and what they count in the total."""

    allowed: Flags
    scores: Ints
    worth: Ints


def _known(standing: Standing, pairs: tuple[Ints, Ints]) -> _Known:
    order = np.lexsort(pairs[::-1])
    back = np.argsort(order)
    rows, columns = (places[order] for places in pairs)
    scores = standing.judged.verdicts.scores(rows, columns)
    return _Known(
        standing.judged.verdicts.lets(rows, columns)[back],
        scores.astype(np.int64)[back],
        standing.offer.worth(scores, rows, columns)[back],
    )
