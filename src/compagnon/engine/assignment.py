"""Who is paired with whom, by the aims in order: places, equity, the worst pair, the total, ties.

Each aim is exact over all possible pairs given those before it: what meets an aim is the face of
its flows of least cost, and `pricing` shows that no pair outside the network belongs to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.candidates import candidates
from compagnon.engine.criteria import FULL
from compagnon.engine.grid import Flags, Ints
from compagnon.engine.network import Network, blockade, least_cost, prices, reduced
from compagnon.engine.offer import Assignment, Offer, assignment
from compagnon.engine.pricing import Cost, Field, Pairs, Prices, nothing, score
from compagnon.engine.scoring import Scores
from compagnon.engine.watch import Watch

SOURCE: Final = 0
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class _Choice:
    """The placements still open: a network, the pair each arc stands for (-1: none), and its pairs.

    `aims` has a row an aim of `_begin`: what the arcs that are no pairs cost. `settled` are pairs
    that every open placement contains. `field`: all pairs that are open, in the network or not.
    """

    network: Network
    pair: Ints
    pairs: Pairs
    aims: Ints
    settled: Ints
    field: Field

    def cost(self, aim: int, of_pairs: Cost) -> Ints:
        """Return what arcs cost: pairs by a rule, the others as an aim says."""
        cost: Ints = self.aims[aim].copy()
        stands = self.pair >= 0
        rows, columns = (side[self.pair[stands]] for side in self.pairs)
        cost[stands] = of_pairs(self.field.offer.scores[rows, columns], rows, columns)
        return cost

    def with_pairs(self, more: Pairs) -> "_Choice":
        """Return the same with more of the open pairs in the network."""
        rows, columns = more
        first = self.field.offer.allowed.shape[0] + 1
        added = np.arange(len(rows)) + len(self.pairs[0])
        return replace(
            self,
            network=self.network.add(rows + 1, columns + first),
            pair=np.concatenate([self.pair, added]),
            pairs=(
                np.concatenate([self.pairs[0], rows]),
                np.concatenate([self.pairs[1], columns]),
            ),
            aims=np.pad(self.aims, ((0, 0), (0, len(rows)))),
        )

    def keep(self, arcs: Flags) -> "_Choice":
        """Return the same with only these arcs."""
        return replace(
            self, network=self.network.keep(arcs), pair=self.pair[arcs], aims=self.aims[:, arcs]
        )

    def known(self) -> Ints:
        """Return the keys of all pairs that are or were in the network, sorted."""
        return np.sort(self.field.key(*self.pairs))

    def sides(self, of_nodes: NDArray[Number]) -> tuple[NDArray[Number], NDArray[Number]]:
        """Cut what is known of nodes into rows and columns."""
        mentees, mentors = self.field.offer.allowed.shape
        return of_nodes[1 : mentees + 1], of_nodes[mentees + 1 : mentees + mentors + 1]

    def best(self, aim: int, of_pairs: Cost) -> "_Best":
        """Let a cost be least over all open pairs, adding those that are missing."""
        choice = self
        while True:
            cost = choice.cost(aim, of_pairs)
            flow = least_cost(choice.network, cost)
            price = prices(choice.network, cost, flow)
            face = Prices(of_pairs, *choice.sides(price))
            more = choice.field.cheaper(face, choice.known())
            if not more[0].size:
                return _Best(choice, cost, flow, price, face)
            choice = choice.with_pairs(more)


@dataclass(frozen=True)
class _Best:
    """A flow of least cost over all open pairs, and the prices that prove it."""

    choice: _Choice
    cost: Ints
    flow: Ints
    price: Ints
    face: Prices

    def narrowed(self) -> _Choice:
        """Return the placements that are as good as this one."""
        choice = self.choice
        beyond = reduced(choice.network, self.cost, self.price)
        full = beyond < 0
        settled = np.concatenate([choice.settled, choice.pair[full & (choice.pair >= 0)]])
        rest = replace(choice, network=choice.network.without(full), settled=settled)
        return replace(rest.keep(beyond == 0), field=choice.field.within(self.face))

    def total(self) -> int:
        """Return the sum of the scores of this flow's pairs."""
        return int(self.choice.field.offer.scores[self.chosen()].sum(dtype=np.int64))

    def chosen(self) -> Pairs:
        """Return the pairs of this flow."""
        choice = self.choice
        used = choice.pair[(self.flow > 0) & (choice.pair >= 0)]
        every = np.concatenate([choice.settled, used])
        return choice.pairs[0][every], choice.pairs[1][every]


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
            totals.append(choice.best(-1, score).total())
    choice = choice.best(-1, score).narrowed()
    watch.at(0.9)
    best = choice.best(-1, lambda _scores, rows, columns: -offer.hashes(rows, columns))
    watch.at(1)
    costs = tuple(before - after for before, after in pairwise(totals))
    return replace(assignment(offer, *best.chosen()), costs=costs)


def _narrowing(offer: Offer, pairs: Pairs, watch: Watch) -> Iterator[_Choice]:
    """Yield the placements that meet the aims: placing, then equity, the worst pair, the limits."""
    placed, choice = _fairest(offer, pairs, watch.part(0, 0.5))
    yield placed
    yield choice
    if offer.aims.worst:
        choice = _kindest(choice, watch.part(0.5, 0.8))
    yield choice
    for limit in offer.aims.limits:
        if limit > choice.field.floor:
            choice = choice.best(-1, partial(_is_below, limit)).narrowed()
            watch.at(0.8 + 0.2 * limit / FULL)
    yield choice


def _is_below(limit: int, scores: Scores, *_pairs: object) -> Ints:
    """Let pairs below a limit cost 1."""
    below: Ints = (scores < limit).astype(np.int64)
    return below


def _fairest(offer: Offer, pairs: Pairs, watch: Watch) -> tuple[_Choice, _Choice]:
    """Return the placements of as many mentees as can be, in as many pairs; and the most even of them.

    The most mentees and the most pairs go together: chains that add a pair leave nobody without.
    """
    somebody_fits = np.zeros(len(offer.wishes), dtype=np.int64)
    somebody_fits[pairs[0]] = 1
    whole = _plain(offer, pairs, offer.wishes * somebody_fits)
    if blockade(whole.network) is None:  # all wishes can be met: nothing is left to be fair about
        return whole, whole
    choice = _shared_out(_plain(offer, pairs, offer.wishes))
    placed = choice = choice.best(0, nothing).narrowed()
    aims = len(choice.aims) - 1
    for aim in range(1, aims):
        choice = choice.best(aim, nothing).narrowed()
        watch.at((aim + 1) / aims)
    return placed, choice


def _plain(offer: Offer, pairs: Pairs, wishes: Ints) -> _Choice:
    """Return source > mentees > mentors > sink, the arcs of pairs first, shipping all wishes.

    Two arcs lead to a mentee: the first mentor of somebody who has none, and any further mentor.
    What they cost is the first aim: as many mentees and pairs as can be.
    """
    mentees, mentors = offer.allowed.shape
    sink = mentees + mentors + 1
    everyone, places = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
    first = np.minimum(offer.waiting, wishes)
    capacity = [np.ones_like(pairs[0]), first, wishes - first, offer.capacity]
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[[SOURCE, sink]] = wishes.sum(), -wishes.sum()
    tail = np.concatenate([pairs[0] + 1, np.zeros(2 * mentees, dtype=np.int64), places])
    head = np.concatenate([pairs[1] + mentees + 1, everyone, everyone, np.full(mentors, sink)])
    size = [len(part) for part in capacity]
    network = Network(
        tail.astype(np.int32), head.astype(np.int32), np.concatenate(capacity), supply
    )
    pair = np.full(len(tail), -1, dtype=np.int64)
    pair[: size[0]] = np.arange(size[0])
    aims = np.stack([np.repeat([0, -2, -1, 0], size), np.zeros(len(tail), dtype=np.int64)])
    none: Ints = np.array([], dtype=np.int64)
    whole = _Choice(network, pair, pairs, aims, none, Field(offer))
    return whole.keep(network.capacity > 0)


def _shared_out(plain: _Choice) -> _Choice:
    """Let wishes stay unmet, and put groups between the source and mentees' first mentors.

    Each grouping is an aim: placing one more of a group is worth a step, the next one less.
    """
    offer, network = plain.field.offer, plain.network
    tail, nodes = network.tail.astype(np.int64), len(network.supply)
    parents = np.full(len(offer.allowed), SOURCE, dtype=np.int64)
    sink = nodes - 1
    tails, heads, worth, levels = [np.array([SOURCE])], [np.array([sink])], [np.array([0])], [[0]]
    for level, grouping in enumerate(offer.groups, start=1):
        for group in np.flatnonzero(grouping.waiting):
            members = grouping.labels == group
            steps = grouping.steps(int(group))
            tails.append(np.full(len(steps), parents[members][0]))
            heads.append(np.full(len(steps), nodes))
            worth.append(steps)
            levels.append([level] * len(steps))
            parents[members] = nodes
            nodes += 1
    first = plain.aims[0] == -2  # noqa: PLR2004 -- what `_plain` gives a first mentor
    tail[first] = parents[network.head[first] - 1]
    steps, level_of = np.concatenate(worth), np.concatenate(levels)
    aims = np.zeros((len(offer.groups) + 2, len(tail) + len(steps)), dtype=np.int64)
    aims[0, : len(tail)] = plain.aims[0]
    aims[level_of, len(tail) + np.arange(len(steps))] = -steps
    capacity = np.ones_like(steps)
    capacity[0] = network.supply[SOURCE]
    return replace(
        plain,
        network=Network(
            np.concatenate([tail, *tails]).astype(np.int32),
            np.concatenate([network.head, *heads]).astype(np.int32),
            np.concatenate([network.capacity, capacity]),
            np.pad(network.supply, (0, nodes - len(network.supply))),
        ),
        pair=np.pad(plain.pair, (0, len(steps)), constant_values=-1),
        aims=aims,
    )


def _kindest(choice: _Choice, watch: Watch) -> _Choice:
    """Return the placements whose worst pair is as good as it can be.

    A search among the scores that occur: a placement without the pairs below a score exists, or a
    blockade shows that there is none. The last blockade is held against all open pairs.
    """
    offer = choice.field.offer
    while True:
        scores = offer.scores[choice.pairs].astype(np.int64)
        ceiling = int(scores[choice.settled].min(initial=FULL))
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


def _highest(choice: _Choice, kept: Ints, watch: Watch) -> tuple[int, Flags | None]:
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


def _guess(choice: _Choice, kept: Ints, levels: Ints) -> int:
    """Guess where the search ends: the best that the worst-off of those who must be placed could have."""
    rows, _columns = choice.sides(choice.network.supply > 0)
    best = np.zeros(len(rows), dtype=np.int64)
    stands = choice.pair >= 0
    np.maximum.at(best, choice.pairs[0][choice.pair[stands]], kept[stands])
    must = rows if rows.any() else best > 0
    return int(np.searchsorted(levels, best[must].min(initial=levels[-1])))
