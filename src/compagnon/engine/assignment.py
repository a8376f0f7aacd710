"""One mentor for each mentee, by the aims in order: places, equity, the worst pair, the total.

Each aim is exact given those before it: `network.face` keeps all the placements that meet it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria import FULL
from compagnon.engine.equity import Grouping
from compagnon.engine.grid import Flags, Ints
from compagnon.engine.network import Network, face, is_possible, least_cost, most_flow
from compagnon.engine.scoring import Scores
from compagnon.engine.watch import Watch

Hashes = NDArray[np.uint64]
SOURCE: Final = 0


@dataclass(frozen=True)
class Offer:
    """Mentees (rows) without a mentor, mentors (columns) with places, and which pairs are allowed.

    `mentee_hashes` and `mentor_hashes` are what ties are broken by. `groups` are nested: each
    splits those before it.
    """

    allowed: Flags
    scores: Scores
    capacity: Ints
    groups: tuple[Grouping, ...]
    mentee_hashes: Hashes
    mentor_hashes: Hashes

    def without(self, pairs: Sequence[tuple[int, int]]) -> "Offer":
        """Return the same with some (row, column) pairs no longer allowed."""
        allowed = self.allowed.copy()
        for row, column in pairs:
            allowed[row, column] = False
        return replace(self, allowed=allowed)


@dataclass(frozen=True)
class Assignment:
    """`mate` is each row's column, -1 for none. `merit` compares: each aim in order, more is better."""

    mate: Ints
    merit: tuple[int, ...]


@dataclass(frozen=True)
class _Choice:
    """The placements still open: a network, the pair each arc stands for (-1: none), and its pairs.

    `settled` are pairs that every open placement contains.
    """

    network: Network
    pair: Ints
    rows: Ints
    columns: Ints
    settled: Ints

    def narrowed(self, cost: Ints) -> tuple["_Choice", Flags]:
        """Return what is left once a cost must be least, and which arcs those are."""
        flow = least_cost(self.network, cost)
        still, full, rest = face(self.network, cost, flow)
        settled = np.concatenate([self.settled, self.pair[full & (self.pair >= 0)]])
        return replace(self, network=rest, pair=self.pair[still], settled=settled), still


def assign(offer: Offer, watch: Watch) -> Assignment:
    """Place the rows by the aims in order. Raises SolveCancelledError when told to stop.

    Time: about two flows of least cost over the allowed pairs, one more for each grouping, and up
    to 13 feasibility checks for the worst pair. Memory: about 150 bytes for each allowed pair.
    """
    rows, columns = np.nonzero(offer.allowed & (offer.capacity > 0))
    mate = np.full(len(offer.allowed), -1, dtype=np.int64)
    if rows.size:
        choice = _fairest(offer, rows, columns, watch.part(0, 0.4))
        choice = _kindest(offer, choice, watch.part(0.4, 0.7))
        chosen = _best(offer, choice)
        watch.at(1)
        mate[rows[chosen]] = columns[chosen]
    return Assignment(mate, _merit(offer, mate))


def _plain(offer: Offer, rows: Ints, columns: Ints) -> Network:
    """Return source > mentees > mentors > sink, the arcs of pairs first, shipping all it can."""
    mentees, mentors = offer.allowed.shape
    sink = mentees + mentors + 1
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[[SOURCE, sink]] = mentees, -mentees
    everyone, places = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
    return Network(
        np.concatenate([rows + 1, np.zeros(mentees), places]).astype(np.int32),
        np.concatenate([columns + mentees + 1, everyone, np.full(mentors, sink)]).astype(np.int32),
        np.concatenate([np.ones(len(rows) + mentees, dtype=np.int64), offer.capacity]),
        supply,
    )


def _fairest(offer: Offer, rows: Ints, columns: Ints, watch: Watch) -> _Choice:
    """Return the placements of as many mentees as can be placed, as evenly as can be."""
    plain = _plain(offer, rows, columns)
    flow = most_flow(plain)
    placed = int(flow[: len(rows)].sum())
    watch.at(0.4)
    pair = np.full(len(plain.tail), -1, dtype=np.int64)
    pair[: len(rows)] = np.arange(len(rows))
    supply = np.sign(plain.supply) * placed
    network = Network(plain.tail, plain.head, plain.capacity, supply)
    choice = _Choice(network, pair, rows, columns, np.array([], dtype=np.int64))
    if placed == len(np.unique(rows)) or not offer.groups:
        return choice
    choice, costs = _grouped(offer, choice)
    for level in range(len(costs)):
        choice, still = choice.narrowed(costs[level])
        costs = costs[:, still]
        watch.at(0.4 + 0.6 * (level + 1) / len(costs))
    return choice


def _grouped(offer: Offer, choice: _Choice) -> tuple[_Choice, Ints]:
    """Put groups between source and mentees; return the costs of each grouping, one a row."""
    network = choice.network
    mentees = len(offer.allowed)
    direct = network.tail == SOURCE
    tail, head = network.tail.copy(), network.head
    parents = np.full(mentees, SOURCE, dtype=np.int32)
    nodes = len(network.supply)
    tails, heads, steps, levels = [], [], [], []
    for level, grouping in enumerate(offer.groups):
        for group in np.unique(grouping.labels):
            members = grouping.labels == group
            values = grouping.steps(int(group))
            tails.append(np.full(len(values), parents[members][0]))
            heads.append(np.full(len(values), nodes))
            steps.append(-values)
            levels.append(np.full(len(values), level))
            parents[members] = nodes
            nodes += 1
    tail[direct] = parents[head[direct] - 1]
    level_of, worth = np.concatenate(levels), np.concatenate(steps)
    costs = np.zeros((len(offer.groups), len(tail) + len(worth)), dtype=np.int64)
    costs[level_of, len(tail) + np.arange(len(worth))] = worth
    grouped = Network(
        np.concatenate([tail, *tails]).astype(np.int32),
        np.concatenate([head, *heads]).astype(np.int32),
        np.concatenate([network.capacity, np.ones_like(worth)]),
        np.concatenate([network.supply, np.zeros(nodes - len(network.supply), dtype=np.int64)]),
    )
    pair = np.concatenate([choice.pair, np.full(len(worth), -1)])
    return replace(choice, network=grouped, pair=pair), costs


def _kindest(offer: Offer, choice: _Choice, watch: Watch) -> _Choice:
    """Return the placements whose worst pair is as good as it can be.

    A search among the scores that occur: each half is decided by whether a placement without the
    pairs below it exists, so the score found is proved to be the highest.
    """
    scores = offer.scores[choice.rows, choice.columns].astype(np.int64)
    ceiling = int(scores[choice.settled].min(initial=FULL))
    kept = np.full(len(choice.pair), FULL, dtype=np.int64)
    stands = choice.pair >= 0
    kept[stands] = np.minimum(scores[choice.pair[stands]], ceiling)
    levels = np.unique(kept[stands])
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        arcs = kept >= levels[middle]
        if is_possible(choice.network.keep(arcs)):
            low = middle
        else:
            high = middle - 1
        watch.at(1 - (high - low) / len(levels))
    arcs = kept >= levels[low] if levels.size else np.ones(len(kept), dtype=np.bool_)
    return replace(choice, network=choice.network.keep(arcs), pair=choice.pair[arcs])


def _best(offer: Offer, choice: _Choice) -> Ints:
    """Return the pairs of the highest total; ties go to the highest sum of keyed hashes."""
    stands = choice.pair >= 0
    rows, columns = choice.rows[choice.pair[stands]], choice.columns[choice.pair[stands]]
    bits = _hash_bits(offer)
    hashes = _pair_hashes(offer, rows, columns, bits)
    heavier = (len(offer.allowed) + 1) << bits
    cost = np.zeros(len(choice.pair), dtype=np.int64)
    cost[stands] = -(offer.scores[rows, columns].astype(np.int64) * heavier + hashes)
    flow = least_cost(choice.network, cost)
    return np.concatenate([choice.settled, choice.pair[stands & (flow > 0)]])


def _hash_bits(offer: Offer) -> int:
    """Return how long tie-breaking hashes may be: cost x nodes must stay below 2^62."""
    mentees, mentors = offer.allowed.shape
    nodes = mentees + mentors + 2 + sum(len(grouping.sizes) for grouping in offer.groups)
    bits: int = min(24, 62 - FULL.bit_length() - (mentees + 1).bit_length() - nodes.bit_length())
    return bits


def _pair_hashes(offer: Offer, rows: Ints, columns: Ints, bits: int) -> Ints:
    """Mix the hashes of two people into one of so many bits (splitmix64's finaliser)."""
    mixed = offer.mentee_hashes[rows] + offer.mentor_hashes[columns]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    hashes: Ints = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - bits)).astype(np.int64)
    return hashes


def _merit(offer: Offer, mate: Ints) -> tuple[int, ...]:
    """Return how well each aim is met, in order; the last number breaks ties."""
    rows = np.flatnonzero(mate >= 0)
    columns = mate[rows]
    scores = offer.scores[rows, columns].astype(np.int64)
    hashes = _pair_hashes(offer, rows, columns, _hash_bits(offer))
    return (
        len(rows),
        *(-grouping.cost(rows) for grouping in offer.groups),
        int(scores.min(initial=FULL)),
        int(scores.sum()),
        int(hashes.sum()),
    )
