"""What others need for the same scores: scipy's and lapx's assignment, OR-Tools' flow, and PyPI's mentor-match.

lapx and mentor-match are no dependencies: they are measured where they are installed (requirements/bench.in).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment

from compagnon.engine import Problem
from compagnon.engine.judging.grid import Grid
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.watch import Watch

MOST_MENTEES: Final = 200
"""mentor-match needs a minute for 1,000; nobody learns more by waiting for it."""
FULL: Final = 10_000


class Scored(NamedTuple):
    """The matrix that every solver gets: who may be paired, how well each pair scores, places of each mentor."""

    allowed: NDArray[np.bool_]
    scores: Scores
    places: NDArray[np.int64]

    @property
    def density(self) -> float:
        return float(self.allowed.mean()) if self.allowed.size else 0.0


@dataclass(frozen=True)
class Outcome:
    """What a solver needed, in CPU seconds, and what it found."""

    seconds: float
    placed: int
    worst: int
    total: int


def scored(problem: Problem) -> Scored:
    """Judge every pair once, outside anybody's time."""
    mentors = tuple(person for person in problem.mentors if person.capacity)
    allowed, scores = Judge(problem, Grid(problem.mentees, mentors)).everything(Watch())
    return Scored(allowed, scores, np.array([person.capacity for person in mentors]))


def scipy_floor(matrix: Scored) -> Outcome:
    """Place as many as can be, then the highest total: nothing is fair, and nothing is explained."""
    started = time.process_time()
    worth = _worth(matrix)
    rows, places = linear_sum_assignment(worth, maximize=True)
    kept = worth[rows, places] > 0
    seconds = time.process_time() - started
    return outcome(seconds, matrix, rows[kept], _mentor_of_place(matrix)[places[kept]])


def lapx(matrix: Scored) -> Outcome:
    """Do as `scipy_floor`, by lapx, which must be installed."""
    lapjv: Callable[..., Any] = import_module("lap").lapjv
    started = time.process_time()
    worth = _worth(matrix)
    of_rows = lapjv(worth.max(initial=0) - worth, extend_cost=True, return_cost=False)[0]
    rows = np.flatnonzero(of_rows >= 0)
    rows = rows[worth[rows, of_rows[rows]] > 0]
    seconds = time.process_time() - started
    return outcome(seconds, matrix, rows, _mentor_of_place(matrix)[of_rows[rows]])


def ortools_flow(matrix: Scored) -> Outcome:
    """Place as many as can be, then the highest total, by OR-Tools' flow over all allowed pairs."""
    mentees, mentors = matrix.allowed.shape
    sink = mentees + mentors + 1
    started = time.process_time()
    rows, columns = np.nonzero(matrix.allowed)
    everyone, theirs = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([rows + 1, np.zeros(mentees), theirs]).astype(np.int32),
        np.concatenate([theirs[columns], everyone, np.full(mentors, sink)]).astype(np.int32),
        np.concatenate([np.ones(len(rows) + mentees), matrix.places]).astype(np.int64),
        np.concatenate([-matrix.scores[rows, columns], np.zeros(mentees + mentors)]).astype(int),
    )
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[[0, sink]] = mentees, -mentees
    solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    solver.solve_max_flow_with_min_cost()
    used = solver.flows(arcs[: len(rows)]) > 0
    seconds = time.process_time() - started
    return outcome(seconds, matrix, rows[used], columns[used])


def mentor_match(matrix: Scored, most: int = MOST_MENTEES) -> Outcome | None:
    """Match by mentor-match's own classes, given our scores; None where it is not installed, or would take minutes."""
    if not is_installed() or len(matrix.allowed) > most:
        return None
    started = time.process_time()
    pairs = _pairs_of_mentor_match(matrix, _mentor_of_place(matrix))
    seconds = time.process_time() - started
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return outcome(seconds, matrix, rows, columns)


def is_installed() -> bool:
    return find_spec("matching") is not None and find_spec("munkres") is not None


def _pairs_of_mentor_match(matrix: Scored, mentor_of_place: NDArray[np.int64]) -> list[list[int]]:
    """Let each place be a mentor: mentor-match gives everybody one partner a round."""
    rule = import_module("matching.rules.rule")
    process: Callable[..., Any] = import_module("matching.process").process_data

    def score(match: Any) -> int:
        return int(matrix.scores[match.mentee.role, match.mentor.role])

    class Score(rule.Rule):  # type: ignore[name-defined, misc]  # not installed where types are checked
        def apply(self, match_object: Any) -> int:
            return score(match_object)

        def evaluate(self, match_object: Any) -> bool:
            return bool(score(match_object))

    def forbids(match: Any) -> bool:
        return not matrix.allowed[match.mentee.role, match.mentor.role]

    def person(kind: str, number: int, place: int) -> Any:
        made = getattr(import_module(f"matching.{kind}"), kind.title())
        return made(grade=0, email=f"{kind} {place}", role=number)

    mentors = [person("mentor", int(of), place) for place, of in enumerate(mentor_of_place)]
    mentees = [person("mentee", number, number) for number in range(len(matrix.allowed))]
    process(mentors, mentees, [[Score(), rule.Disqualify(forbids)]])
    return [[mentee.role, mentee.mentors[0].role] for mentee in mentees if mentee.mentors]


def _mentor_of_place(matrix: Scored) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(matrix.places)), matrix.places)


def _worth(matrix: Scored) -> NDArray[np.float64]:
    """Give each place a column: one more pair is worth more than all the scores together, a forbidden one nothing."""
    places = _mentor_of_place(matrix)
    allowed = matrix.allowed[:, places]
    worth: NDArray[np.float64] = allowed * (
        FULL * min(allowed.shape) + 1 + matrix.scores[:, places].astype(float)
    )
    return worth


def outcome(
    seconds: float, matrix: Scored, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> Outcome:
    """Measure what a solver found. Raises AssertionError if its pairs are none that it may make."""
    if (
        not matrix.allowed[rows, columns].all()
        or len(np.unique(rows)) < len(rows)
        or (np.bincount(columns, minlength=len(matrix.places)) > matrix.places).any()
    ):
        raise AssertionError("a solver made pairs that are not allowed, or too many")
    scores = matrix.scores[rows, columns].astype(np.int64)
    return Outcome(seconds, len(rows), int(scores.min(initial=FULL)), int(scores.sum()))
