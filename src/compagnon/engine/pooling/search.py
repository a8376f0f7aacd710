"""One search for a partner: from somebody who is over, along pairs that the prices allow, until all is right.

The tree that grows has outer nodes, whose prices fall, and inner nodes, whose prices rise by as
much, so that pairs of the tree stay worth what their prices say. `fall` counts by how much so far.
A person of the tree stores the price plus (outer) or minus (inner) the fall, a blossom the price
minus or plus twice the fall: stored prices stand still, and an event's place in the queue is the
fall at which it happens.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

from compagnon.engine.pooling.blossoms import Blossoms, Link
from compagnon.engine.pooling.halves import NOBODY

EXPANDING = -1
"""In place of a person: the price of an inner blossom reaches 0."""


class Search:
    """A search from one person who is over. O(pairs looked at x log)."""

    def __init__(self, blossoms: Blossoms, root: int) -> None:
        self._all = blossoms
        self._root = root
        self._outer: dict[int, bool] = {}
        self._entry: dict[int, Link] = {}
        """Of each inner node: the pair, from an outer node, that it was reached by."""
        self._events: list[tuple[int, int, int, int]] = []
        self._first: dict[int, int] = {}
        """Of people beyond the tree: the fall at which one of it reaches them first."""
        self._fall = 0
        self._last = (blossoms.price[root], root)
        """The fall at which somebody's price is 0, and who that is."""

    def run(self) -> None:
        """Find a partner, or somebody to be over at price 0 instead; set prices right."""
        self._add_outer(self._all.outermost(self._root))
        while self._events and self._events[0][0] < self._last[0]:
            self._fall, person, other, twice = heappop(self._events)
            if person == EXPANDING:
                self._expand(other)
            elif self._meet(person, other, twice):
                break
        else:
            self._fall = self._last[0]
            self._switch(self._last[1], NOBODY)
        self._settle()

    def _add_outer(self, node: int) -> None:
        price = self._all.price
        self._outer[node] = True
        if node >= self._all.size:
            price[node] -= 2 * self._fall
        for person in self._all.crowd[node]:
            price[person] += self._fall
        self._look_around(self._all.crowd[node])

    def _look_around(self, people: Iterable[int]) -> None:
        """Queue what can happen to people who have become outer."""
        for person in people:
            self._last = min(self._last, (self._all.price[person], person))
        for person in people:
            self._look(person)

    def _look(self, person: int) -> None:
        price, outer, first = self._all.price, self._outer, self._first
        top, speaker = self._all.top, self._all.speaker
        own, node, most = price[person], top[speaker[person]], self._last[0]
        for other, twice in self._all.around(person):
            there = top[speaker[other]]
            side = outer.get(there)
            if side is None:
                at = own + price[other] - twice
                if at < most and at < first.get(other, most):
                    first[other] = at
                    heappush(self._events, (at, person, other, twice))
            elif side and there != node:
                at = (own + price[other] - twice) // 2
                if at < most:
                    heappush(self._events, (at, person, other, twice))

    def _meet(self, person: int, other: int, twice: int) -> bool:
        """Follow a pair that the prices now allow. Return whether it ends the search."""
        everything, node = self._all, self._all.outermost(other)
        sum_ = everything.price[person] + everything.price[other] - twice
        side = self._outer.get(node)
        if side is None:
            if sum_ != self._fall:  # the price has risen since
                return False
            if everything.partner[everything.base[node]] == NOBODY:
                everything.turn(node, other)
                everything.partner[other] = person
                self._switch(person, other)
                return True
            self._add_inner(node, (person, other))
            self._add_outer(everything.outermost(everything.partner[everything.base[node]]))
        elif side and node != everything.outermost(person) and sum_ == 2 * self._fall:
            self._close(person, other)
        return False

    def _add_inner(self, node: int, entry: Link) -> None:
        self._outer[node] = False
        self._entry[node] = entry
        for person in self._all.crowd[node]:
            self._all.price[person] -= self._fall
        self._await_expansion(node)

    def _await_expansion(self, node: int) -> None:
        if node >= self._all.size:
            self._all.price[node] += 2 * self._fall
            heappush(self._events, (self._all.price[node] // 2, EXPANDING, node, 0))

    def _above(self, node: int) -> int | None:
        """Return the outer node two steps towards the root; None for that of the root."""
        partner = self._all.partner[self._all.base[node]]
        if partner == NOBODY:
            return None
        return self._all.outermost(self._entry[self._all.outermost(partner)][0])

    def _close(self, person: int, other: int) -> None:
        """Make a blossom: two outer nodes have met."""
        everything = self._all
        here, there = everything.outermost(person), everything.outermost(other)
        fork = self._fork(here, there)
        near, near_links = self._climb(here, fork)
        far, far_links = self._climb(there, fork)
        ring = [*reversed(near), *far[:-1]]
        links = [(b, a) for a, b in reversed(near_links)] + [(person, other)] + far_links
        inner = [node for node in ring if not self._outer[node]]
        for node in ring:
            if node >= everything.size:
                everything.price[node] += 2 * self._fall if self._outer[node] else -2 * self._fall
            del self._outer[node]
        new = [person for node in inner for person in everything.crowd[node]]
        for node in inner:
            del self._entry[node]
        for one in new:
            everything.price[one] += 2 * self._fall
        blossom = everything.close(ring, links)
        everything.price[blossom] = -2 * self._fall
        self._outer[blossom] = True
        self._look_around(new)

    def _fork(self, here: int, there: int) -> int:
        """Return the outer node at which the ways of two to the root meet, going both at a time."""
        seen = set()
        ends: list[int | None] = [here, there]
        while True:
            for place, node in enumerate(ends):
                if node is None:
                    continue
                if node in seen:
                    return node
                seen.add(node)
                ends[place] = self._above(node)

    def _climb(self, node: int, until: int) -> tuple[list[int], list[Link]]:
        """Return the nodes from one up to another, and the pairs between them."""
        everything = self._all
        nodes, links = [node], []
        while node != until:
            base = everything.base[node]
            partner = everything.partner[base]
            inner = everything.outermost(partner)
            outside, inside = self._entry[inner]
            node = everything.outermost(outside)
            nodes += [inner, node]
            links += [(base, partner), (inside, outside)]
        return nodes, links

    def _expand(self, blossom: int) -> None:
        """Take an inner blossom of price 0 apart: the way through it stays in the tree."""
        everything = self._all
        if self._outer.get(blossom, True):
            return  # part of a larger one by now
        entry = self._entry.pop(blossom)
        del self._outer[blossom]
        everything.price[blossom] = 0
        ring, links = everything.open(blossom)
        place, size = ring.index(everything.outermost(entry[1])), len(ring)
        forth = place % 2 == 1
        way = range(place, size + 1) if forth else range(place, -1, -1)
        outer = []
        for step, position in enumerate(way):
            node = ring[position % size]
            if step % 2:
                outer.append(node)
                entry = links[position] if forth else links[position - 1][::-1]
                self._leave_inner(node)
            else:
                self._outer[node], self._entry[node] = False, entry
                self._await_expansion(node)
        on_way = {position % size for position in way}
        beyond = [node for position, node in enumerate(ring) if position not in on_way]
        self._let_go(beyond)
        for node in outer:
            self._look_around(everything.crowd[node])

    def _leave_inner(self, node: int) -> None:
        """Make an outer node of one that was part of an inner blossom."""
        self._outer[node] = True
        if node >= self._all.size:
            self._all.price[node] -= 2 * self._fall
        for person in self._all.crowd[node]:
            self._all.price[person] += 2 * self._fall

    def _let_go(self, nodes: list[int]) -> None:
        """Let nodes that were part of an inner blossom be beyond the tree, which can reach them again."""
        everything = self._all
        people = [person for node in nodes for person in everything.crowd[node]]
        for person in people:
            everything.price[person] += self._fall
            self._first.pop(person, None)
        for person in people:
            for other, twice in everything.around(person):
                if self._outer.get(everything.outermost(other)):
                    at = everything.price[other] + everything.price[person] - twice
                    heappush(self._events, (at, other, person, twice))

    def _switch(self, person: int, partner: int) -> None:
        """Give somebody of an outer node a new partner (or none), and all on the way to the root, too."""
        everything = self._all
        while True:
            node = everything.outermost(person)
            left = everything.partner[everything.base[node]]
            everything.turn(node, person)
            everything.partner[person] = partner
            if left == NOBODY:
                return
            inner = everything.outermost(left)
            outside, inside = self._entry[inner]
            everything.turn(inner, inside)
            everything.partner[inside] = outside
            person, partner = outside, inside

    def _settle(self) -> None:
        """Turn stored prices into prices, and open blossoms that cost nothing."""
        everything, fall = self._all, self._fall
        for node, outer in self._outer.items():
            sign = -1 if outer else 1
            for person in everything.crowd[node]:
                everything.price[person] += sign * fall
            if node >= everything.size:
                everything.price[node] -= 2 * sign * fall
        waiting = list(self._outer)
        while waiting:
            node = waiting.pop()
            if node >= everything.size and not everything.price[node]:
                waiting += everything.open(node)[0]
