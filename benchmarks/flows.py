"""`./dev bench flows`: the whole fair matching beside one bare flow of the highest total, like for like.

On arcs that are given: both solve the same pairs and look at no others. Everybody is judged beside 1,500 mentors, the
32 best of each and for each stay, on the family of `family`. Placing, equity, the worst pair, the total and ties, each
exact, against OR-Tools' flow of the total alone. Over all pairs: the same with every possible pair looked through for
candidates and for the proof; and a late joiner, solved and explained anew and with a memory of the solve before.
CPU seconds, the least of a few runs that take turns: what a busy machine adds is not the algorithm's.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from ortools.graph.python import min_cost_flow

from benchmarks.family import scheme
from benchmarks.tables import figure, table
from compagnon import engine
from compagnon.engine.hashing import hashes
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.placing.assignment import among
from compagnon.engine.placing.candidates import Start, candidates
from compagnon.engine.placing.equity import groupings
from compagnon.engine.placing.offer import Offer
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.watch import Watch

GIVEN: Final = (1_000, 5_000, 10_000, 50_000)
ALL_PAIRS_UP_TO: Final = 10_000
PLACES: Final = 1.08
"""A mentee, where they are enough."""
STRIP, BESIDE, BEST = 500, 1_500, 32
RUNS: Final = 3
STAGES: Final = (("placing, equity", 0.4), ("worst", 0.58), ("total", 0.9), ("ties", 1.0))
"""How far `among` says it is after each stage."""


class Sparse:
    """The scores of given pairs: all that a matching on given arcs asks for."""

    def __init__(self, shape: tuple[int, int], pairs: Pairs, scores: Scores) -> None:
        self.shape = shape
        self._keys = pairs[0] * shape[1] + pairs[1]
        self._scores = scores

    def scores(self, rows: Ints, columns: Ints) -> Scores:
        """Return the scores of some of the pairs."""
        return self._scores[np.searchsorted(self._keys, rows * self.shape[1] + columns)]


@dataclass(frozen=True)
class Given:
    """An offer and its pairs, with their scores."""

    offer: Offer
    pairs: Pairs
    scores: Scores = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", self.offer.scores_of(*self.pairs))  # judged beforehand

    def bare(self) -> None:
        """Let OR-Tools find the flow of the highest total."""
        rows, columns = self.pairs
        mentees, mentors = self.offer.shape
        sink = mentees + mentors + 1
        cost = 10_001 - self.scores.astype(np.int64)
        solver = min_cost_flow.SimpleMinCostFlow()
        everyone, places = np.arange(1, mentees + 1), np.arange(mentees + 1, sink)
        solver.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([np.zeros(mentees), rows + 1, places]).astype(np.int32),
            np.concatenate([everyone, columns + mentees + 1, np.full(mentors, sink)]).astype(
                np.int32
            ),
            np.concatenate([np.ones(mentees), np.ones(len(rows)), self.offer.capacity]).astype(
                np.int64
            ),
            np.concatenate([np.zeros(mentees), cost, np.zeros(mentors)]).astype(np.int64),
        )
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[[0, sink]] = mentees, -mentees
        solver.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
        solver.solve_max_flow_with_min_cost()

    def fair(self, marks: list[tuple[float, float]] | None = None) -> None:
        """Meet every aim on these pairs."""
        noted = [] if marks is None else marks
        noted.append((0, time.process_time()))
        watch = Watch(lambda done: noted.append((done, time.process_time())))
        among(self.offer, Start(self.pairs, whole=True), watch)


def given(mentees: int, places: float) -> Given:
    """Judge everybody beside some mentors and keep the best of each, which takes no look at all pairs."""
    problem = scheme(mentees, places=places)
    mentors = [mentor for mentor in problem.mentors if mentor.capacity]
    dice, found = np.random.default_rng(0), []
    for start in range(0, mentees, STRIP):
        rows = np.arange(start, min(start + STRIP, mentees))
        columns = dice.permutation(len(mentors))[:BESIDE]
        columns.sort()
        grid = Grid([problem.mentees[row] for row in rows], [mentors[c] for c in columns])
        allowed, scores = Judge(problem, grid).everything(Watch())
        worth = np.where(allowed, scores, -1)
        best = np.zeros_like(allowed)
        mine, theirs = min(BEST, worth.shape[1]), min(BEST, worth.shape[0])
        np.put_along_axis(best, np.argpartition(worth, -mine, axis=1)[:, -mine:], True, axis=1)
        every = max(theirs * len(columns) // max(len(mentors), 1), 1)
        np.put_along_axis(best, np.argpartition(worth, -every, axis=0)[-every:], True, axis=0)
        row, column = np.nonzero(best & allowed)
        found.append((rows[row], columns[column], scores[row, column]))
    rows, columns, scores = (np.concatenate(part) for part in zip(*found, strict=True))
    shape = mentees, len(mentors)
    waiting = np.ones(mentees, dtype=np.bool_)
    sparse: Any = Sparse(shape, (rows, columns), scores)
    offer = Offer(
        verdicts=sparse,
        wishes=np.ones(mentees, dtype=np.int64),
        waiting=waiting,
        capacity=np.array([mentor.capacity for mentor in mentors]),
        groups=groupings(problem.groups, problem.mentees, waiting),
        row_hashes=hashes(0, "mentee", (mentee.id for mentee in problem.mentees)),
        column_hashes=hashes(0, "mentor", (mentor.id for mentor in mentors)),
    )
    return Given(offer, (rows, columns))


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that something takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def stages(one: Given) -> list[float]:
    """Return the CPU seconds of each stage of the fair matching."""
    marks: list[tuple[float, float]] = []
    one.fair(marks)
    ends = [max(at for done, at in marks if done < upto + 1e-9) for _, upto in STAGES]
    begun = min(at for _, at in marks)
    return [after - before for before, after in zip([begun, *ends], ends, strict=False)]


def like_for_like(mentees: int, places: float) -> tuple[str, ...]:
    """Return a line of the table of given arcs."""
    one = given(mentees, places)
    runs = [(seconds(one.bare), seconds(one.fair)) for _ in range(RUNS)]
    bare, fair = (min(of) for of in zip(*runs, strict=True))
    return (
        f"{mentees} x {len(one.offer.capacity)}, {places} places",
        figure(len(one.pairs[0]), 0),
        figure(bare),
        figure(fair),
        figure(fair / bare, 1),
        *(figure(part) for part in stages(one)),
    )


def over_all_pairs(mentees: int) -> tuple[str, ...]:
    """Return a line of the table of all pairs: placing proved over them, and a late joiner."""
    problem = scheme(mentees)
    offer = offer_of(judged_of(problem, Watch()), [])
    some = candidates(offer)
    bare, on_arcs = (
        min(seconds(work) for _ in range(RUNS))
        for work in (Given(offer, some.pairs).bare, Given(offer, some.pairs).fair)
    )
    looked = seconds(lambda: candidates(offer))
    proved = seconds(lambda: among(offer, some, Watch()))
    known = engine.Memory()
    engine.solve(problem, memory=known)
    late = engine.Person("late", dict(problem.mentees[0].attributes))
    again = replace(problem, mentees=(*problem.mentees, late))
    anew = seconds(lambda: engine.solve(again))
    remembered = seconds(lambda: engine.solve(again, memory=known))
    return (
        f"{mentees} x {len(problem.mentors)}",
        *(figure(part) for part in (bare, on_arcs, looked, proved)),
        figure(on_arcs / bare, 1),
        figure((looked + proved) / bare, 1),
        *(figure(part) for part in (anew, remembered)),
    )


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench flows", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=GIVEN, help="mentees of each")
    parser.add_argument("--places", type=float, nargs="*", default=(PLACES, 0.85), help="a mentee")
    args = parser.parse_args(arguments)
    engine.solve(scheme(30))  # what is loaded at first use is nobody's time
    lines = [like_for_like(size, places) for size in args.sizes for places in args.places]
    print(
        table(
            ("arcs given, CPU s", "arcs", "bare", "fair", "ratio", *(name for name, _ in STAGES)),
            lines,
        )
    )
    print()
    lines = [over_all_pairs(size) for size in args.sizes if size <= ALL_PAIRS_UP_TO]
    heads = ("bare", "fair, on arcs", "candidates", "fair, proved", "on arcs/bare", "all/bare")
    late = ("late joiner: anew", "remembered")
    print(table(("all pairs, CPU s", *heads, *late), lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
