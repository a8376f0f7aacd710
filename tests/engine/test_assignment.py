"""The flows over a few candidates, against every other way there is to the same answer."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.engine import Aims, solve, solve_matrix
from compagnon.engine.judging import verdicts
from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Known
from compagnon.engine.placing import candidates, close, network, pricing
from compagnon.engine.placing.assignment import assign
from compagnon.engine.placing.equity import Grouping
from compagnon.engine.placing.network import Network, least_cost
from compagnon.engine.placing.offer import Extra, Marked, Offer
from compagnon.engine.watch import Watch
from tests.engine.highs import best_merit
from tests.engine.instances import BOTH_IDS, FEW_IDS, pinned_problems

WATCH = Watch()
AIMS = (
    Aims(),
    Aims(),
    Aims(worst=False),
    Aims(lift_to=6_000, lift_step=2_000),
    Aims(costs=True),
    Aims(keep_points=900),
)


def grouping(labels: Ints, waiting: Any) -> Grouping:
    sizes = np.bincount(labels)
    return Grouping(labels, sizes, np.bincount(labels[waiting], minlength=len(sizes)), 27_720)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Some twenty people a side, with groups within groups and capacities from nothing to three."""
    rows, columns = draw(st.integers(1, 14)), draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    density, levels = draw(st.sampled_from((0.15, 0.4, 0.9))), draw(st.sampled_from((2, 5, 100)))
    wishes = rng.choice(draw(st.sampled_from(([1], [0, 1, 1], [1, 1, 2, 3]))), rows)
    waiting = rng.random(rows) < draw(st.sampled_from((1, 0.8)))
    regions, halves = rng.integers(0, 3, rows), rng.integers(0, 2, rows)
    nested = (regions, np.unique(2 * regions + halves, return_inverse=True)[1])
    kept = np.flatnonzero(rng.random((rows, columns)) < 0.2)
    extra = rng.integers(-3000, 3000, (rows, columns))
    return Offer(
        verdicts=Known(
            rng.random((rows, columns)) < density,
            (10_000 // levels * rng.integers(0, levels + 1, (rows, columns))).astype(np.int16),
        ),
        wishes=wishes,
        waiting=waiting,
        capacity=rng.choice([0, 1, 1, 2, 3], columns),
        groups=tuple(grouping(of, waiting) for of in nested[: draw(st.integers(0, 2))]),
        row_hashes=rng.integers(0, 2**63, rows).astype(np.uint64),
        column_hashes=rng.integers(0, 2**63, columns).astype(np.uint64),
        aims=draw(st.sampled_from(AIMS)),
        since=draw(st.sampled_from((None, rng.integers(0, 4, rows)))),
        kept=draw(st.sampled_from((None, Marked(kept, columns)))),
        extra=draw(st.sampled_from((None, Extra(lambda *cell: extra[cell], int(extra.max()))))),
    )


@pytest.fixture
def few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with one candidate each, look at few pairs at a time, add one at a time."""
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    monkeypatch.setattr(candidates, "EACH", 1)
    monkeypatch.setattr(candidates, "SAMPLE", 3)
    monkeypatch.setattr(candidates, "AHEAD", 1)
    monkeypatch.setattr(candidates, "HELD", 5)
    monkeypatch.setattr(verdicts, "BLOCK_CELLS", 20)
    monkeypatch.setattr(close, "CLOSE_EACH", 1)
    monkeypatch.setattr(close, "SAMPLE", 2)
    monkeypatch.setattr(close, "CLASSES", 2)
    monkeypatch.setattr(pricing, "MOST_ADDED", 1)


@settings(max_examples=150)
@given(offers())
def test_all_pairs_in_the_network_meet_every_aim_as_well_as_highs(offer: Offer) -> None:
    found, best = assign(offer, WATCH).merit[:-1], best_merit(offer)
    kept = 3 + len(offer.groups)

    assert found[:kept] == best[:kept]
    assert best[kept] in {found[kept], -1}
    assert found[kept + 1 :] == best[kept + 1 :]


@given(offers())
def test_the_cost_of_an_aim_is_what_the_total_could_be_without_it(offer: Offer) -> None:
    def total(aims: Aims, *, even: bool = True, keep: bool = True) -> int:
        fair = replace(offer) if even else replace(offer, groups=(), since=None)
        return assign(replace(fair, aims=aims, kept=offer.kept if keep else None), WATCH).merit[-2]

    lifting = Aims(lift_to=5_000, lift_step=1_000)
    equity, keep, worst, lift = assign(
        replace(offer, aims=replace(lifting, costs=True)), WATCH
    ).costs or (0, 0, 0, 0)

    highest = total(Aims(worst=False), even=False, keep=False)
    even, kept, kind = total(Aims(worst=False), keep=False), total(Aims(worst=False)), total(Aims())
    assert (equity, keep) == (highest - even, even - kept)
    assert (worst, lift) == (kept - kind, kind - total(lifting))


@pytest.mark.usefixtures("few_candidates")
def test_few_candidates_lead_to_the_same_pairs_as_all() -> None:
    @settings(max_examples=300)
    @given(offers())
    def check(offer: Offer) -> None:
        few = assign(offer, WATCH)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(candidates, "ALL_UP_TO", 10**6)
            assert few == assign(offer, WATCH)

    check()


@pytest.mark.usefixtures("few_candidates")
def test_few_candidates_lead_to_the_same_result_as_all_of_a_whole_problem() -> None:
    @given(pinned_problems(mentee_ids=FEW_IDS, mentor_ids=BOTH_IDS, wishes=(1, 2, 2, 3)))
    def check(problem: Any) -> None:
        few = solve(problem).to_json()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(candidates, "ALL_UP_TO", 10**6)
            assert few == solve(problem).to_json()

    check()


@pytest.mark.parametrize("density", [0.1, 0.3, 1.0])
@pytest.mark.parametrize("places", [0.7, 1.1])
def test_a_few_hundred_people_are_placed_the_same_from_few_candidates_and_from_all(
    density: float, places: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(3)
    rows, columns = 300, 150
    offer = Offer(
        verdicts=Known(
            rng.random((rows, columns)) < density * rng.random(rows)[:, None],
            rng.integers(0, 10_001, (rows, columns)).astype(np.int16),
        ),
        wishes=np.ones(rows, np.int64),
        waiting=np.ones(rows, np.bool_),
        capacity=rng.binomial(4, places / 2, columns),
        groups=(grouping(rng.integers(0, 8, rows), np.ones(rows, np.bool_)),),
        row_hashes=rng.integers(0, 2**63, rows).astype(np.uint64),
        column_hashes=rng.integers(0, 2**63, columns).astype(np.uint64),
    )
    few = assign(offer, WATCH)
    monkeypatch.setattr(candidates, "ALL_UP_TO", 10**6)

    assert few == assign(offer, WATCH)


def test_where_everybody_ties_the_candidates_are_those_that_ties_are_broken_in_favour_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flows = []

    def counted(some: Network, cost: Ints) -> Ints:
        flows.append(len(cost))
        return least_cost(some, cost)

    monkeypatch.setattr(network, "least_cost", counted)

    found = solve_matrix(np.zeros((300, 200), dtype=int))

    assert len(found.pairs) == 200
    assert len(flows) < 12
    assert max(flows) < 20_000
