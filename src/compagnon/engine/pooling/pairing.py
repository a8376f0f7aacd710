"""Partners within one pool: the best pairs of a graph in which odd rings matter.

Most pairs first, then the worst pair, then the total, then ties by hash. Each aim but the last is
proved over all possible pairs: how many pairs there can be and the total by `heaviest`, and the
worst pair because flows of half pairs, or else the prices of the most pairs above a score, show that
no better one goes with as many pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Cell, Found, Least, Pairs
from compagnon.engine.placing.candidates import candidates
from compagnon.engine.placing.choice import SOURCE, Choice, plain, shared_out
from compagnon.engine.placing.kindness import kindest
from compagnon.engine.placing.offer import Offer
from compagnon.engine.placing.pricing import joined, nothing
from compagnon.engine.pooling.blossoms import Blossoms
from compagnon.engine.pooling.halves import Graph
from compagnon.engine.pooling.heaviest import heaviest
from compagnon.engine.watch import Watch


class _Aim(Protocol):
    """What pairs are worth."""

    def worth(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Return what pairs are worth."""

    def asked(self, price: Ints) -> Ints:
        """Return what everybody asks of a score: pairs below what both ask together undercut no prices."""


@dataclass(frozen=True)
class _Count:
    """Every pair is worth 1."""

    offer: Offer

    def worth(self, _scores: Scores, rows: Ints, _columns: Ints) -> Ints:
        """Return what pairs are worth."""
        return np.ones_like(rows)

    def asked(self, price: Ints) -> Ints:
        """Ask for nothing from two whose prices are below 2, and for more than there is from all others."""
        return (2 * price - 1) * (self.offer.full + 1)


@dataclass(frozen=True)
class _Total:
    """One pair more is worth more than any total, a point of score more than all hashes."""

    offer: Offer

    @cached_property
    def _layout(self) -> tuple[int, int, int]:
        """Return what a pair is worth beside its score, how far both are lifted, and bits of hashes."""
        size = len(self.offer.wishes)
        most = size // 2 + 1
        each = (self.offer.full + 1) * most
        room = 62 - (2 * each).bit_length() - (2 * size + 1).bit_length() - most.bit_length()
        bits = max(min(room, self.offer.hash_bits), 0)
        return each, bits and bits + most.bit_length(), bits

    def worth(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Return what pairs are worth."""
        each, lift, bits = self._layout
        fine = self.offer.hashes(rows, columns) >> (self.offer.hash_bits - bits)
        worth: Ints = ((scores.astype(np.int64) + each) << lift) + fine
        return worth

    def asked(self, price: Ints) -> Ints:
        """Ask for half one's price, in points of score."""
        each, lift, _bits = self._layout
        return (price >> (lift + 1)) - (each + 1) // 2


@dataclass(frozen=True)
class _Pool:
    """The pairs of a symmetric offer that score `floor` at least, and some of them to begin with.

    People are numbered by their hashes: if those leave a tie, it does not depend on where people stand.
    """

    offer: Offer
    some: Pairs
    floor: int = 0

    @cached_property
    def _number(self) -> Ints:
        return np.argsort(np.argsort(self.offer.row_hashes, kind="stable"))

    def best(self, aim: _Aim, watch: Watch) -> Blossoms:
        """Return the pairs of the highest worth."""
        rows, columns = self.some
        high = self.offer.scores_of(rows, columns) >= self.floor
        pairs, worth = self._named(rows[high], columns[high], aim)
        graph = Graph(len(self._number), pairs, worth)

        def missing(price: Ints, near: int) -> tuple[Pairs, Ints]:
            return self._missing(aim, price[self._number], near)

        return heaviest(graph, missing, watch)

    def _named(self, rows: Ints, columns: Ints, aim: _Aim) -> tuple[Pairs, Ints]:
        """Return pairs once each, as numbers of people, and what they are worth, in order."""
        one, other = self._number[rows], self._number[columns]
        keys = np.minimum(one, other) * np.int64(len(self._number)) + np.maximum(one, other)
        _, first = np.unique(keys, return_index=True)
        rows, columns, one, other = rows[first], columns[first], one[first], other[first]
        worth = aim.worth(self.offer.scores_of(rows, columns), rows, columns)
        return (np.minimum(one, other), np.maximum(one, other)), worth

    def _missing(self, aim: _Aim, price: Ints, most: int) -> tuple[Pairs, Ints]:
        """Return pairs that are worth more than their prices, at most so many of each row."""
        found = []
        for rows, columns, scores in self._reaching(aim.asked(price), self.floor):
            beyond = 2 * aim.worth(scores, rows, columns) - price[rows] - price[columns]
            order = np.lexsort((columns, -beyond, rows))
            order = order[beyond[order] > 0]
            few = np.arange(len(order)) - np.searchsorted(rows[order], rows[order]) < most
            found.append((rows[order][few], columns[order][few]))
        return self._named(*joined(found), aim)

    def _reaching(self, asked: Ints, floor: int) -> Iterator[Found]:
        """Yield the pairs that score what both ask for together, and a floor, at least."""
        everybody = np.arange(len(asked))
        for found in self.offer.verdicts.reaching(everybody, everybody, Least(asked, asked)):
            yield found.keep(found.scores >= floor)

    def lowered(self, blocked: Blossoms) -> "_Pool":
        """Return the pool with the best lower floor that could make more pairs.

        `blocked` are the most pairs above the present one: more of them need a pair that undercuts
        their prices.
        """
        price = np.array(blocked.price)[self._number]
        speaker = np.array(blocked.speaker)[self._number]
        best = 0
        for rows, columns, scores in self._reaching(_Count(self.offer).asked(price), 0):
            helps = (scores < self.floor) & (speaker[rows] != speaker[columns])
            best = max(best, int(scores[helps].max(initial=0)))
        return replace(self, floor=best)

    def cells(self, found: Blossoms) -> tuple[Cell, ...]:
        """Return pairs as positions, the lower one first, sorted."""
        place = np.argsort(self._number).tolist()
        both = ((place[one], place[other]) for one, other in found.cells())
        return tuple(sorted((min(pair), max(pair)) for pair in both))


def pair_up(offer: Offer, watch: Watch) -> tuple[Cell, ...]:
    """Pair people of one pool; return pairs (lower position first), sorted.

    The offer is symmetric: everybody is a row and a column, with one place.
    Time: some looks at all pairs, flows of least cost over some tens of pairs a person, and a search
    for each odd ring of their half pairs (see `heaviest`). Raises SolveCancelledError.
    """
    start = candidates(offer).pairs
    if not start[0].size:
        return ()
    bound = shared_out(plain(offer, start, offer.wishes)).best(0, nothing)
    watch.at(0.2)
    some, most = bound.choice.pairs, len(bound.chosen()[0]) // 2
    pool = _kindest(offer, some, most)
    watch.at(0.4)
    found = pool.best(_Total(offer), watch.part(0.4, 0.7))
    if len(found.cells()) < most:
        pool = _least_bad(offer, some, watch.part(0.7, 0.8))
        found = pool.best(_Total(offer), watch.part(0.8, 1))
    watch.at(1)
    return pool.cells(found)


def _kindest(offer: Offer, some: Pairs, most: int) -> _Pool:
    """Return the pairs that are left where so many pairs are made of halves and the worst half is as good as can be."""
    kind = kindest(_cover(offer, some, most), Watch())
    return _Pool(offer, kind.pairs, kind.field.floor)


def _cover(offer: Offer, some: Pairs, most: int) -> Choice:
    """Return the flows of as many halves as there can be whole pairs."""
    cover = plain(offer, some, offer.wishes)
    supply = np.zeros_like(cover.network.supply)
    supply[[SOURCE, -1]] = 2 * most, -2 * most
    return replace(cover, network=replace(cover.network, supply=supply))


def _least_bad(offer: Offer, some: Pairs, watch: Watch) -> _Pool:
    """Return the pairs that are left where there are as many as can be and the worst is as good as can be.

    The worst of half pairs bounds it; from there the scores that could help are tried downwards.
    """
    found = _Pool(offer, some).best(_Count(offer), watch)
    most = len(found.cells())
    pool = _kindest(offer, some, most)
    while True:
        found = pool.best(_Count(offer), watch)
        if len(found.cells()) == most:
            return pool
        pool = pool.lowered(found)
