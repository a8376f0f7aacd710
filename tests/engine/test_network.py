import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine.grid import Ints
from compagnon.engine.network import (
    Network,
    NoFlowError,
    blockade,
    least_cost,
    prices,
    reduced,
)

# Two ways from 0 to 3, by 1 or by 2, of capacity 1 each.
TAIL, HEAD = np.array([0, 0, 1, 2], np.int32), np.array([1, 2, 3, 3], np.int32)


def shipping(amount: int) -> Network:
    return Network(TAIL, HEAD, np.ones(4, np.int64), np.array([amount, 0, 0, -amount]))


def test_more_than_the_network_holds_cannot_be_shipped() -> None:
    with pytest.raises(NoFlowError):
        least_cost(shipping(3), np.zeros(4, np.int64))


def test_a_blockade_is_what_more_arcs_must_lead_out_of() -> None:
    narrow = Network(TAIL[:3], HEAD[:3], np.ones(3, np.int64), np.array([2, 0, 0, -2]))

    blocked = blockade(narrow)

    assert blockade(shipping(2)) is None
    assert blocked is not None
    assert blocked.tolist() == [True, False, True, False]
    assert blockade(narrow.add(np.array([2]), np.array([3]))) is None


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
    rest = network.without(beyond < 0).keep(beyond == 0)
    chosen[beyond == 0] = least_cost(rest, second[beyond == 0])
    assert cost @ chosen == least
    assert second @ chosen == min(int(second @ flow) for flow in cheapest)


def test_a_network_without_arcs_needs_no_prices() -> None:
    none = shipping(0).keep(np.zeros(4, np.bool_))

    assert prices(none, np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == [0, 0, 0, 0]
