"""Who is paired with whom, by the aims in order: places, equity, the worst pair, the total, ties.

Each aim is exact over all possible pairs given those before it: what meets an aim is the face of
its flows of least cost, and `pricing` shows that no pair outside the network belongs to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np

from compagnon.engine.candidates import candidates
from compagnon.engine.choice import Choice, plain, shared_out
from compagnon.engine.grid import Flags, Ints
from compagnon.engine.network import blockade
from compagnon.engine.offer import Assignment, Offer, assignment
from compagnon.engine.pricing import Pairs, nothing
from compagnon.engine.scoring import Scores
from compagnon.engine.watch import Watch


def assign(offer: Offer, watch: Watch) -> Assignment:
    """Make pairs by the aims in order. Raises SolveCancelledError when told to stop.

    Time: that of looking at every possible pair some ten times, and about two flows of least cost
    over some twenty pairs a person, one more for each grouping, and up to 13 feasibility checks for
    the worst pair. Memory: about 150 bytes for each of those pairs.
    """
    pairs = candidates(offer)
    if not pairs[0].size:
        return assignment(offer, *pairs)
    watch.at(0.1)
    totals = []
    for choice in _narrowing(offer, pairs, watch.part(0.1, 0.7)):
        if offer.aims.costs:
            totals.append(choice.best(-1, choice.worth).total())
    choice = choice.best(-1, choice.worth).narrowed()
    watch.at(0.9)
    best = choice.best(-1, lambda _scores, rows, columns: -offer.hashes(rows, columns))
    watch.at(1)
    costs = tuple(before - after for before, after in pairwise(totals))
    return replace(assignment(offer, *best.chosen()), costs=costs)


def _narrowing(offer: Offer, pairs: Pairs, watch: Watch) -> Iterator[Choice]:
    """Yield the placements that meet placing, then those that meet each of AIMS too."""
    placed, choice = _fairest(offer, pairs, watch.part(0, 0.5))
    yield placed
    yield choice
    if offer.kept is not None and offer.aims.keep_points is None:
        choice = choice.best(-1, partial(_is_not_kept, offer.kept)).narrowed()
    yield choice
    if offer.aims.worst:
        choice = kindest(choice, watch.part(0.5, 0.8))
    yield choice
    for limit in offer.aims.limits:
        if limit > choice.field.floor:
            choice = choice.best(-1, partial(_is_below, limit)).narrowed()
            watch.at(0.8 + 0.2 * limit / offer.full)
    yield choice


def _is_not_kept(kept: Flags, _scores: Scores, rows: Ints, columns: Ints) -> Ints:
    """Let pairs that are not to be kept cost 1."""
    new: Ints = (~kept[rows, columns]).astype(np.int64)
    return new


def _is_below(limit: int, scores: Scores, *_pairs: object) -> Ints:
    """Let pairs below a limit cost 1."""
    below: Ints = (scores < limit).astype(np.int64)
    return below


def _fairest(offer: Offer, pairs: Pairs, watch: Watch) -> tuple[Choice, Choice]:
    """Return the placements of as many mentees as can be, in as many pairs; and the most even of them.

    The most mentees and the most pairs go together: chains that add a pair leave nobody without.
    """
    somebody_fits = np.zeros(len(offer.wishes), dtype=np.int64)
    somebody_fits[pairs[0]] = 1
    whole = plain(offer, pairs, offer.wishes * somebody_fits)
    if blockade(whole.network) is None:  # all wishes can be met: nothing is left to be fair about
        return whole, whole
    choice = shared_out(plain(offer, pairs, offer.wishes))
    placed = choice = choice.best(0, nothing).narrowed()
    aims = len(choice.aims) - 1
    for aim in range(1, aims):
        choice = choice.best(aim, nothing).narrowed()
        watch.at((aim + 1) / aims)
    return placed, choice


def kindest(choice: Choice, watch: Watch) -> Choice:
    """Return the placements whose worst pair is as good as it can be.

    A search among the scores that occur: a placement without the pairs below a score exists, or a
    blockade shows that there is none. The last blockade is held against all open pairs.
    """
    offer = choice.field.offer
    while True:
        scores = offer.scores[choice.pairs].astype(np.int64)
        ceiling = int(scores[choice.settled].min(initial=offer.full))
        kept = np.full(len(choice.pair), ceiling, dtype=np.int64)
        stands = choice.pair >= 0
        kept[stands] = np.minimum(scores[choice.pair[stands]], ceiling)
        floor, blocked = _highest(choice, kept, watch)
        if blocked is None:
            break
        better = choice.field.above(floor + 1)
        more = better.outward(choice.sides(blocked), choice.known())
        if not more[0].size:
            break
        choice = choice.with_pairs(more)
    return replace(choice.keep(kept >= floor), field=choice.field.above(floor))


def _highest(choice: Choice, kept: Ints, watch: Watch) -> tuple[int, Flags | None]:
    """Return the highest score that all pairs of some placement reach, and what blocks a higher one."""
    levels = np.unique(kept)
    low, high, blocked = 0, len(levels), None
    probe, stride = _guess(choice, kept, levels), 1
    while high - low > 1:
        probe = probe if low < probe < high else (low + high) // 2
        blockers = blockade(choice.network.keep(kept >= levels[probe]))
        if blockers is None:
            low, probe = probe, probe + stride
        else:
            high, blocked, probe = probe, blockers, probe - stride
        stride *= 2
        watch.at(1 - (high - low) / len(levels))
    return int(levels[low]), blocked


def _guess(choice: Choice, kept: Ints, levels: Ints) -> int:
    """Guess where the search ends: the best that the worst-off of those who must be placed could have."""
    rows, _columns = choice.sides(choice.network.supply > 0)
    best = np.zeros(len(rows), dtype=np.int64)
    stands = choice.pair >= 0
    np.maximum.at(best, choice.pairs[0][choice.pair[stands]], kept[stands])
    must = rows if rows.any() else best > 0
    return int(np.searchsorted(levels, best[must].min(initial=levels[-1])))
