"""Who is paired with whom, by the aims in order: places, equity, the worst pair, the total.

Each aim is exact given those before it: `network.face` keeps all the placements that meet it.
"""

from collections.abc import Iterable
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
Cell = tuple[int, int]
SOURCE: Final = 0


@dataclass(frozen=True)
class Offer:
    """What may be decided: mentees are rows, mentors columns, fixed pairs are made already.

    `wishes`: how many mentors each row would still take. `waiting`: rows that have none yet.
    `capacity`: places each column has left. `groups` are nested: each splits those before it.
    `row_hashes`, `column_hashes`: what ties are broken by.
    """

    allowed: Flags
    scores: Scores
    wishes: Ints
    waiting: Flags
    capacity: Ints
    groups: tuple[Grouping, ...]
    row_hashes: Hashes
    column_hashes: Hashes

    def without(self, cells: Iterable[Cell]) -> "Offer":
        """Return the same with some (row, column) pairs no longer allowed."""
        allowed = self.allowed.copy()
        for cell in cells:
            allowed[cell] = False
        return replace(self, allowed=allowed)


@dataclass(frozen=True)
class Assignment:
    """The (row, column) pairs, sorted. `merit`: how well each aim is met, in order; more is better.

    Mentees placed, pairs, minus the cost of each grouping, the worst score, the total, and last
    the sum of hashes that breaks ties.
    """

    cells: tuple[Cell, ...]
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
    """Make pairs by the aims in order. Raises SolveCancelledError when told to stop.

    Time: about two flows of least cost over the allowed pairs, one more for each grouping, and up
    to 13 feasibility checks for the worst pair. Memory: about 150 bytes for each allowed pair.
    """
    rows, columns = np.nonzero(offer.allowed & (offer.wishes > 0)[:, None] & (offer.capacity > 0))
    chosen: Ints = np.array([], dtype=np.int64)
    if rows.size:
        choice = _fairest(offer, rows, columns, watch.part(0, 0.4))
        choice = _kindest(offer, choice, watch.part(0.4, 0.7))
        chosen = np.sort(_best(offer, choice))
        watch.at(1)
    rows, columns = rows[chosen], columns[chosen]
    cells = tuple(zip(rows.tolist(), columns.tolist(), strict=True))
    return Assignment(cells, _merit(offer, rows, columns))


def _plain(offer: Offer, rows: Ints, columns: Ints) -> tuple[Network, Ints]:
    """Return source > mentees > mentors > sink, the arcs of pairs first; and what arcs cost.

    Two arcs lead to a mentee: the first mentor of somebody who has none, at cost -1, and any
    further mentor, at cost 0. It ships all it can.
    """
    mentees, mentors = offer.allowed.shape
    sink = mentees + mentors + 1
    everyone, places = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
    first = np.minimum(offer.waiting, offer.wishes)
    capacity = [np.ones_like(rows), first, offer.wishes - first, offer.capacity]
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[[SOURCE, sink]] = offer.wishes.sum(), -offer.wishes.sum()
    network = Network(
        np.concatenate([rows + 1, np.zeros(2 * mentees), places]).astype(np.int32),
        np.concatenate([columns + mentees + 1, everyone, everyone, np.full(mentors, sink)]).astype(
            np.int32
        ),
        np.concatenate(capacity),
        supply,
    )
    cost = np.repeat([0, -1, 0, 0], [len(part) for part in capacity])
    used = network.capacity > 0
    return network.keep(used), cost[used]


def _fairest(offer: Offer, rows: Ints, columns: Ints, watch: Watch) -> _Choice:
    """Return the placements of as many mentees as can be, in as many pairs, as evenly as can be.

    The most mentees and the most pairs go together: chains that add a pair leave nobody without.
    """
    plain, cost = _plain(offer, rows, columns)
    flow = most_flow(plain, cost)
    placed = -int((flow * cost).sum())
    watch.at(0.4)
    pair = np.full(len(plain.tail), -1, dtype=np.int64)
    pair[: len(rows)] = np.arange(len(rows))
    supply = np.sign(plain.supply) * flow[: len(rows)].sum()
    network = Network(plain.tail, plain.head, plain.capacity, supply)
    choice = _Choice(network, pair, rows, columns, np.array([], dtype=np.int64))
    if not offer.groups or placed == np.unique(rows[offer.waiting[rows]]).size:
        further = (offer.wishes > offer.waiting).any()
        return choice.narrowed(cost)[0] if further else choice
    choice, costs = _grouped(offer, choice, cost < 0)
    for level in range(len(costs)):
        choice, still = choice.narrowed(costs[level])
        costs = costs[:, still]
        watch.at(0.4 + 0.6 * (level + 1) / len(costs))
    return choice


def _grouped(offer: Offer, choice: _Choice, first: Flags) -> tuple[_Choice, Ints]:
    """Put groups between the source and mentees' first mentors.

    Returns the costs of each grouping too, one a row. Placing one more of a group is always worth
    something, so least cost still places as many as can be.
    """
    network = choice.network
    tail = network.tail.copy()
    parents = np.full(len(offer.allowed), SOURCE, dtype=np.int32)
    nodes = len(network.supply)
    tails, heads, worth, levels = [], [], [], []
    for level, grouping in enumerate(offer.groups):
        for group in np.flatnonzero(grouping.waiting):
            members = grouping.labels == group
            steps = grouping.steps(int(group))
            tails.append(np.full(len(steps), parents[members][0]))
            heads.append(np.full(len(steps), nodes))
            worth.append(steps)
            levels.append(np.full(len(steps), level))
            parents[members] = nodes
            nodes += 1
    tail[first] = parents[network.head[first] - 1]
    level_of, steps_of = np.concatenate(levels), np.concatenate(worth)
    costs = np.zeros((len(offer.groups), len(tail) + len(steps_of)), dtype=np.int64)
    costs[level_of, len(tail) + np.arange(len(steps_of))] = -steps_of
    grouped = Network(
        np.concatenate([tail, *tails]).astype(np.int32),
        np.concatenate([network.head, *heads]).astype(np.int32),
        np.concatenate([network.capacity, np.ones_like(steps_of)]),
        np.concatenate([network.supply, np.zeros(nodes - len(network.supply), dtype=np.int64)]),
    )
    pair = np.concatenate([choice.pair, np.full(len(steps_of), -1)])
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
    most, bits = _hash_bits(offer)
    cost = np.zeros(len(choice.pair), dtype=np.int64)
    scores = offer.scores[rows, columns].astype(np.int64)
    cost[stands] = -(scores * (most << bits) + _pair_hashes(offer, rows, columns, bits))
    flow = least_cost(choice.network, cost)
    return np.concatenate([choice.settled, choice.pair[stands & (flow > 0)]])


def _hash_bits(offer: Offer) -> tuple[int, int]:
    """Return a number above that of pairs, and how long hashes may be.

    No sum of hashes may reach one point of score, and cost x nodes must stay below 2^62.
    """
    most = int(min(offer.wishes.sum(), offer.capacity.sum())) + 1
    groups = sum(len(grouping.sizes) for grouping in offer.groups)
    nodes = sum(offer.allowed.shape) + 2 + groups
    return most, min(24, 62 - (FULL + 1).bit_length() - most.bit_length() - nodes.bit_length())


def _pair_hashes(offer: Offer, rows: Ints, columns: Ints, bits: int) -> Ints:
    """Mix the hashes of two people into one of so many bits (splitmix64's finaliser)."""
    mixed = offer.row_hashes[rows] + offer.column_hashes[columns]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    hashes: Ints = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - bits)).astype(np.int64)
    return hashes


def _merit(offer: Offer, rows: Ints, columns: Ints) -> tuple[int, ...]:
    """Return how well these pairs meet each aim, in order."""
    placed = np.unique(rows[offer.waiting[rows]])
    scores = offer.scores[rows, columns].astype(np.int64)
    hashes = _pair_hashes(offer, rows, columns, _hash_bits(offer)[1])
    return (
        len(placed),
        len(rows),
        *(-grouping.cost(placed) for grouping in offer.groups),
        int(scores.min(initial=FULL)),
        int(scores.sum()),
        int(hashes.sum()),
    )
