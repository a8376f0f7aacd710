"""Partners within one pool, with prices and the odd rings (blossoms) that prove them best.

Everybody has a price, and so has every blossom: an odd number of people of whom all but one are
paired within. A pair is worth at most half the prices of its two people and of the blossoms that
hold both; partners, and neighbours on the ring of a blossom, just that. Whoever is over has price
0 in the end: then no other way to pair people is worth more (linear-programming duality over
Edmonds' matching polytope).
"""

from collections.abc import Iterable, Sequence

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.pooling.halves import NOBODY, Graph

Link = tuple[int, int]
TOP = -1


class Blossoms:
    """People (0 to size - 1) and blossoms (numbers above), partners and prices.

    A node is a person or a blossom. A blossom is a ring of nodes: `ring[b][0]` holds its base, the
    one who is not paired within; `links[b][k]` is the pair of people that leads from the k-th node
    to the next. The links of nodes 1 and 2, 3 and 4, … are partners. `within`: the blossom that
    holds a node, or TOP.

    `crowd[node]` are the people of an outermost node. That of a blossom is the crowd of its largest
    node with the others behind: nobody changes crowds more often than log(size) times on the way
    into a large blossom. `speaker` of each person is the first of the crowd, and `top[speaker]` the
    outermost node.
    """

    def __init__(self, graph: Graph, partner: list[int], price: Sequence[int]) -> None:
        people = range(graph.size)
        self.partner = partner
        self.price = list(price)
        self.speaker = list(people)
        self.top = list(people)
        self.base = list(people)
        self.within = [TOP] * graph.size
        self.crowd = [[person] for person in people]
        self.ring: dict[int, list[int]] = {}
        self.links: dict[int, list[Link]] = {}
        self._largest: dict[int, tuple[int, int]] = {}
        self.know(graph)

    def outermost(self, person: int) -> int:
        """Return the outermost node that holds a person."""
        return self.top[self.speaker[person]]

    def know(self, graph: Graph) -> None:
        """Take over which pairs are possible. O(pairs log pairs)."""
        first, second = graph.pairs
        self.size = graph.size
        tails = np.concatenate([first, second])
        order = np.argsort(tails, kind="stable")
        self._start = np.searchsorted(tails[order], np.arange(graph.size + 1)).tolist()
        self._others = np.concatenate([second, first])[order]
        self._twice = 2 * np.concatenate([graph.worth, graph.worth])[order]

    def around(self, person: int) -> Iterable[Link]:
        """Return whom a person could be paired with, and twice what that is worth."""
        here = slice(self._start[person], self._start[person + 1])
        return zip(self._others[here].tolist(), self._twice[here].tolist(), strict=True)

    def over(self) -> list[int]:
        """Return who has no partner and a price above 0: what is still to be put right."""
        return [
            person
            for person, partner in enumerate(self.partner)
            if partner == NOBODY and self.price[person]
        ]

    def undercut(self, pairs: Pairs, worth: Ints) -> Ints:
        """Return by how much half the prices are too low for these pairs, twice; 0: they are not."""
        price, nest = self.price, Nest(self)
        return np.array(
            [
                max(2 * own - price[one] - price[other] - nest.around(one, other), 0)
                for one, other, own in zip(
                    pairs[0].tolist(), pairs[1].tolist(), worth.tolist(), strict=True
                )
            ],
            dtype=np.int64,
        )

    def close(self, ring: list[int], links: list[Link]) -> int:
        """Make a blossom of a ring of outermost nodes, the one with the base first. Its price is 0."""
        blossom = len(self.price)
        largest = max(ring, key=lambda node: len(self.crowd[node]))
        crowd = self.crowd[largest]
        self._largest[blossom] = largest, len(crowd)
        for node in ring:
            self.within[node] = blossom
            if node != largest:
                crowd += self._led(node, crowd[0])
        self.price.append(0)
        self.within.append(TOP)
        self.base.append(self.base[ring[0]])
        self.crowd.append(crowd)
        self.ring[blossom], self.links[blossom] = ring, links
        self.top[crowd[0]] = blossom
        return blossom

    def open(self, blossom: int) -> tuple[list[int], list[Link]]:
        """Take an outermost blossom apart; return its ring and links."""
        largest, many = self._largest.pop(blossom)
        del self.crowd[blossom][many:]
        self.crowd[blossom] = []
        ring = self.ring.pop(blossom)
        for node in ring:
            self.within[node] = TOP
            self.top[self.crowd[node][0]] = node
            if node != largest:
                self._led(node, self.crowd[node][0])
        return ring, self.links.pop(blossom)

    def _led(self, node: int, speaker: int) -> list[int]:
        """Give the crowd of a node a speaker."""
        for person in self.crowd[node]:
            self.speaker[person] = speaker
        return self.crowd[node]

    def turn(self, node: int, person: int) -> None:
        """Make a person of a node its base: pair the others within anew."""
        waiting = [(node, person)]
        while waiting:
            node, person = waiting.pop()
            way = [person]
            while way[-1] != node:
                way.append(self.within[way[-1]])
            while len(way) > 1 and self.base[node := way.pop()] != person:
                self.base[node] = person
                place = self.ring[node].index(way[-1])
                ring = self.ring[node] = self.ring[node][place:] + self.ring[node][:place]
                links = self.links[node] = self.links[node][place:] + self.links[node][:place]
                for place in range(1, len(ring), 2):
                    one, other = links[place]
                    self.partner[one], self.partner[other] = other, one
                    waiting += [(ring[place], one), (ring[place + 1], other)]

    def loosen(self, person: int, by: int) -> None:
        """Raise a person's price: blossoms around dissolve, and who loses a partner is over."""
        while (blossom := self.outermost(person)) != person:
            self._part(self.base[blossom])
            half = self.price[blossom] // 2
            for member in self.crowd[blossom]:
                self.price[member] += half
            self.open(blossom)
        self._part(person)
        self.price[person] += by

    def _part(self, person: int) -> None:
        partner = self.partner[person]
        if partner != NOBODY:
            self.partner[person] = self.partner[partner] = NOBODY

    def cells(self) -> list[Link]:
        """Return the pairs, the lower person first, sorted."""
        return [pair for pair in enumerate(self.partner) if pair[0] < pair[1]]


class Nest:
    """Which blossoms lie within which, for questions about many pairs. O(nodes) to make.

    `_order`: nodes are numbered from the outermost inwards, so that those within a blossom have the
    numbers up to `_end`. `_sum`: the prices of a blossom and of all around it.
    """

    def __init__(self, blossoms: Blossoms) -> None:
        self._all = blossoms
        nodes = len(blossoms.price)
        self._order, self._end, self._depth = [0] * nodes, [0] * nodes, [0] * nodes
        self._sum = [0] * nodes
        number = 0
        every = (*range(blossoms.size), *blossoms.ring)
        waiting = [node for node in every if blossoms.within[node] == TOP]
        while waiting:
            node = waiting.pop()
            if node < 0:  # what lies within ~node has been numbered
                self._end[~node] = number
                continue
            number += 1
            self._order[node] = number
            if node in blossoms.ring:
                around = blossoms.within[node]
                self._sum[node] = blossoms.price[node] + (0 if around == TOP else self._sum[around])
                waiting.append(~node)
                for one in blossoms.ring[node]:
                    self._depth[one] = self._depth[node] + 1
                    waiting.append(one)

    def around(self, person: int, other: int) -> int:
        """Return the prices of the blossoms that hold both: from the outer of the two outwards."""
        if self._all.speaker[person] != self._all.speaker[other]:
            return 0
        if self._depth[person] > self._depth[other]:
            person, other = other, person
        node, order = self._all.within[person], self._order[other]
        while not self._order[node] < order <= self._end[node]:
            node = self._all.within[node]
        return self._sum[node]
