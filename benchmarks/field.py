"""`./dev bench field`: the engine and other solvers on the same scores, on the family of `family`.

Everybody is given the scores of all pairs; the rows are those that can be placed together, because some solvers place
all or nothing. What is not there is left out: see `--peer-path`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np

from benchmarks.family import scheme
from benchmarks.line import NOT_HERE, Line
from benchmarks.openreview import SOLVERS, is_checkout, openreview
from benchmarks.peers import (
    Outcome,
    Scored,
    lapx,
    mentor_match,
    ortools_flow,
    outcome,
    scipy_floor,
    scored,
)
from benchmarks.tables import figure, table
from compagnon import engine

ROUNDS: Final = 5
"""Ours and the quick ones count with the mean of so many runs, the slow ones run once."""
SIZES: Final = (500, 1_000, 2_000)
SLOW: Final = 1_000
"""Most mentees for mentor-match, which needs ten times as long for twice as many."""
ASKED: Final = {"MinMax": 150, "FairSequence": 50, "FairFlow": 150, "mentor-match": 500}
PLACED_ALIKE: Final = "{} placed, theirs {}; worst {}, theirs {}"
STUDY: Final = {"MinMax": 106, "FairSequence": 35, "FairFlow": 94, "mentor-match": 265}
"""What the study that preceded the engine measured with its prototype."""
NOTES: Final = """\
CPU seconds in one run. solved: `engine.solve_matrix` of the given scores, all aims, proved over all pairs. whole:
`engine.solve` from people: judging, solving and explaining everything. The others get the scores and neither judge
nor explain. Quick solvers and ours: the mean of five runs; slow ones run once."""


@dataclass(frozen=True)
class Ours:
    """One scheme: the rows that can be placed together, and what we need for them and for the whole."""

    matrix: Scored
    solved: Outcome
    whole: float


def add_peer_path(parser: argparse.ArgumentParser) -> None:
    """Let a command say where other solvers are."""
    parser.add_argument(
        "--peer-path",
        type=Path,
        action="append",
        default=[],
        help="a folder in which requirements/bench.in is installed, or a checkout of openreview-matcher (repeatable)",
    )


def checkout_among(folders: Sequence[Path]) -> Path | None:
    """Put folders of packages on the path, and return the one that is a checkout of openreview-matcher."""
    found = None
    for folder in folders:
        if is_checkout(folder):
            found = folder
        else:
            sys.path.append(str(folder))
    return found


def ours(mentees: int) -> Ours:
    """Measure the engine on a scheme of the family."""
    problem = scheme(mentees)
    full = scored(problem)
    engine.solve(scheme(30))  # what is loaded at first use is nobody's time
    started = time.process_time()
    placed = {pair.mentee_id for pair in engine.solve(problem).pairs}
    whole = time.process_time() - started
    rows = [row for row, mentee in enumerate(problem.mentees) if mentee.id in placed]
    matrix = Scored(full.allowed[rows], full.scores[rows], full.places)
    return Ours(matrix, _mean(partial(_solved, matrix)), whole)


def _solved(matrix: Scored) -> Outcome:
    started = time.process_time()
    found = engine.solve_matrix(matrix.scores, 1, matrix.places, matrix.allowed)
    seconds = time.process_time() - started
    rows, columns = np.array(found.pairs, dtype=np.int64).T
    return outcome(seconds, matrix, rows, columns)


def _mean(run: Callable[[], Outcome]) -> Outcome:
    runs = [run() for _round in range(ROUNDS)]
    return replace(runs[0], seconds=fmean(one.seconds for one in runs))


def others(matrix: Scored, checkout: Path | None) -> Iterator[tuple[str, Outcome]]:
    """Let everybody else who is there place the same rows."""
    yield "scipy linear_sum_assignment", _mean(partial(scipy_floor, matrix))
    if find_spec("lap"):
        yield "lapx lapjv", _mean(partial(lapx, matrix))
    yield "OR-Tools flow, all pairs", _mean(partial(ortools_flow, matrix))
    if checkout:
        for name in SOLVERS:
            yield f"openreview {name}", openreview(checkout, name, matrix)
    if found := mentor_match(matrix, most=SLOW):
        yield "mentor-match", found


def compare(mentees: int, checkout: Path | None) -> list[tuple[str, ...]]:
    """Return a line for ourselves and for each other solver that is there."""
    we = ours(mentees)
    return [
        (
            f"{mentees} {name}",
            figure(one.seconds, 3),
            figure(one.seconds / we.solved.seconds, 1),
            figure(one.seconds / we.whole, 1),
            *(figure(number, 0) for number in (one.placed, one.worst, one.total)),
        )
        for name, one in [("Compagnon", we.solved), *others(we.matrix, checkout)]
    ]


def targets(mentees: int, checkout: Path | None) -> Iterator[Line]:
    """Hold the engine against mentor-match, and against openreview-matcher on twice as many people."""
    we = ours(mentees)
    yield _line("mentor-match", mentees, we, mentor_match(we.matrix, most=mentees))
    we = ours(2 * mentees) if checkout else we
    for name in SOLVERS:
        other = openreview(checkout, name, we.matrix) if checkout else None
        yield _line(name, 2 * mentees, we, other)


def _line(name: str, mentees: int, we: Ours, other: Outcome | None) -> Line:
    """Say how many times as long another solver needs for the same rows."""
    title = f"{name}, {mentees} mentees: times as fast, never fewer placed"
    asked = f">= {ASKED[name]}"
    if other is None:
        return Line(title, asked, f"{NOT_HERE} (study: {STUDY[name]})")
    times, whole = other.seconds / we.solved.seconds, other.seconds / we.whole
    alike = PLACED_ALIKE.format(we.solved.placed, other.placed, we.solved.worst, other.worst)
    return Line(title, asked, f"{figure(times, 0)} (whole {figure(whole, 0)}; {alike})")


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench field", description=__doc__)
    add_peer_path(parser)
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="mentees of each scheme"
    )
    args = parser.parse_args(arguments)
    checkout = checkout_among(args.peer_path)
    heading = ("solver", "CPU s", "x solved", "x whole", "placed", "worst pair", "total")
    lines = [line for size in args.sizes for line in compare(size, checkout)]
    print(f"{table(heading, lines)}\n\n{NOTES}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
