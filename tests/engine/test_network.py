import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from compagnon.engine.judging.grid import Ints
from compagnon.engine.placing.network import (
    Known,
    Network,
    NoFlowError,
    blockade,
    cheapest,
    least_cost,
    prices,
    reduced,
    varying,
)

# Two ways from 0 to 3, by 1 or by 2, of capacity 1 each.
TAIL, HEAD = np.array([0, 0, 1, 2], np.int32), np.array([1, 2, 3, 3], np.int32)


def shipping(amount: int) -> Network:
    return Network(TAIL, HEAD, np.ones(4, np.int64), np.array([amount, 0, 0, -amount]))


def test_more_than_the_network_holds_cannot_be_shipped() -> None:
    with pytest.raises(NoFlowError):
        least_cost(shipping(3), np.zeros(4, np.int64))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, Ints]:
    """A few nodes, with parallel arcs and rings, and what the arcs cost."""
    nodes, arcs = draw(st.integers(2, 6)), draw(st.integers(1, 14))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    tail = rng.integers(0, nodes, arcs)
    head = (tail + rng.integers(1, nodes, arcs)) % nodes
    supply = rng.integers(-2, 3, nodes)
    supply[-1] -= supply.sum()
    capacity = rng.integers(1, 4, arcs)
    network = Network(tail.astype(np.int32), head.astype(np.int32), capacity, supply)
    return network, rng.integers(-4, 5, arcs)


def solved(network: Network, cost: Ints, *, least: bool = True) -> Ints | None:
    """A flow of least (or highest) cost by HiGHS; None: the supplies cannot be shipped."""
    arcs = np.arange(len(cost))
    balance = np.zeros((len(network.supply), len(cost)))
    np.add.at(balance, (network.tail, arcs), 1)
    np.add.at(balance, (network.head, arcs), -1)
    found = linprog(
        cost if least else -cost,
        A_eq=balance,
        b_eq=network.supply,
        bounds=[(0, most) for most in network.capacity.tolist()],
        method="highs-ds",  # a corner, so whole numbers
    )
    return None if found.x is None else np.rint(found.x).astype(np.int64)


@given(networks())
def test_a_blockade_is_what_cannot_get_its_supplies_out(given_: tuple[Network, Ints]) -> None:
    network, cost = given_

    blocked = blockade(network)

    if solved(network, cost) is not None:
        assert blocked is None
    else:
        assert blocked is not None
        out = blocked[network.tail] & ~blocked[network.head]
        assert network.supply[blocked].sum() > network.capacity[out].sum()


def test_more_arcs_out_of_a_blockade_may_help() -> None:
    narrow = Network(TAIL[:3], HEAD[:3], np.ones(3, np.int64), np.array([2, 0, 0, -2]))

    assert blockade(narrow) is not None
    assert blockade(narrow.add(np.array([2]), np.array([3]))) is None


@given(networks())
def test_what_varies_is_what_some_flow_does_otherwise(given_: tuple[Network, Ints]) -> None:
    network, cost = given_
    flow = solved(network, cost)
    assume(flow is not None)
    assert flow is not None

    loose = varying(network, flow)

    for arc in range(len(cost)):
        only = (np.arange(len(cost)) == arc).astype(np.int64)
        least, most = (solved(network, only, least=which) for which in (True, False))
        assert least is not None
        assert most is not None
        if not loose[arc]:
            assert least[arc] == most[arc] == flow[arc]
        elif flow[arc] in {0, network.capacity[arc]}:
            assert least[arc] < most[arc]


@given(networks(), st.data())
def test_the_cheapest_flow_is_found_from_whatever_is_known(
    given_: tuple[Network, Ints], data: st.DataObject
) -> None:
    network, cost = given_
    best, other = solved(network, cost), solved(network, -cost)
    assume(best is not None)
    assert best is not None
    assert other is not None
    size = len(cost)
    more = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    known = Known(
        core=(other > 0) | np.array(more),
        flow=data.draw(st.sampled_from((None, other))),
        price=np.array(data.draw(st.lists(st.integers(-9, 9), min_size=6, max_size=6)))[
            : len(network.supply)
        ],
    )

    flow, price = cheapest(network, cost, known)

    beyond = reduced(network, cost, price)
    assert cost @ flow == cost @ best
    assert (flow[beyond < 0] == network.capacity[beyond < 0]).all()
    assert (flow[beyond > 0] == 0).all()


@st.composite
def costs(draw: st.DrawFn) -> Ints:
    return np.array(draw(st.lists(st.integers(-3, 3), min_size=4, max_size=4)), np.int64)


@given(costs(), st.integers(0, 2), costs())
def test_prices_tell_the_flows_of_least_cost_from_all_others(
    cost: Ints, amount: int, second: Ints
) -> None:
    network = shipping(amount)
    flows = [np.array([a, b, a, b]) for a in (0, 1) for b in (0, 1) if a + b == amount]
    least = min(int(cost @ flow) for flow in flows)
    cheapest = [flow for flow in flows if cost @ flow == least]

    beyond = reduced(network, cost, prices(network, cost, least_cost(network, cost)))

    chosen = (beyond < 0).astype(np.int64)
    rest = network.without(beyond < 0, network.capacity).keep((beyond == 0)[beyond >= 0])
    chosen[beyond == 0] = least_cost(rest, second[beyond == 0])
    assert cost @ chosen == least
    assert second @ chosen == min(int(second @ flow) for flow in cheapest)


def test_a_network_without_arcs_needs_no_prices() -> None:
    none = shipping(0).keep(np.zeros(4, np.bool_))

    assert prices(none, np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == [0, 0, 0, 0]
