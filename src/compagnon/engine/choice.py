"""The placements that are still open: a network of the pairs that matter, and the field of all others."""

from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.grid import Flags, Ints
from compagnon.engine.network import Network, least_cost, prices, reduced
from compagnon.engine.offer import Offer
from compagnon.engine.pricing import Cost, Field, Pairs, Prices
from compagnon.engine.scoring import Scores

SOURCE: Final = 0
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class Choice:
    """The placements still open: a network, the pair each arc stands for (-1: none), and its pairs.

    `aims` has a row an aim of `plain` and `shared_out`: what the arcs that are no pairs cost. `settled` are pairs
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

    def worth(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Let a pair cost the less, the more it counts in the total."""
        return -self.field.offer.worth(scores, rows, columns)

    def with_pairs(self, more: Pairs) -> "Choice":
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

    def keep(self, arcs: Flags) -> "Choice":
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

    def best(self, aim: int, of_pairs: Cost) -> "Best":
        """Let a cost be least over all open pairs, adding those that are missing."""
        choice = self
        while True:
            cost = choice.cost(aim, of_pairs)
            flow = least_cost(choice.network, cost)
            price = prices(choice.network, cost, flow)
            face = Prices(of_pairs, *choice.sides(price))
            more = choice.field.cheaper(face, choice.known())
            if not more[0].size:
                return Best(choice, cost, flow, price, face)
            choice = choice.with_pairs(more)


@dataclass(frozen=True)
class Best:
    """A flow of least cost over all open pairs, and the prices that prove it."""

    choice: Choice
    cost: Ints
    flow: Ints
    price: Ints
    face: Prices

    def narrowed(self) -> Choice:
        """Return the placements that are as good as this one."""
        choice = self.choice
        beyond = reduced(choice.network, self.cost, self.price)
        full = beyond < 0
        settled = np.concatenate([choice.settled, choice.pair[full & (choice.pair >= 0)]])
        rest = replace(choice, network=choice.network.without(full), settled=settled)
        return replace(rest.keep(beyond == 0), field=choice.field.within(self.face))

    def total(self) -> int:
        """Return the total of this flow's pairs."""
        rows, columns = self.chosen()
        offer = self.choice.field.offer
        return int(offer.worth(offer.scores[rows, columns], rows, columns).sum())

    def chosen(self) -> Pairs:
        """Return the pairs of this flow."""
        choice = self.choice
        used = choice.pair[(self.flow > 0) & (choice.pair >= 0)]
        every = np.concatenate([choice.settled, used])
        return choice.pairs[0][every], choice.pairs[1][every]


def plain(offer: Offer, pairs: Pairs, wishes: Ints) -> Choice:
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
    whole = Choice(network, pair, pairs, aims, none, Field(offer))
    return whole.keep(network.capacity > 0)


def shared_out(whole: Choice) -> Choice:
    """Let wishes stay unmet, and put groups between the source and mentees' first mentors.

    Each grouping is an aim: placing one more of a group is worth a step, the next one less. Then
    whoever has waited longest comes first.
    """
    offer, network = whole.field.offer, whole.network
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
    first = whole.aims[0] == -2  # noqa: PLR2004 -- what `plain` gives a first mentor
    tail[first] = parents[network.head[first] - 1]
    steps, level_of = np.concatenate(worth), np.concatenate(levels)
    waited = offer.since is not None
    aims = np.zeros((len(offer.groups) + 2 + waited, len(tail) + len(steps)), dtype=np.int64)
    aims[0, : len(tail)] = whole.aims[0]
    aims[level_of, len(tail) + np.arange(len(steps))] = -steps
    if offer.since is not None:
        aims[-2, np.flatnonzero(first)] = -offer.since[network.head[first] - 1]
    capacity = np.ones_like(steps)
    capacity[0] = network.supply[SOURCE]
    return replace(
        whole,
        network=Network(
            np.concatenate([tail, *tails]).astype(np.int32),
            np.concatenate([network.head, *heads]).astype(np.int32),
            np.concatenate([network.capacity, capacity]),
            np.pad(network.supply, (0, nodes - len(network.supply))),
        ),
        pair=np.pad(whole.pair, (0, len(steps)), constant_values=-1),
        aims=aims,
    )
