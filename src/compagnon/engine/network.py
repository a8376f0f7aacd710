"""Flows of least cost in a network, and the face on which all such flows lie.

This is how aims are kept in order without weighing them against each other: after each aim the
network is cut down to the flows that meet it as well as it can be met, and the next aim chooses
among those.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

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


class NoFlowError(ArithmeticError):
    """The network cannot ship its supplies: a mistake of the caller, who asked for it."""


def most_flow(network: Network, cost: Ints) -> Ints:
    """Return a flow that ships as much as possible, and of those one of least cost."""
    solver, arcs = _prepared(network, cost)
    return _flows(solver, arcs, solver.solve_max_flow_with_min_cost())


def least_cost(network: Network, cost: Ints) -> Ints:
    """Return a flow of least cost that ships every supply. Raises NoFlowError if there is none."""
    solver, arcs = _prepared(network, cost)
    return _flows(solver, arcs, solver.solve())


def is_possible(network: Network) -> bool:
    """Say whether some flow ships every supply."""
    solver, _ = _prepared(network, np.zeros_like(network.capacity))
    return bool(solver.solve() == solver.OPTIMAL)


def _prepared(network: Network, cost: Ints) -> tuple[Any, Nodes]:
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail, network.head, network.capacity, cost
    )
    nodes = np.arange(len(network.supply), dtype=np.int32)
    solver.set_nodes_supplies(nodes, network.supply)
    return solver, arcs


def _flows(solver: Any, arcs: Nodes, status: Any) -> Ints:
    if status != solver.OPTIMAL:  # an unsolved network that is asked for its flows crashes
        raise NoFlowError
    flows: Ints = solver.flows(arcs)
    return flows


def face(network: Network, cost: Ints, flow: Ints) -> tuple[Flags, Flags, Network]:
    """Return what all flows of least cost have in common, given one of them.

    Returns (open, full, rest): the arcs on which such flows may differ, the arcs that all of them
    fill, and the network of the open arcs with the supplies that remain once the full ones are
    taken out. Every flow of `rest` that ships its supplies, together with the full arcs, is a flow
    of least cost, and the other way round (complementary slackness).
    """
    reduced = cost - _rise(network, cost, flow)
    full = reduced < 0
    supply = network.supply.copy()
    np.subtract.at(supply, network.tail[full], network.capacity[full])
    np.add.at(supply, network.head[full], network.capacity[full])
    still = reduced == 0
    rest = network.keep(still)
    return still, full, Network(rest.tail, rest.head, rest.capacity, supply)


def _rise(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Return the rise in node price along each arc, for prices that prove the flow to be cheapest.

    Bellman-Ford over the residual arcs, all arcs of a sweep at once: O(arcs) a sweep, as many
    sweeps as the longest shortest path has arcs.
    """
    onward, back = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[onward], network.head[back]])
    head = np.concatenate([network.head[onward], network.tail[back]])
    length = np.concatenate([cost[onward], -cost[back]])
    order = np.argsort(head, kind="stable")
    tail, head, length = tail[order], head[order], length[order]
    starts = np.flatnonzero(np.diff(head, prepend=-1))
    ends = head[starts]
    price = np.zeros(len(network.supply), dtype=np.int64)
    while True:
        reached = np.minimum(price[ends], np.minimum.reduceat(price[tail] + length, starts))
        if (reached == price[ends]).all():
            rise: Ints = price[network.head] - price[network.tail]
            return rise
        price[ends] = reached
