"""What others need for the same scores: scipy's assignment as the floor, and PyPI's mentor-match where installed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from compagnon.engine import Problem
from compagnon.engine.grid import Grid
from compagnon.engine.judging import Judge
from compagnon.engine.scoring import Scores
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
    mentor_of_place = np.repeat(np.arange(len(matrix.places)), matrix.places)
    allowed = matrix.allowed[:, mentor_of_place]
    # One more pair is worth more than all the scores together.
    worth = allowed * (
        FULL * min(allowed.shape) + 1 + matrix.scores[:, mentor_of_place].astype(float)
    )
    rows, places = linear_sum_assignment(worth, maximize=True)
    kept = allowed[rows, places]
    seconds = time.process_time() - started
    return _outcome(seconds, matrix, rows[kept], mentor_of_place[places[kept]])


def mentor_match(matrix: Scored, most: int = MOST_MENTEES) -> Outcome | None:
    """Match by mentor-match's own classes, given our scores; None where it is not installed, or would take minutes."""
    if not is_installed() or len(matrix.allowed) > most:
        return None
    started = time.process_time()
    mentor_of_place = np.repeat(np.arange(len(matrix.places)), matrix.places)
    pairs = _pairs_of_mentor_match(matrix, mentor_of_place)
    seconds = time.process_time() - started
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return _outcome(seconds, matrix, rows, columns)


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


def _outcome(
    seconds: float, matrix: Scored, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> Outcome:
    scores = matrix.scores[rows, columns].astype(np.int64)
    return Outcome(seconds, len(rows), int(scores.min(initial=FULL)), int(scores.sum()))
