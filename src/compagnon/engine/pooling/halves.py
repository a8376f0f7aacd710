"""The heaviest half pairs of one pool: what whole pairs cannot exceed, and where to look for them.

Let everybody give half a pair to somebody and take half a pair from somebody, or both from
themself. The heaviest such halves are a flow of least cost, and its prices bound every way to make
whole pairs. Halves run in rings: an even ring falls into whole pairs of the same worth, an odd one
leaves one of its people over.
"""

from dataclasses import dataclass, replace

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.placing.network import Network, least_cost

NOBODY = -1


@dataclass(frozen=True)
class Graph:
    """People 0 to `size` - 1, and pairs that are possible among them, each once, with its worth.

    Worth is 0 or more, and 2 x size + 1 times the highest must stay below 2^62.
    """

    size: int
    pairs: Pairs
    worth: Ints

    def add(self, pairs: Pairs, worth: Ints) -> "Graph":
        """Return the same with more pairs."""
        first, second = (np.concatenate(both) for both in zip(self.pairs, pairs, strict=True))
        return replace(self, pairs=(first, second), worth=np.concatenate([self.worth, worth]))

    def keep(self, which: Flags) -> "Graph":
        """Return the same with some of its pairs."""
        first, second = self.pairs
        return replace(self, pairs=(first[which], second[which]), worth=self.worth[which])

    def undercutting(self, price: Ints) -> tuple[Pairs, Ints]:
        """Return the pairs that are worth more than half the prices of both, and what they are worth."""
        first, second = self.pairs
        dear = self.keep(2 * self.worth > price[first] + price[second])
        return dear.pairs, dear.worth


def halves(graph: Graph) -> tuple[list[int], Ints]:
    """Return everybody's partner (NOBODY: none yet) and price.

    No two prices add up to less than twice the worth of the pair; those of partners add up to just
    that, and so do those of neighbours in an odd ring, of whom one has no partner. Nobody else
    without a partner has a price above 0. Time: a flow of least cost over twice the pairs.
    """
    size, (first, second) = graph.size, graph.pairs
    everybody = np.arange(size)
    giver = np.concatenate([first, second, everybody])
    taker = np.concatenate([second, first, everybody])
    worth = np.concatenate([graph.worth, graph.worth, np.zeros_like(everybody)])
    network = Network(
        giver.astype(np.int32),
        (taker + size).astype(np.int32),
        np.ones_like(worth),
        np.repeat([1, -1], size),
    )
    used = least_cost(network, -worth) > 0
    after, own = np.empty_like(everybody), np.empty_like(everybody)
    after[giver[used]], own[giver[used]] = taker[used], worth[used]
    before = np.argsort(after)
    giving = _giving(giver, before[taker], own[before[taker]] - worth)
    taking = (own - giving)[before]
    return _whole(after.tolist()), giving + taking


def _giving(giver: Ints, rival: Ints, loss: Ints) -> Ints:
    """Return the price of everybody's giving half, which the loss of taking a rival's place bounds.

    Bellman-Ford, where each round follows only those whose price fell in the round before.
    """
    order = np.argsort(giver, kind="stable")
    rival, loss = rival[order], loss[order]
    size = int(rival.max(initial=-1)) + 1
    price = np.zeros(size, dtype=np.int64)
    starts = np.searchsorted(giver[order], np.arange(size + 1))
    fell = np.arange(size)
    while len(fell):
        many = starts[fell + 1] - starts[fell]
        arcs = np.arange(many.sum()) + np.repeat(starts[fell] - np.cumsum(many) + many, many)
        offered = np.repeat(price[fell], many) + loss[arcs]
        lower = offered < price[rival[arcs]]
        np.minimum.at(price, rival[arcs][lower], offered[lower])
        fell = np.unique(rival[arcs][lower])
    return price


def _whole(after: list[int]) -> list[int]:
    """Pair people along rings in which everybody gives to the one after."""
    partner = [NOBODY] * len(after)
    seen = [False] * len(after)
    for start in range(len(after)):
        ring, person = [], start
        while not seen[person]:
            seen[person] = True
            ring.append(person)
            person = after[person]
        ring = ring[len(ring) % 2 :]
        for one, other in zip(ring[::2], ring[1::2], strict=True):
            partner[one], partner[other] = other, one
    return partner
