"""What it would cost to swap a mentor for one who comes close: exchanges of two, all priced at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Final, NamedTuple

import numpy as np

from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.result import Pair, Swap

NOBODY: Final = -1
"""No row: the place is free."""


class _Exchange(NamedTuple):
    """A mentee who would leave one mentor for another, and the other's mentee who would come in return."""

    asked: int
    row: int
    column: int
    other: int
    holder: int


def with_swaps(standing: Standing, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Return the same pairs, each near-tie with the exchange that costs least, if there is one.

    `pairs` explain `standing.pairs`, in that order. A fixed pair is never exchanged, nor for one.
    Everybody placed stays placed, so equity stays as it is. O(near-ties x mentees of a mentor).
    """
    swaps = _cheapest(standing, list(_exchanges(standing, pairs)))
    asked = count()
    return tuple(
        replace(
            pair,
            near_ties=tuple(replace(tie, swap=swaps.get(next(asked))) for tie in pair.near_ties),
        )
        for pair in pairs
    )


def _exchanges(standing: Standing, pairs: Sequence[Pair]) -> Iterator[_Exchange]:
    """Yield what may be exchanged as far as pairs that there are decide it, near-tie by near-tie."""
    judged, made = standing.judged, set(standing.pairs)
    columns = {mentor.id: column for column, mentor in enumerate(judged.mentors)}
    held: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in standing.pairs:
        held[column].append(row)
    near = (
        (cell, tie)
        for cell, pair in zip(standing.pairs, pairs, strict=True)
        for tie in pair.near_ties
    )
    for asked, ((row, column), tie) in enumerate(near):
        other = columns[tie.mentor_id]
        for holder in [NOBODY] if tie.free else held[other]:
            instead, cells = (holder, column), {(row, column), (holder, other)}
            reverse = None if tie.free else judged.reverse(instead)
            if not cells & standing.pinned and not {instead, reverse} & made:
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
    possible = np.flatnonzero(allowed).tolist()
    for asked, some in groupby(possible, key=lambda place: exchanges[place].asked):
        best = max(some, key=lambda place: totals[place])
        holder = exchanges[best].holder
        found[asked] = Swap(
            with_id="" if holder == NOBODY else standing.judged.mentees[holder].id,
            theirs=int(theirs[best]),
            total=int(totals[best]),
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
