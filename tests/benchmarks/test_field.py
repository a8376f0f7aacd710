"""Other solvers beside ours. Those that are not installed are stood in for by scipy, written the way theirs are."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.family import scheme
from benchmarks.field import NOT_HERE, SOLVERS, main, ours, targets
from benchmarks.openreview import PACKAGE, is_checkout, openreview
from benchmarks.peers import Scored, ortools_flow, outcome, scipy_floor, scored

THEIRS = """
import numpy as np
from scipy.optimize import linear_sum_assignment


class {name}:
    def __init__(self, minimums, maximums, demands, encoder, allow_zero_score_assignments=False):
        assert allow_zero_score_assignments
        assert minimums == [0] * len(maximums)
        assert encoder.aggregate_score_matrix.max() <= 1
        assert np.array_equal(encoder.cost_matrix, np.rint(-10_000 * encoder.aggregate_score_matrix))
        self.cost = np.where(encoder.constraint_matrix == 0, encoder.cost_matrix, 10**6)
        self.of_place = np.repeat(np.arange(len(maximums)), maximums)
        assert demands == [1] * len(self.cost)

    def solve(self):
        rows, places = linear_sum_assignment(self.cost[:, self.of_place])
        flow = np.zeros(self.cost.shape)
        flow[rows, self.of_place[places]] = 1
        return flow
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that looks like a checkout of openreview-matcher."""
    solvers = tmp_path / "matcher" / "solvers"
    solvers.mkdir(parents=True)
    for module, name in SOLVERS.values():
        (solvers / f"{module}.py").write_text(THEIRS.format(name=name))
    yield tmp_path
    for module in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[module]


@pytest.fixture
def own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", list(sys.path))


def test_a_solver_of_openreview_gets_our_scores_as_it_reads_them(checkout: Path) -> None:
    matrix = ours(60).matrix

    found = openreview(checkout, "MinMax", matrix)

    floor = scipy_floor(matrix)
    assert (found.placed, found.worst, found.total) == (floor.placed, floor.worst, floor.total)
    assert found.placed == len(matrix.allowed)


def test_the_flow_and_the_assignment_find_the_same_total_where_not_all_can_be_placed() -> None:
    matrix = scored(scheme(80, places=0.6))

    flow, floor = ortools_flow(matrix), scipy_floor(matrix)

    assert (flow.placed, flow.total) == (floor.placed, floor.total)
    assert flow.placed < 80


@pytest.mark.parametrize(
    ("rows", "columns"), [([0], [0]), ([0, 0], [1, 2]), ([0, 1], [1, 1])], ids=str
)
def test_pairs_that_may_not_be_made_are_no_outcome(rows: list[int], columns: list[int]) -> None:
    matrix = Scored(
        np.array([[False, True, True], [True, True, True]]),
        np.zeros((2, 3), np.int16),
        np.array([1, 1, 1]),
    )

    with pytest.raises(AssertionError, match="not allowed"):
        outcome(0.0, matrix, np.array(rows), np.array(columns))


def test_the_rows_of_a_scheme_are_those_that_can_be_placed_together() -> None:
    we = ours(40)

    assert we.solved.placed == len(we.matrix.allowed)
    assert min(we.solved.seconds, we.whole) > 0


def test_what_is_not_there_is_said_not_to_be_measured() -> None:
    lines = {line.name.split(",")[0]: line.measured for line in targets(30, None)}

    assert lines["FairFlow"] == f"{NOT_HERE} (study: 94)"
    assert set(lines) == {"mentor-match", *SOLVERS}


def test_what_is_there_is_measured_on_twice_as_many_people(checkout: Path) -> None:
    lines = {line.name: line.measured for line in targets(30, checkout)}

    assert "60 placed, theirs 60" in lines["MinMax, 60 mentees: times as fast, never fewer placed"]


@pytest.mark.usefixtures("own_path")
def test_the_command_prints_a_line_a_solver(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ["--peer-path", str(checkout), "--peer-path", "nowhere"]

    assert main(["--sizes", "30", *paths]) == 0

    printed = capsys.readouterr().out
    for name in ("Compagnon", "scipy", "OR-Tools", "MinMax", "FairSequence", "FairFlow"):
        assert f"30 {name}" in printed or f"30 openreview {name}" in printed
    assert "nowhere" in sys.path


def test_any_other_folder_is_no_checkout(tmp_path: Path) -> None:
    assert not is_checkout(tmp_path)
