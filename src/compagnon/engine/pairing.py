"""Partners within one pool: the best pairs of a graph in which odd rings matter.

Most pairs first, then the worst pair, then the total, then ties by hash. The flow that `assignment`
uses knows two sides; here everybody stands on both, so a ring of three counts as one and a half pairs
and the flow's total is a bound that may be too high. Blossoms (rustworkx) find the best whole pairs
among those that the flow's prices leave in question. If V is their total and U the flow's, no pair
whose prices miss by more than U - V can belong to a better answer: once all others were looked at, the
answer is proved to be the best over all possible pairs.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from rustworkx import PyGraph, max_weight_matching

from compagnon.engine.assignment import kindest
from compagnon.engine.candidates import candidates
from compagnon.engine.choice import SOURCE, Best, Choice, plain, shared_out
from compagnon.engine.grid import Ints
from compagnon.engine.offer import Cell, Offer
from compagnon.engine.pricing import Field, Pairs, Prices, is_known, joined, nothing
from compagnon.engine.result import Proved
from compagnon.engine.watch import Watch

MOST_EDGES: Final = 400_000
"""Blossoms take minutes beyond so many pairs: what would need more is left unproved."""
DOUBTS: Final = (400, 1600, 6400)
"""Points by which prices may miss, both ways together, at first and further on."""


@dataclass(frozen=True)
class Pairing:
    """Pairs (lower position first), sorted, and what is proved of them."""

    cells: tuple[Cell, ...]
    proved: Proved


@dataclass(frozen=True)
class _Pool:
    """Everybody on both sides of an offer whose matrices are symmetric; `most`: how many pairs there can be."""

    offer: Offer
    most: int

    def pairs(self, rows: Ints, columns: Ints) -> Pairs:
        """Return pairs once each, the lower position first."""
        size = np.int64(len(self.offer.allowed))
        keys = np.unique(np.minimum(rows, columns) * size + np.maximum(rows, columns))
        return keys // size, keys % size

    def blossom(self, edges: Pairs) -> Pairs:
        """Return as many of these pairs as can be, of the highest total, ties by hash."""
        scores = self.offer.scores[edges].astype(np.int64)
        worth = (scores << np.int64(self.offer.hash_bits)) + self.offer.hashes(*edges)
        graph: PyGraph[int, int] = PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(self.offer.allowed)))
        graph.add_edges_from(
            list(zip(edges[0].tolist(), edges[1].tolist(), worth.tolist(), strict=True))
        )
        found = max_weight_matching(graph, max_cardinality=True, weight_fn=int)
        cells = np.array(sorted(map(sorted, found)), dtype=np.int64).reshape(-1, 2)
        return cells[:, 0], cells[:, 1]

    def every(self, field: Field, floor: int) -> Pairs:
        """Return all pairs that reach a score."""
        parts = [part.pairs(part.open) for part in field.above(floor).parts()]
        return self.pairs(*joined(parts))


def pair_up(offer: Offer, watch: Watch) -> Pairing:
    """Pair people of one pool. `offer` is symmetric: everybody is a row and a column, with one place.

    Time: a flow of least cost as in `assign`, then blossoms over the pairs in question, some tens a
    person: O(people^3) at worst. Raises SolveCancelledError.
    """
    start = candidates(offer)
    if not start[0].size:
        return Pairing((), Proved(placed=True, equity=True, worst=True, total=True))
    bound = shared_out(plain(offer, start, offer.wishes)).best(0, nothing)
    watch.at(0.2)
    hoped = _hoped(bound)
    if hoped is not None:
        return _pairing(hoped, 0, sure=True, worst=True)
    watch.at(0.4)
    pool, some, sure = _most_pairs(bound)
    choice, found, worst = _least_bad(pool, _cover(pool, some), watch.part(0.4, 0.8))
    best, gap = _best(pool, choice, found)
    watch.at(1)
    return _pairing(best, gap, sure=sure, worst=sure and worst)


def _hoped(bound: Best) -> Pairs | None:
    """Return the best pairs if there are as many, and as good a worst one, as half pairs allow. None: no such luck."""
    halves = len(bound.chosen()[0])
    pool = _Pool(bound.choice.field.offer, halves // 2)
    cover = kindest(_cover(pool, bound.choice.pairs), Watch())
    face = cover.best(-1, cover.worth).face
    for doubt in DOUBTS:
        tight = pool.blossom(pool.pairs(*_within(cover.field, face, doubt)))
        if len(tight[0]) == pool.most:
            best, gap = _best(pool, cover, tight)
            return None if gap else best
    return None


def _pairing(best: Pairs, gap: int, *, sure: bool, worst: bool) -> Pairing:
    cells = tuple(zip(best[0].tolist(), best[1].tolist(), strict=True))
    total = worst and not gap
    proved = Proved(placed=sure, equity=sure, worst=worst, total=total, gap=gap if worst else None)
    return Pairing(cells, proved)


def _most_pairs(bound: Best) -> tuple[_Pool, Pairs, bool]:
    """Return the pool with how many pairs there can be, pairs with which that can be, and whether it is proved.

    The flow says how many half pairs: never less than whole ones.
    """
    offer = bound.choice.field.offer
    pool = _Pool(offer, 0)
    halves = len(bound.chosen()[0])
    edges = pool.pairs(*bound.choice.pairs)
    found, sure = pool.blossom(edges), True
    if len(found[0]) < halves // 2:
        every = pool.every(Field(offer), 0)
        sure = len(every[0]) <= MOST_EDGES
        found = pool.blossom(every) if sure else found
    some = joined([bound.choice.pairs, found, (found[1], found[0])])
    unique = np.unique(bound.choice.field.key(*some))
    size = np.int64(len(offer.allowed))
    return replace(pool, most=len(found[0])), (unique // size, unique % size), sure


def _cover(pool: _Pool, start: Pairs) -> Choice:
    """Return the flows of as many halves as there can be whole pairs."""
    cover = plain(pool.offer, start, pool.offer.wishes)
    supply = np.zeros_like(cover.network.supply)
    supply[[SOURCE, -1]] = 2 * pool.most, -2 * pool.most
    return replace(cover, network=replace(cover.network, supply=supply))


def _least_bad(pool: _Pool, choice: Choice, watch: Watch) -> tuple[Choice, Pairs, bool]:
    """Return what is open once the worst pair is as good as can be, one such answer, and whether that is proved.

    The flow's worst half pair bounds it; from there the scores that occur are tried downwards.
    """
    kind = kindest(choice, watch)
    field, proved = choice.field, True
    tried = kind.field.floor
    while True:
        known = pool.pairs(*kind.pairs)
        high = pool.offer.scores[known] >= tried
        found = pool.blossom((known[0][high], known[1][high]))
        if len(found[0]) < pool.most:
            edges = pool.every(field, tried)
            if len(edges[0]) <= MOST_EDGES:
                found = pool.blossom(edges)
            else:
                proved = False
        if len(found[0]) >= pool.most:
            return replace(_above(choice, tried), pairs=choice.pairs), found, proved
        lower = pool.offer.scores[pool.offer.allowed & (pool.offer.scores < tried)]
        tried = int(lower.max())


def _above(choice: Choice, floor: int) -> Choice:
    """Return what is open where no pair scores less."""
    stands = choice.pair >= 0
    scores = choice.field.offer.scores[choice.pairs]
    arcs = ~stands
    arcs[stands] = scores[choice.pair[stands]] >= floor
    return replace(choice.keep(arcs), field=choice.field.above(floor))


def _best(pool: _Pool, choice: Choice, start: Pairs) -> tuple[Pairs, int]:
    """Return the pairs of the highest total, and by how much it could be higher at most.

    Nothing better than `start` contains a pair that the prices miss by more than `start` does.
    """
    bound = choice.with_pairs(_missing(choice, start)).best(-1, choice.worth)
    gap = bound.total() - 2 * _total(pool, start)
    edges = pool.pairs(*joined([_within(choice.field, bound.face, gap), start]))
    if len(edges[0]) > MOST_EDGES:
        return start, gap // 2
    return pool.blossom(edges), 0


def _total(pool: _Pool, pairs: Pairs) -> int:
    return int(pool.offer.scores[pairs].sum(dtype=np.int64))


def _missing(choice: Choice, pairs: Pairs) -> Pairs:
    """Return these pairs, both ways round, as far as the network does not have them."""
    rows, columns = np.concatenate([pairs[0], pairs[1]]), np.concatenate([pairs[1], pairs[0]])
    new = ~is_known(choice.field.key(rows, columns), choice.known())
    return rows[new], columns[new]


def _within(field: Field, face: Prices, doubt: int) -> Pairs:
    """Return all pairs that the prices miss by no more, both ways together."""
    found = []
    mirrored = Prices(face.cost, -face.columns, -face.rows)
    for part in field.parts():
        miss = np.maximum(part.reduced(face), 0) + np.maximum(part.reduced(mirrored), 0)
        found.append(part.pairs(part.open & (miss <= doubt)))
    return joined(found)
