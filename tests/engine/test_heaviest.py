"""Whole pairs of the highest worth, against another solver, and the proof by prices, which needs none."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rustworkx import PyGraph, max_weight_matching

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.pooling.blossoms import Blossoms
from compagnon.engine.pooling.halves import Graph, halves
from compagnon.engine.pooling.heaviest import heaviest
from compagnon.engine.watch import Watch


def graph_of(size: int, edges: dict[tuple[int, int], int]) -> Graph:
    first, second = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2).T
    worth = np.array([edges[edge] for edge in sorted(edges)], dtype=np.int64)
    return Graph(size, (first, second), worth)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(1, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    first, second = np.triu_indices(size, 1)
    some = rng.random(len(first)) < draw(st.sampled_from((0.05, 0.1, 0.2, 0.5, 1)))
    first, second = first[some].astype(np.int64), second[some].astype(np.int64)
    most = draw(st.sampled_from((1, 3, 10, 100, 10**9)))
    return Graph(size, (first, second), rng.integers(0, most + 1, len(first)))


def best_worth(graph: Graph) -> int:
    """What rustworkx makes of it."""
    other: PyGraph[int, int] = PyGraph(multigraph=False)
    other.add_nodes_from(range(graph.size))
    edges = zip(*(side.tolist() for side in (*graph.pairs, graph.worth)), strict=True)
    other.add_edges_from(list(edges))
    found = max_weight_matching(other, max_cardinality=False, weight_fn=int)
    return sum(other.get_edge_data(*pair) for pair in found)


def members(found: Blossoms, node: int) -> list[int]:
    if node not in found.ring:
        return [node]
    return [person for one in found.ring[node] for person in members(found, one)]


def check(graph: Graph, found: Blossoms) -> None:
    """Show that nothing is worth more: the prices of all say so, and what they add up to is reached."""
    worth = {(a, b): w for a, b, w in zip(*graph.pairs, graph.worth.tolist(), strict=True)}
    reached = sum(worth[pair] for pair in found.cells())
    prices = found.price[: graph.size]
    of_blossoms = {node: found.price[node] for node in found.ring}
    inside = {node: set(members(found, node)) for node in found.ring}
    assert min(prices) >= 0
    assert min(of_blossoms.values(), default=0) >= 0
    for (one, other), own in worth.items():
        around = sum(of_blossoms[node] for node, of in inside.items() if {one, other} <= of)
        assert prices[one] + prices[other] + around >= 2 * own
    bound = sum(prices) + sum(p * (len(inside[node]) // 2) for node, p in of_blossoms.items())
    assert bound == 2 * reached
    assert reached == best_worth(graph)


def nothing_missing(_price: Ints, _most: int) -> tuple[Pairs, Ints]:
    none: Ints = np.array([], dtype=np.int64)
    return (none, none), none


@settings(max_examples=300)
@given(graphs())
def test_no_pairs_are_worth_more(graph: Graph) -> None:
    check(graph, heaviest(graph, nothing_missing, Watch()))


@settings(max_examples=300)
@given(graphs(), st.integers(0, 2**32), st.integers(1, 3))
def test_pairs_that_were_missing_are_found_by_their_worth(
    graph: Graph, seed: int, few: int
) -> None:
    known = np.random.default_rng(seed).random(len(graph.worth)) < 0.3
    first, second = graph.pairs

    def missing(price: Ints, most: int) -> tuple[Pairs, Ints]:
        dear = np.flatnonzero(2 * graph.worth > price[first] + price[second])
        dear = dear[: few if most < graph.size else None]
        return (first[dear], second[dear]), graph.worth[dear]

    some = Graph(graph.size, (first[known], second[known]), graph.worth[known])
    check(graph, heaviest(some, missing, Watch()))


@settings(max_examples=200)
@given(graphs(), st.integers(0, 2**32))
def test_half_pairs_are_a_bound_and_leave_over_nobody_who_has_a_price_but_in_odd_rings(
    graph: Graph, seed: int
) -> None:
    partner, price = halves(graph)

    first, second = graph.pairs
    assert (price >= 0).all()
    assert (price[first] + price[second] >= 2 * graph.worth).all()
    assert price.sum() >= 2 * best_worth(graph)
    for person, other in enumerate(partner):
        assert other == -1 or partner[other] == person


def test_rings_within_rings_are_opened_again() -> None:
    """A triangle on a triangle on a triangle, each worth a little less, and a way out of the innermost."""
    edges = {(0, 1): 90, (1, 2): 90, (0, 2): 90}
    edges |= {(2, 3): 80, (3, 4): 80, (0, 4): 80, (4, 5): 70, (5, 6): 70, (1, 6): 70}
    edges |= {(6, 7): 10, (3, 8): 1, (8, 9): 60, (9, 10): 60, (8, 10): 60}
    graph = graph_of(11, edges)

    check(graph, heaviest(graph, nothing_missing, Watch()))


@pytest.mark.parametrize("size", [3, 5, 51, 101])
def test_a_single_odd_ring_leaves_one_over(size: int) -> None:
    edges = {tuple(sorted((a, b))): 5 for a, b in pairwise([*range(size), 0])}
    graph = graph_of(size, edges)  # type: ignore[arg-type]

    found = heaviest(graph, nothing_missing, Watch())

    check(graph, found)
    assert len(found.cells()) == size // 2


def test_the_same_graph_is_paired_the_same_way() -> None:
    rng = np.random.default_rng(4)
    first, second = np.triu_indices(60, 1)
    graph = Graph(60, (first, second), rng.integers(0, 3, len(first)))

    once, twice = (heaviest(graph, nothing_missing, Watch()).cells() for _ in range(2))

    assert once == twice
