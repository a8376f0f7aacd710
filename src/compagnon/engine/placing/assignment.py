"""Who is paired with whom, by the aims in order: places, equity, the worst pair, the total, ties.

Each aim is exact over all possible pairs given those before it: what meets an aim is the face of
its flows of least cost, and `pricing` shows that no pair outside the network belongs to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.placing.candidates import Start, candidates
from compagnon.engine.placing.choice import Choice, evenly, plain, shared_out
from compagnon.engine.placing.kindness import kindest, met
from compagnon.engine.placing.offer import Assignment, Marked, Offer, assignment
from compagnon.engine.placing.plainly import with_plain_aims
from compagnon.engine.placing.pricing import Cost, Field, nothing
from compagnon.engine.watch import Watch


def assign(offer: Offer, watch: Watch, start: Start | None = None) -> Assignment:
    """Make pairs by the aims in order, from where somebody knows to begin. Raises SolveCancelledError when told to stop.

    With `offer.proving` the assignment comes with all prices.

    Time: that of looking at every possible pair some ten times, and about two flows of least cost
    over some twenty pairs a person, one more for each grouping, and a few feasibility checks for
    the worst pair. Memory: about 150 bytes for each of those pairs.
    """
    return among(offer, start or candidates(offer), watch)


def among(offer: Offer, start: Start, watch: Watch) -> Assignment:
    """Make pairs by the aims in order, beginning with some of the allowed pairs."""
    if not start.pairs[0].size:
        return assignment(offer, *start.pairs)
    watch.at(0.1)
    totals = []
    for choice in _narrowing(offer, start, watch.part(0.1, 0.7)):
        if offer.aims.costs:
            totals.append(choice.best(-1, choice.worth).total())
    choice = choice.best(-1, choice.worth).narrowed()
    evidence = _evidence(choice.field, start.pairs) if offer.proving else None
    watch.at(0.9)
    best = choice.best(
        -1, Cost(lambda _scores, *pairs: -offer.hashes(*pairs), -(1 << offer.hash_bits))
    )
    watch.at(1)
    costs = tuple(before - after for before, after in pairwise(totals))
    found = assignment(offer, *best.chosen())
    return replace(found, costs=costs, start=start, network=best.choice.pairs, evidence=evidence)


def _narrowing(offer: Offer, start: Start, watch: Watch) -> Iterator[Choice]:
    """Yield the placements that meet placing, then those that meet each of AIMS too."""
    placed, choice = _fairest(offer, start, watch.part(0, 0.5))
    watch.at(0.5)
    yield placed
    yield choice
    if offer.kept is not None and offer.aims.keep_points is None:
        choice = choice.best(-1, kept(offer.kept)).narrowed()
    yield choice
    if offer.aims.worst:
        choice = kindest(choice, watch.part(0.5, 0.8))
    watch.at(0.8)
    yield choice
    for limit in offer.aims.limits:
        if limit > choice.field.floor:
            choice = choice.best(-1, below(limit)).narrowed()
            watch.at(0.8 + 0.2 * limit / offer.full)
    yield choice


def _evidence(field: Field, pairs: Pairs) -> Field:
    """Return what is proved, with the aims that were plainly met."""
    if field.faces[0].cost is nothing:
        return field
    return with_plain_aims(field, np.isin(np.arange(field.offer.shape[0]), pairs[0]))


def kept(pairs: Marked) -> Cost:
    """Count the pairs that are not to be kept."""
    return Cost(partial(_is_not_kept, pairs), name="kept")


def _is_not_kept(kept: Marked, _scores: Scores, rows: Ints, columns: Ints) -> Ints:
    """Let pairs that are not to be kept cost 1."""
    new: Ints = (~kept[rows, columns]).astype(np.int64)
    return new


def below(limit: int) -> Cost:
    """Count the pairs that score less."""
    return Cost(partial(_is_below, limit), name=f"below {limit}")


def _is_below(limit: int, scores: Scores, *_pairs: object) -> Ints:
    """Let pairs below a limit cost 1."""
    below: Ints = (scores < limit).astype(np.int64)
    return below


def _fairest(offer: Offer, start: Start, watch: Watch) -> tuple[Choice, Choice]:
    """Return the placements of as many mentees as can be, in as many pairs; and the most even of them.

    The most mentees and the most pairs go together: chains that add a pair leave nobody without.
    Where nobody can have a second mentor and no cost is asked for, the first grouping alone places
    as many as can be, as every step is worth something (the greedy algorithm on a matroid).
    """
    somebody_fits = np.zeros(len(offer.wishes), dtype=np.int64)
    somebody_fits[start.pairs[0]] = 1
    wishes = offer.wishes * somebody_fits
    every = met(_plain(offer, start, wishes)) if wishes.sum() <= offer.capacity.sum() else None
    if every is not None:  # nothing is left to be fair about
        return every, every
    choice = shared_out(_plain(offer, start, offer.wishes))
    beside = offer.aims.costs or offer.proving  # asked for, though it places nobody more
    least = None
    if beside or not offer.groups or (offer.wishes > offer.waiting).any():
        choice = choice.best(0, nothing).narrowed()
    else:
        least = evenly(choice)
    placed, aims = choice, len(choice.aims) - 1
    for aim in range(1, aims):
        choice = choice.best(aim, nothing, least).narrowed()
        least = None
        watch.at((aim + 1) / aims)
    return placed, choice


def _plain(offer: Offer, start: Start, wishes: Ints) -> Choice:
    """Return the placements that ship all wishes."""
    return replace(plain(offer, start.pairs, wishes), whole=start.whole)
