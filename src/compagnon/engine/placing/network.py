"""Flows of least cost in a network, the prices that prove them, and the face of all such flows.

This is how aims are kept in order without weighing them against each other: after each aim the
network is cut down to the flows that meet it as well as it can be met, and the next aim chooses
among those.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from compagnon.engine.judging.grid import Flags, Ints

Nodes = NDArray[np.int32]
MANY: Final = 3
"""Where more than one arc in so many is to be looked at, all are."""


@dataclass(frozen=True)
class Network:
    """Arcs from `tail` to `head` with a `capacity`, and what each node supplies (or wants, < 0)."""

    tail: Nodes
    head: Nodes
    capacity: Ints
    supply: Ints

    def keep(self, arcs: Flags) -> "Network":
        """Return the network with only these arcs."""
        return Network(self.tail[arcs], self.head[arcs], self.capacity[arcs], self.supply)

    def add(self, tail: Ints, head: Ints) -> "Network":
        """Return the network with more arcs, of capacity 1, behind those it has."""
        return Network(
            np.concatenate([self.tail, tail.astype(np.int32)]),
            np.concatenate([self.head, head.astype(np.int32)]),
            np.concatenate([self.capacity, np.ones(len(tail), dtype=np.int64)]),
            self.supply,
        )

    def without(self, arcs: Flags, flow: Ints) -> "Network":
        """Return the network without some arcs, with the supplies that remain once these carry a flow."""
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail[arcs], flow[arcs])
        np.add.at(supply, self.head[arcs], flow[arcs])
        return replace(self.keep(~arcs), supply=supply)


class NoFlowError(ArithmeticError):
    """The network cannot ship its supplies: a mistake of the caller, who asked for it."""


def least_cost(network: Network, cost: Ints) -> Ints:
    """Return a flow of least cost that ships every supply. Raises NoFlowError if there is none.

    What all arcs out of a node cost at least is moved to the arcs into it: that makes no difference,
    and smaller costs are sooner minimised.
    """
    least = np.zeros(len(network.supply), dtype=np.int64)
    np.minimum.at(least, network.tail, cost)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail,
        network.head,
        network.capacity,
        cost - least[network.tail] + least[network.head],
    )
    solver.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
    if solver.solve() != solver.OPTIMAL:  # an unsolved network that is asked for its flows crashes
        raise NoFlowError
    flows: Ints = solver.flows(arcs)
    return flows


@dataclass(frozen=True)
class Known:
    """What there is to begin with: arcs that will probably do, a flow that ships every supply, prices.

    `core` holds enough arcs to ship every supply, and all that the flow uses. `least`: the core is every arc, and
    no flow costs less than the one that is known.
    """

    core: Flags
    flow: Ints | None = None
    price: Ints | None = None
    least: bool = False


def cheapest(network: Network, cost: Ints, known: Known) -> tuple[Ints, Ints]:
    """Return a flow of least cost that ships every supply, and prices that prove it.

    The flow runs over the core; arcs that the prices then show to be missing join it, until there
    are none. Where a flow is known, only what can differ from it is computed anew.
    """
    core, price = known.core, known.price
    flow = np.zeros(len(cost), dtype=np.int64) if known.flow is None else known.flow.copy()
    while True:
        some, of_some = network.keep(core), cost[core]
        if known.flow is None:
            flow[core] = least_cost(some, of_some)
        elif not known.least:
            flow[core] = _changed(some, of_some, flow[core])
        price = prices(some, of_some, flow[core], price)
        missing = ~core & (reduced(network, cost, price) < 0)
        if not missing.any():
            return flow, price
        core = core | missing


def _changed(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Return a flow of least cost, given one that ships every supply."""
    loose = varying(network, flow)
    changed = flow.copy()
    if loose.any():
        changed[loose] = least_cost(network.without(~loose, flow), cost[loose])
    return changed


def blockade(network: Network) -> Flags | None:
    """Return the nodes that cannot get all their supplies out, None if every supply can be shipped.

    More arcs help only if one of them leads out of these nodes (max-flow min-cut).
    """
    plain = _overloaded(network)
    if plain is not None:
        return plain
    solver, shipped = _most(network)
    if shipped == network.supply[network.supply > 0].sum():
        return None
    blocked = np.zeros(len(network.supply) + 2, dtype=np.bool_)
    blocked[solver.get_source_side_min_cut()] = True
    return blocked[:-2]


def _overloaded(network: Network) -> Flags | None:
    """Return a blockade that shows without a flow: nodes whose own arcs are too few, if there are any."""
    nodes = len(network.supply)
    # Whole numbers far below 2^53, so floating point keeps them exact.
    out = np.bincount(network.tail, network.capacity, nodes)
    giving: Flags = network.supply > out
    if giving.any():
        return giving
    taking: Flags = -network.supply > np.bincount(network.head, network.capacity, nodes)
    return ~taking if taking.any() else None


def fullest(network: Network) -> Ints:
    """Return a flow of as much of the supplies as can be shipped."""
    solver, _shipped = _most(network)
    flows: Ints = solver.flows(np.arange(len(network.tail), dtype=np.int32))
    return flows


def _most(network: Network) -> tuple[Any, int]:
    """Ship as much as can be, from a node before those that supply to a node behind those that want."""
    nodes = len(network.supply)
    givers, takers = np.flatnonzero(network.supply > 0), np.flatnonzero(network.supply < 0)
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([network.tail, np.full(len(givers), nodes), takers]).astype(np.int32),
        np.concatenate([network.head, givers, np.full(len(takers), nodes + 1)]).astype(np.int32),
        np.concatenate([network.capacity, network.supply[givers], -network.supply[takers]]),
    )
    solver.solve(nodes, nodes + 1)
    return solver, int(solver.optimal_flow())


def varying(network: Network, flow: Ints) -> Flags:
    """Return the arcs on which some flow that ships every supply differs from this one.

    Two flows differ by rings of residual arcs, so an arc varies if both its ends are in one
    strongly connected component of them. O(arcs).
    """
    onward, back = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[onward], network.head[back]])
    head = np.concatenate([network.head[onward], network.tail[back]])
    size = len(network.supply)
    residual = csr_array((np.ones(len(tail)), (tail, head)), shape=(size, size))
    _count, labels = connected_components(residual, connection="strong")
    same: Flags = labels[network.tail] == labels[network.head]
    return same


def prices(network: Network, cost: Ints, flow: Ints, start: Ints | None = None) -> Ints:
    """Return a price for each node that proves the flow to be cheapest, at most its price at the `start`.

    Along an arc that could carry more the price rises by at most its cost, along an arc that
    carries something by at least its cost. Bellman-Ford over the residual arcs, a sweep at a time,
    each over the arcs out of the nodes that the last one made cheaper: O(arcs) a sweep, as many
    sweeps as the longest shortest path has arcs, but few nodes are still moving after the first.
    """
    onward, back = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[onward], network.head[back]])
    order = np.argsort(tail, kind="stable")
    tail = tail[order]
    head = np.concatenate([network.head[onward], network.tail[back]])[order]
    length = np.concatenate([cost[onward], -cost[back]])[order]
    nodes = len(network.supply)
    price = np.zeros(nodes, dtype=np.int64) if start is None else start.copy()
    first = np.searchsorted(tail, np.arange(nodes + 1))
    count = np.diff(first)
    reached, ends = price[tail] + length, head
    while True:
        cheaper = reached < price[ends]
        if not cheaper.any():
            return price
        np.minimum.at(price, ends[cheaper], reached[cheaper])
        fell = np.zeros(nodes, dtype=np.bool_)
        fell[ends[cheaper]] = True
        lowered = np.flatnonzero(fell)
        leaving = count[lowered]
        until = leaving.cumsum()
        if MANY * until[-1] > len(tail):
            reached, ends = price[tail] + length, head
        else:
            arcs = np.repeat(first[lowered] + leaving - until, leaving) + np.arange(until[-1])
            reached, ends = price[tail[arcs]] + length[arcs], head[arcs]


def reduced(network: Network, cost: Ints, price: Ints) -> Ints:
    """Return what each arc costs beyond the rise in price along it.

    Every flow of least cost fills the arcs below 0, leaves out those above, and any flow that does
    both is one of least cost (complementary slackness): the face of the flows of least cost.
    """
    beyond: Ints = cost + price[network.tail] - price[network.head]
    return beyond
