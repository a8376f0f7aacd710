"""The placements that are still open: a network of the pairs that matter, and the field of all others."""

from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.judging.grid import Flags, Ints, distinct
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.placing.close import Close
from compagnon.engine.placing.network import Known, Network, cheapest, fullest, reduced
from compagnon.engine.placing.offer import Offer
from compagnon.engine.placing.pricing import NONE, Cost, Field, Prices, nothing

SOURCE: Final = 0
FIRST, FURTHER = 2, 1
"""What a mentee's first mentor and any further one count, when the most are to be placed."""
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class Choice:
    """The placements still open: a network, what each arc stands for, and its pairs with their scores.

    `aims` has a row an aim of `plain` and `shared_out`: what arcs cost that are no pairs. `pair` is the place of
    an arc's pair among `pairs`, or ~(its place in `aims`), which is below 0. `settled` are pairs that every open
    placement contains. `field`: all pairs that are open, in the network or not; `whole`: none that is not. `flow`:
    one of the open placements, where one is known; `reached`: a score that all pairs of some open placement reach.
    """

    network: Network
    pair: Ints
    pairs: Pairs
    scores: Scores
    aims: Ints
    settled: Ints
    field: Field
    whole: bool = False
    flow: Ints | None = None
    reached: int = 0

    def cost(self, aim: int, of_pairs: Cost) -> Ints:
        """Return what arcs cost: pairs by a rule, the others as an aim says."""
        cost = np.empty(len(self.pair), dtype=np.int64)
        stands = self.pair >= 0
        which = self.pair[stands]
        cost[stands] = of_pairs(self.scores[which], self.pairs[0][which], self.pairs[1][which])
        cost[~stands] = self.aims[aim][~self.pair[~stands]]
        return cost

    @property
    def worth(self) -> Cost:
        """Let a pair cost the less, the more it counts in the total."""
        offer = self.field.offer
        most = 0 if offer.extra is None else offer.extra.most
        return Cost(lambda *pairs: -offer.worth(*pairs), -most, by_score=True, name="total")

    def with_pairs(self, more: Pairs) -> "Choice":
        """Return the same with more of the open pairs in the network."""
        rows, columns = more
        first = self.field.offer.shape[0] + 1
        added = np.arange(len(rows)) + len(self.pairs[0])
        return replace(
            self,
            network=self.network.add(rows + 1, columns + first),
            pair=np.concatenate([self.pair, added]),
            pairs=(
                np.concatenate([self.pairs[0], rows]),
                np.concatenate([self.pairs[1], columns]),
            ),
            scores=np.concatenate([self.scores, self.field.offer.scores_of(rows, columns)]),
            flow=None if self.flow is None else np.pad(self.flow, (0, len(rows))),
        )

    def keep(self, arcs: Flags, flow: Ints | None = None) -> "Choice":
        """Return the same with only these arcs, and a flow over them if one is known."""
        return replace(
            self,
            network=self.network.keep(arcs),
            pair=self.pair[arcs],
            flow=flow,
        )

    def filled(self, full: Flags) -> "Choice":
        """Return the same without arcs that are full in every open placement."""
        return replace(
            self.keep(~full, None if self.flow is None else self.flow[~full]),
            network=self.network.without(full, self.network.capacity),
            settled=np.concatenate([self.settled, self.pair[full & (self.pair >= 0)]]),
        )

    def known(self) -> Ints:
        """Return the keys of all pairs that are or were in the network, sorted."""
        return np.sort(self.field.key(*self.pairs))

    def sides(self, of_nodes: NDArray[Number]) -> tuple[NDArray[Number], NDArray[Number]]:
        """Cut what is known of nodes into rows and columns."""
        mentees, mentors = self.field.offer.shape
        return of_nodes[1 : mentees + 1], of_nodes[mentees + 1 : mentees + mentors + 1]

    def best(self, aim: int, of_pairs: Cost, least: Ints | None = None) -> "Best":
        """Let a cost be least over all open pairs, adding those that are missing.

        `least`: a flow of least cost over the network, where one is known.
        Those added move prices by no more than they undercut them, as a rule: the next flow begins with the arcs that
        this may bring into play.
        """
        choice, cost, close = self, self.cost(aim, of_pairs), Close(self.field, of_pairs)
        flow = self.flow if least is None else least
        known = Known(np.ones(len(cost), dtype=np.bool_), flow, least=least is not None)
        while True:
            flow, price = cheapest(choice.network, cost, known)
            face = Prices(of_pairs, *choice.sides(price), price, aim)
            more = (NONE, NONE) if self.whole else close.cheaper(face, choice.known())
            if not more[0].size:
                return Best(choice, cost, flow, price, face, close)
            choice = replace(choice, flow=flow).with_pairs(more)
            cost = choice.cost(aim, of_pairs)
            beyond = reduced(choice.network, cost, price)
            undercut = -beyond[len(flow) :].min()
            known = Known(beyond <= undercut, choice.flow, price)


@dataclass(frozen=True)
class Best:
    """A flow of least cost over all open pairs, and the prices that prove it."""

    choice: Choice
    cost: Ints
    flow: Ints
    price: Ints
    face: Prices
    close: Close

    def narrowed(self) -> Choice:
        """Return the placements that are as good as this one."""
        choice = self.choice
        beyond = reduced(choice.network, self.cost, self.price)
        used = beyond <= 0
        rest = choice.keep(used, self.flow[used]).filled(beyond[used] < 0)
        return replace(rest, field=self.close.within(self.face), reached=0)

    def total(self) -> int:
        """Return the total of this flow's pairs."""
        rows, columns = self.chosen()
        offer = self.choice.field.offer
        return int(offer.worth(offer.scores_of(rows, columns), rows, columns).sum())

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
    rows, columns = pairs
    mentees, mentors = offer.shape
    sink = mentees + mentors + 1
    everyone, places = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
    first = np.minimum(offer.waiting, wishes)
    capacity = np.concatenate([first, wishes - first, offer.capacity])
    some = capacity > 0
    tail = np.concatenate([np.full(2 * mentees, SOURCE), places])[some]
    head = np.concatenate([everyone, everyone, np.full(mentors, sink)])[some]
    worth = np.repeat([FIRST, FURTHER, 0], (mentees, mentees, mentors))[some]
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[[SOURCE, sink]] = wishes.sum(), -wishes.sum()
    return Choice(
        network=Network(
            np.concatenate([rows + 1, tail]).astype(np.int32),
            np.concatenate([columns + mentees + 1, head]).astype(np.int32),
            np.concatenate([np.ones_like(rows), capacity[some]]),
            supply,
        ),
        pair=np.concatenate([np.arange(len(rows)), ~np.arange(len(tail))]),
        pairs=pairs,
        scores=offer.scores_of(rows, columns),
        aims=np.stack([-worth, np.zeros_like(worth)]),
        settled=NONE,
        field=Field(offer),
    )


def shared_out(alone: Choice) -> Choice:
    """Let wishes stay unmet, and put groups between the source and mentees' first mentors.

    Each grouping is an aim: placing one more of a group is worth a step, the next one less; of the first only the
    order of steps counts (see `equity`), so it is worth its rank, but for a proof, which says what it is worth. Then whoever has waited longest comes first.
    """
    offer, network = alone.field.offer, alone.network
    nodes = len(network.supply)
    parents = np.full(len(offer.wishes), SOURCE, dtype=np.int64)
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
    first = np.flatnonzero(alone.cost(0, nothing) == -FIRST)
    tail, who = network.tail.astype(np.int64), network.head[first] - 1
    tail[first] = parents[who]
    steps, level_of = np.concatenate(worth), np.concatenate(levels)
    if not offer.proving:
        steps[level_of == 1] = np.unique(steps[level_of == 1], return_inverse=True)[1] + 1
    waited = offer.since is not None
    known = alone.aims.shape[1]
    aims = np.zeros((len(offer.groups) + 2 + waited, known + len(steps)), dtype=np.int64)
    aims[0, :known] = alone.aims[0]
    aims[level_of, known + np.arange(len(steps))] = -steps
    if offer.since is not None:
        aims[-2, ~alone.pair[first]] = -offer.since[who]
    capacity = np.ones_like(steps)
    capacity[0] = network.supply[SOURCE]
    return replace(
        alone,
        network=Network(
            np.concatenate([tail, *tails]).astype(np.int32),
            np.concatenate([network.head, *heads]).astype(np.int32),
            np.concatenate([network.capacity, capacity]),
            np.pad(network.supply, (0, nodes - len(network.supply))),
        ),
        pair=np.concatenate([alone.pair, ~(known + np.arange(len(steps)))]),
        aims=aims,
    )


def evenly(choice: Choice) -> Ints | None:
    """Return the flow that `shared_out` is about, if as many as can be placed can take just the best steps.

    A flow as full as can be shows whether they can, which is much less work than one of least cost. As many as have
    places and somebody who fits are tried first, then as many as can be placed. None: what is most even must be sought.
    """
    network, offer = choice.network, choice.field.offer
    begins = network.tail == SOURCE
    unmet = begins & (network.head == sum(offer.shape) + 1)
    hoped = min(len(distinct(choice.pairs[0])), int(offer.capacity.sum()))
    flow = _by_best_steps(choice, unmet, hoped)
    if flow is None:
        placing = replace(network, capacity=np.where(unmet, 0, network.capacity))
        most = int(fullest(placing)[begins].sum())
        flow = _by_best_steps(choice, unmet, most) if most < hoped else None
    return flow


def _by_best_steps(choice: Choice, unmet: Flags, most: int) -> Ints | None:
    """Return a flow that takes just the best so many steps of the first grouping, if there is one."""
    network, cost = choice.network, choice.cost(1, nothing)
    steps = np.flatnonzero(cost < 0)
    capacity = np.where(unmet, network.supply[SOURCE] - most, network.capacity)
    capacity[steps[np.argsort(cost[steps], kind="stable")][most:]] = 0
    flow = fullest(replace(network, capacity=capacity))
    return flow if flow[network.tail == SOURCE].sum() == network.supply[SOURCE] else None
