"""The worst pair as good as it can be: the highest score that all pairs of some placement reach."""

from dataclasses import replace

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.placing.choice import SOURCE, Choice
from compagnon.engine.placing.network import blockade
from compagnon.engine.watch import Watch


def met(choice: Choice) -> Choice | None:
    """Return the placements that meet all wishes, None if there are none.

    They are first sought where `kindest` will begin to search, which then need not look there again.
    """
    every = choice.filled(choice.network.tail == SOURCE)
    scores = _scores(every)
    guess = _bound(every, scores) if choice.field.offer.aims.worst else 0
    if guess and blockade(every.network.keep(scores >= guess)) is None:
        return replace(every, reached=guess)
    return every if blockade(every.network) is None else None


def kindest(choice: Choice, watch: Watch) -> Choice:
    """Return the placements whose worst pair is as good as it can be.

    A search among the scores that occur: a placement without the pairs below a score exists, or a
    blockade shows that there is none. The last blockade is held against all open pairs.
    """
    while True:
        scores = _scores(choice)
        floor, blocked = _highest(choice, scores, watch)
        if blocked is None or choice.whole:
            break
        better = choice.field.above(floor + 1)
        more = better.outward(choice.sides(blocked), choice.known())
        if not more[0].size:
            break
        choice = replace(choice, reached=floor).with_pairs(more)
    # Where a pair that must be is the worst, nothing else need be in the way of better ones.
    everywhere = np.ones(len(choice.network.supply), dtype=np.bool_)
    barred = everywhere if blocked is None else blocked
    field = replace(choice.field.above(floor), barred=barred)
    return replace(choice.keep(scores >= floor), field=field)


def _scores(choice: Choice) -> Ints:
    """Return what each arc would leave the worst pair at: arcs that are no pairs, at no less than those settled."""
    settled = choice.scores[choice.settled].astype(np.int64)
    ceiling = settled.min(initial=choice.field.offer.full)
    scores = np.full(len(choice.pair), ceiling, dtype=np.int64)
    stands = choice.pair >= 0
    scores[stands] = np.minimum(ceiling, choice.scores[choice.pair[stands]])
    return scores


def _highest(choice: Choice, scores: Ints, watch: Watch) -> tuple[int, Flags | None]:
    """Return the highest score that all pairs of some placement reach, and what blocks a higher one."""
    top = scores.max()
    levels = np.append(np.flatnonzero(np.bincount(scores[scores < top])), top)
    low, high, blocked = 0, len(levels), None
    if choice.reached:
        low = int(np.searchsorted(levels, choice.reached, side="right")) - 1
        probe = low + 1
    else:
        probe = int(np.searchsorted(levels, _bound(choice, scores)))
    stride = 1
    while high - low > 1:
        probe = probe if low < probe < high else (low + high) // 2
        blockers = blockade(choice.network.keep(scores >= levels[probe]))
        if blockers is None:
            low, probe = probe, probe + stride
        else:
            high, blocked, probe = probe, blockers, probe - stride
        stride *= 2
        watch.at(1 - (high - low) / len(levels))
    return int(levels[low]), blocked


def _bound(choice: Choice, scores: Ints) -> int:
    """Return a score that no worst pair exceeds: what those who must have pairs could have at best."""
    supply = choice.sides(choice.network.supply)
    stands = choice.pair >= 0
    which, of_pairs = choice.pair[stands], scores[stands]
    bound = int(scores.max())
    for need, side in zip((supply[0], -supply[1]), choice.pairs, strict=True):
        if (need > 0).any():
            bound = min(bound, _worst_best(side[which], of_pairs, need))
    return bound


def _worst_best(who: Ints, scores: Ints, need: Ints) -> int:
    """Return the least score that somebody must put up with who takes as many of their best pairs as they need."""
    people = np.flatnonzero(need > 0)
    if need.max() == 1:
        best = np.zeros(len(need), dtype=np.int64)
        np.maximum.at(best, who, scores)
        return int(best[people].min())
    base = int(scores.max()) + 1
    keys = np.sort((who + 1) * base - 1 - scores)  # by person, each one's best first
    last = np.searchsorted(keys, people * base) + need[people] - 1
    if last.max() >= len(keys) or (keys[last] // base != people).any():
        return 0  # somebody has too few
    return int((base - 1 - keys[last] % base).min())
