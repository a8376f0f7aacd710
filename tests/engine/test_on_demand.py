"""Pairs judged when they are asked for, against all pairs judged beforehand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.family import scheme
from compagnon.engine import Aims, Person, Problem, RequireOverlap, Warn, solve, solver
from compagnon.engine.explaining import openings
from compagnon.engine.judging import bounds, kinds, verdicts
from compagnon.engine.judging import judge as judging
from compagnon.engine.judging.bounds import Bounds
from compagnon.engine.judging.grid import Grid
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.verdicts import Known, Least, OnDemand, together
from compagnon.engine.placing import candidates, close, pricing
from compagnon.engine.watch import Watch
from tests.engine.instances import BOTH_IDS, pinned_problems
from tests.engine.test_judging import EvenIds, Product


@st.composite
def demanding(draw: Any) -> Problem:
    """A problem of any kind, perhaps with rules and criteria of the caller's own, kept pairs and warnings."""
    problem: Problem = draw(pinned_problems(mentor_ids=BOTH_IDS, wishes=(1, 1, 2, 0)))
    pairs = [(mentor.id, mentee.id) for mentor in problem.mentors for mentee in problem.mentees]
    kept = draw(st.frozensets(st.sampled_from(pairs), max_size=3)) if pairs else frozenset()
    warning = Warn(RequireOverlap("languages", key="warned"), 700)
    return replace(
        problem,
        kept=kept,
        warnings=draw(st.sampled_from(((), (warning,)))),
        aims=draw(
            st.sampled_from((Aims(), Aims(keep_points=900), Aims(lift_to=5000, lift_step=2500)))
        ),
        allow_mutual=draw(st.booleans()),
    )


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at few pairs at a time, begin with few candidates, keep few in sight."""
    for module, name, value in (
        (bounds, "ROWS_EACH", 1),
        (verdicts, "BOARD_ROWS", 2),
        (verdicts, "BOARD_COLUMNS", 2),
        (verdicts, "BLOCK_CELLS", 4),
        (openings, "FEWEST", 1),
        (openings, "BLOCK_CELLS", 3),
        (candidates, "ALL_UP_TO", 0),
        (candidates, "EACH", 1),
        (candidates, "SAMPLE", 2),
        (close, "CLOSE_EACH", 1),
        (close, "CLASS_CELLS", 1),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.mark.usefixtures("in_small_pieces")
@pytest.mark.parametrize(
    ("repeated", "of_points"), [(0, 10**9), (1, 0), (10**9, 10**9), (10**9, 0)]
)
def test_pairs_judged_on_demand_lead_to_the_same_bytes(
    repeated: int, of_points: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "REPEATED", repeated)
    monkeypatch.setattr(judging, "MOST_OF_POINTS", of_points)

    @settings(max_examples=50)
    @given(demanding())
    def check(problem: Problem) -> None:
        held = solve(problem).to_json()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(solver, "HELD_UP_TO", -1)
            assert solve(problem).to_json() == held

    check()


@pytest.mark.parametrize("places", [0.85, 1.08])
def test_a_scheme_of_some_hundreds_judged_on_demand_is_the_same(
    places: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = scheme(400, places=places)
    held = solve(problem).to_json()
    monkeypatch.setattr(solver, "HELD_UP_TO", -1)

    assert solve(problem).to_json() == held


@pytest.mark.parametrize("repeated", [0, 10**9])
@pytest.mark.parametrize("rows_each", [1, 10**9])
def test_what_reaches_a_score_is_found_with_nothing_missing(
    repeated: int, rows_each: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "REPEATED", repeated)
    monkeypatch.setattr(bounds, "ROWS_EACH", rows_each)

    @settings(max_examples=50)
    @given(demanding(), st.integers(0, 10_000), st.booleans(), st.integers(0, 2**32))
    def check(problem: Problem, high: int, lower: bool, seed: int) -> None:
        grid = Grid(problem.mentees, problem.mentors)
        judge = Judge(problem, grid)
        rng = np.random.default_rng(seed)
        mine, theirs = (np.flatnonzero(rng.random(size) < 0.8) for size in grid.shape)
        asked = [rng.integers(-high, high + 1, size) for size in grid.shape]
        least = Least(asked[0], asked[1], lower)
        known = Known(*judge.everything(Watch()))
        demand = OnDemand(judge, Bounds(judge), np.array([], dtype=np.int64))

        found = [
            sorted(
                zip(
                    *(part.tolist() for part in together(some.reaching(mine, theirs, least))),
                    strict=True,
                )
            )
            for some in (known, demand)
        ]

        assert found[0] == found[1]

    check()


@pytest.mark.usefixtures("in_small_pieces")
@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (close, "MOST_CLOSE", -1),  # nothing is kept in sight
        (close, "AFRESH", -1.0),  # everything is looked at again
        (close, "CLASSES", 2),
        (pricing, "CLASSES", 0),
        (kinds, "MOST_CELLS", 0),  # no table of kinds is small enough
    ],
)
def test_what_is_kept_in_sight_does_not_matter(
    module: Any, name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "HELD_UP_TO", -1)

    @settings(max_examples=25)
    @given(demanding())
    def check(problem: Problem) -> None:
        usual = solve(problem).to_json()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, name, value)
            assert solve(problem).to_json() == usual

    check()


@pytest.mark.parametrize("repeated", [0, 4])
def test_rules_and_criteria_of_the_caller_s_own_are_judged_on_demand_too(
    repeated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "REPEATED", repeated)
    monkeypatch.setattr(candidates, "ALL_UP_TO", 0)
    problem = Problem(
        mentees=tuple(Person(str(number), {"number": number % 4}) for number in range(9)),
        mentors=tuple(Person(str(number), {"number": number % 3}) for number in range(20, 29)),
        rules=(EvenIds(),),
        criteria=(Product(),),
    )
    held = solve(problem)
    monkeypatch.setattr(solver, "HELD_UP_TO", -1)

    assert solve(problem) == held
    assert held.summary.pairs == 9


@pytest.mark.usefixtures("in_small_pieces")
@pytest.mark.parametrize(("name", "value"), [("MOST_CLOSE", -1), ("AFRESH", -1.0)])
def test_all_pairs_are_looked_at_again_where_too_many_are_close(
    name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = scheme(40)
    held = solve(problem).to_json()
    monkeypatch.setattr(solver, "HELD_UP_TO", -1)
    monkeypatch.setattr(close, name, value)

    assert solve(problem).to_json() == held


def test_too_many_allowed_pairs_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "HELD_UP_TO", -1)
    monkeypatch.setattr(verdicts, "MOST_COUNTED", 0)

    assert solve(scheme(20)).summary.eligible_pairs is None


def test_an_offer_judged_on_demand_holds_no_pairs() -> None:
    offer = solver.offer_of(solver.judged_of(scheme(20), Watch(), held_up_to=0), [])

    for held in ("allowed", "scores"):
        with pytest.raises(TypeError):
            getattr(offer, held)
