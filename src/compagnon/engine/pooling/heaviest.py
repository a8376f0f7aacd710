"""Whole pairs of the highest worth over all possible pairs, of which only some are looked at closely."""

from collections.abc import Callable
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.pooling.blossoms import Blossoms
from compagnon.engine.pooling.halves import NOBODY, Graph, halves
from compagnon.engine.pooling.search import Search
from compagnon.engine.watch import Watch

Found = tuple[Pairs, Ints]
"""Pairs, and what they are worth."""
Missing = Callable[[Ints, int], Found]
"""Given everybody's price, return pairs that are worth more than half of both, and what they are worth.

At most so many of each person, those worth most beyond the prices; each pair once.
"""
MOST_ADDED: Final = 8
"""Pairs of one person that are added at a time."""
NEAR: Final = 4
"""Pairs a person that searches look at to begin with."""


def heaviest(graph: Graph, missing: Missing, watch: Watch) -> Blossoms:
    """Return the pairs of the highest worth, proved over the graph and all that may be missing from it.

    Half pairs first, with pairs added until none undercuts their prices; then a search from each
    odd ring's person who is over, and again for pairs that undercut the prices after that. Time: some
    flows of least cost, and O(pairs x log) at most for each such ring, of which there are few.
    The same graph gives the same answer. Raises SolveCancelledError.
    """
    while True:
        partner, price = halves(graph)
        pairs, worth = missing(price, MOST_ADDED)
        watch.at(0)
        if not len(worth):
            break
        graph = graph.add(pairs, worth)
    graph, far = _near(graph, price)
    found = Blossoms(graph, partner, price.tolist())
    while True:
        for person in found.over():
            if found.partner[person] == NOBODY:
                Search(found, person).run()
                watch.at(0.5)
        price = np.array(found.price[: graph.size])
        pairs, worth = _together(far.undercutting(price), missing(price, graph.size), graph.size)
        by = found.undercut(pairs, worth)
        dear = by > 0
        if not dear.any():
            return found
        graph = graph.add((pairs[0][dear], pairs[1][dear]), worth[dear])
        found.know(graph)
        for person, rise in zip(pairs[0][dear].tolist(), by[dear].tolist(), strict=True):
            found.loosen(person, rise)


def _near(graph: Graph, price: Ints) -> tuple[Graph, Graph]:
    """Return the pairs that prices allow or nearly allow, NEAR a person, and the others."""
    beyond = price[graph.pairs[0]] + price[graph.pairs[1]] - 2 * graph.worth
    many = NEAR * graph.size
    if len(beyond) <= many:
        return graph, graph.keep(beyond < 0)
    near = beyond <= np.partition(beyond, many)[many]
    return graph.keep(near), graph.keep(~near)


def _together(some: Found, more: Found, size: int) -> Found:
    """Return pairs and what they are worth, each once."""
    one, other = (np.concatenate(both) for both in zip(some[0], more[0], strict=True))
    _, first = np.unique(one * np.int64(size) + other, return_index=True)
    return (one[first], other[first]), np.concatenate([some[1], more[1]])[first]
