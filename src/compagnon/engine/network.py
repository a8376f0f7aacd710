"""Flows of least cost in a network, the prices that prove them, and the face of all such flows.

This is how aims are kept in order without weighing them against each other: after each aim the
network is cut down to the flows that meet it as well as it can be met, and the next aim chooses
among those.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from compagnon.engine.grid import Flags, Ints

Nodes = NDArray[np.int32]


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

    def without(self, full: Flags) -> "Network":
        """Return the same arcs with the supplies that remain once some are filled."""
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail[full], self.capacity[full])
        np.add.at(supply, self.head[full], self.capacity[full])
        return Network(self.tail, self.head, self.capacity, supply)


class NoFlowError(ArithmeticError):
    """The network cannot ship its supplies: a mistake of the caller, who asked for it."""


def least_cost(network: Network, cost: Ints) -> Ints:
    """Return a flow of least cost that ships every supply. Raises NoFlowError if there is none."""
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail, network.head, network.capacity, cost
    )
    solver.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
    if solver.solve() != solver.OPTIMAL:  # an unsolved network that is asked for its flows crashes
        raise NoFlowError
    flows: Ints = solver.flows(arcs)
    return flows


def blockade(network: Network) -> Flags | None:
    """Return the nodes that cannot get all their supplies out, None if every supply can be shipped.

    More arcs help only if one of them leads out of these nodes (max-flow min-cut).
    """
    solver, shipped = _most(network)
    if shipped == network.supply[network.supply > 0].sum():
        return None
    blocked = np.zeros(len(network.supply) + 2, dtype=np.bool_)
    blocked[solver.get_source_side_min_cut()] = True
    return blocked[:-2]


def shippable(network: Network) -> int:
    """Return how much of the supplies can be shipped."""
    return _most(network)[1]


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


def prices(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Return a price for each node that proves the flow to be cheapest.

    Along an arc that could carry more the price rises by at most its cost, along an arc that
    carries something by at least its cost. Bellman-Ford over the residual arcs, all arcs of a
    sweep at once: O(arcs) a sweep, as many sweeps as the longest shortest path has arcs.
    """
    onward, back = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[onward], network.head[back]])
    head = np.concatenate([network.head[onward], network.tail[back]])
    length = np.concatenate([cost[onward], -cost[back]])
    price = np.zeros(len(network.supply), dtype=np.int64)
    if not len(head):
        return price
    order = np.argsort(head, kind="stable")
    tail, head, length = tail[order], head[order], length[order]
    starts = np.flatnonzero(np.diff(head, prepend=-1))
    ends = head[starts]
    while True:
        reached = np.minimum(price[ends], np.minimum.reduceat(price[tail] + length, starts))
        if (reached == price[ends]).all():
            return price
        price[ends] = reached


def reduced(network: Network, cost: Ints, price: Ints) -> Ints:
    """Return what each arc costs beyond the rise in price along it.

    Every flow of least cost fills the arcs below 0, leaves out those above, and any flow that does
    both is one of least cost (complementary slackness): the face of the flows of least cost.
    """
    beyond: Ints = cost + price[network.tail] - price[network.head]
    return beyond
