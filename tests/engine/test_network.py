import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engine.grid import Ints
from compagnon.engine.network import (
    Network,
    NoFlowError,
    face,
    is_possible,
    least_cost,
    most_flow,
)

# Two ways from 0 to 3, by 1 or by 2, of capacity 1 each.
TAIL, HEAD = np.array([0, 0, 1, 2], np.int32), np.array([1, 2, 3, 3], np.int32)


def shipping(amount: int) -> Network:
    return Network(TAIL, HEAD, np.ones(4, np.int64), np.array([amount, 0, 0, -amount]))


def test_more_than_the_network_holds_cannot_be_shipped() -> None:
    free = np.zeros(4, np.int64)

    assert is_possible(shipping(2))
    assert not is_possible(shipping(3))
    assert most_flow(shipping(3), free).sum() == 4
    with pytest.raises(NoFlowError):
        least_cost(shipping(3), free)


@st.composite
def costs(draw: st.DrawFn) -> Ints:
    return np.array(draw(st.lists(st.integers(-3, 3), min_size=4, max_size=4)), np.int64)


@given(costs(), st.integers(0, 2), costs())
def test_the_face_holds_the_flows_of_least_cost_and_no_others(
    cost: Ints, amount: int, second: Ints
) -> None:
    network = shipping(amount)
    flows = [np.array([a, b, a, b]) for a in (0, 1) for b in (0, 1) if a + b == amount]
    least = min(int(cost @ flow) for flow in flows)
    cheapest = [flow for flow in flows if cost @ flow == least]

    still, full, rest = face(network, cost, least_cost(network, cost))

    chosen = full.astype(np.int64)
    chosen[still] = least_cost(rest, second[still])
    assert cost @ chosen == least
    assert second @ chosen == min(int(second @ flow) for flow in cheapest)
