"""`./dev bench growth`: what the engine costs as schemes grow, and what fairness costs, on the family of `family`.

Each size runs in a process of its own, so that its memory is its own. CPU seconds; one run each.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from typing import Any, Final

import numpy as np

from benchmarks.family import scheme
from benchmarks.flows import Given, seconds
from benchmarks.tables import figure, table
from compagnon import engine
from compagnon.engine.placing.candidates import candidates
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.watch import Watch

SIZES: Final = (100, 300, 1_000, 3_000, 10_000)
SCARCE: Final = 0.85
NOTES: Final = """\
judge: all rules and criteria of all pairs; place: candidates, equity, worst pair, total, ties, all proved over
every pair; explain: reasons of all pairs, of everybody left out, near-ties. flow: OR-Tools' flow of the highest
total over the same candidates, neither fair nor proved. worst: the worst pair of the fair result, and of the one
that minds the total only. lost: points of the total that equity and the worst pair cost, in per cent.
spread: highest less lowest share of people placed over regions, with 0.85 places a person, fair and not; least: what
no placement of as many whole people can go below, by HiGHS and whoever fits whom."""


@dataclass(frozen=True)
class Measured:
    """One size: CPU seconds of each part, memory, and what fairness does."""

    mentees: int
    mentors: int
    possible: int
    allowed: int
    judge: float
    place: float
    explain: float
    flow: float
    megabytes: int
    worst: int
    worst_unfair: int
    lost_percent: float
    spread: float
    spread_least: float
    spread_unfair: float


def measure(mentees: int) -> Measured:
    """Solve one size with plenty of places, and with too few."""
    problem = scheme(mentees)
    engine.solve(scheme(30))  # what is loaded at first use is nobody's time
    marks: list[tuple[float, float]] = [(0.0, time.process_time())]
    result = engine.solve(problem, lambda done: marks.append((done, time.process_time())))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    judged, placed = (next(at for done, at in marks if done > part - 1e-9) for part in (0.3, 0.9))
    plain = engine.solve(replace(problem, aims=engine.Aims(worst=False), groups=()))
    scarce = scheme(mentees, places=SCARCE)
    unfair = replace(scarce, aims=engine.Aims(worst=False), groups=())
    fair, careless = engine.solve(scarce), engine.solve(unfair)
    return Measured(
        mentees=result.summary.mentees,
        mentors=result.summary.mentors,
        possible=result.summary.mentees * result.summary.mentors,
        allowed=result.summary.eligible_pairs or 0,
        judge=judged - marks[0][1],
        place=placed - judged,
        explain=marks[-1][1] - placed,
        flow=bare_flow(problem),
        megabytes=peak,
        worst=result.summary.worst or 0,
        worst_unfair=plain.summary.worst or 0,
        lost_percent=100 * (1 - result.summary.total / plain.summary.total),
        spread=spread(scarce, fair),
        spread_least=least_spread(scarce, len({pair.mentee_id for pair in fair.pairs})),
        spread_unfair=spread(scarce, careless),
    )


def bare_flow(problem: engine.Problem) -> float:
    """Return the CPU seconds of OR-Tools' flow over the candidates that the engine begins with."""
    offer = offer_of(judged_of(problem, Watch()), [])
    return seconds(Given(offer, candidates(offer).pairs).bare)


def spread(problem: engine.Problem, result: engine.Result) -> float:
    """Return the highest less the lowest share of people placed over regions that could be placed at all."""
    placed = {pair.mentee_id for pair in result.pairs}
    shares: dict[object, list[bool]] = {}
    for mentee in problem.mentees:
        shares.setdefault(mentee.attributes["region"], []).append(mentee.id in placed)
    rates = [sum(known) / len(known) for known in shares.values()]
    return max(rates) - min(rates)


def least_spread(problem: engine.Problem, placed: int) -> float:
    """Return what no placement of so many whole people can go below, whoever fits whom.

    An integer programme of its own, which shares nothing with the engine: as many people of each region as are placed,
    the highest share and the lowest.
    """
    optimize: Any = import_module("scipy.optimize")
    sizes = np.array([*Counter(one.attributes["region"] for one in problem.mentees).values()])
    shares, one = np.diag(1 / sizes), np.ones((len(sizes), 1))
    below = np.hstack([shares, -one, 0 * one])  # share - highest <= 0
    above = np.hstack([-shares, 0 * one, one])  # lowest - share <= 0
    total = np.append(np.ones(len(sizes)), [0, 0])
    found = optimize.milp(
        np.append(np.zeros(len(sizes)), [1, -1]),
        constraints=[
            optimize.LinearConstraint(np.vstack([below, above]), ub=0),
            optimize.LinearConstraint(total, placed, placed),
        ],
        bounds=optimize.Bounds(0, np.append(sizes, [1, 1])),
        integrality=np.append(np.ones(len(sizes)), [0, 0]),
    )
    return float(found.fun)


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench growth", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="mentees of each scheme"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.one:
        print(json.dumps(asdict(measure(args.one))))
        return 0
    found = [_in_a_process_of_its_own(size) for size in args.sizes]
    print(json.dumps([asdict(one) for one in found], indent=2) if args.json else report(found))
    return 0


def _in_a_process_of_its_own(size: int) -> Measured:
    command = [sys.executable, "-m", "benchmarks.growth", "--one", str(size)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- ourselves
    return Measured(**json.loads(printed))


def report(found: list[Measured]) -> str:
    """Write the tables."""
    costs = table(
        (
            "CPU s",
            "pairs",
            "allowed",
            "judge",
            "place",
            "explain",
            "whole",
            "MB",
            "flow",
            "place/flow",
        ),
        (
            (
                f"{one.mentees} x {one.mentors}",
                figure(one.possible, 0),
                f"{one.allowed / one.possible:.0%}",
                *(figure(part) for part in (one.judge, one.place, one.explain)),
                figure(one.judge + one.place + one.explain),
                figure(one.megabytes, 0),
                figure(one.flow),
                figure(one.place / one.flow, 1),
            )
            for one in found
        ),
    )
    fairness = table(
        ("fairness", "worst", "without", "lost %", "spread", "least", "without"),
        (
            (
                f"{one.mentees} x {one.mentors}",
                figure(one.worst, 0),
                figure(one.worst_unfair, 0),
                figure(one.lost_percent, 3),
                figure(one.spread, 3),
                figure(one.spread_least, 3),
                figure(one.spread_unfair, 3),
            )
            for one in found
        ),
    )
    return f"{costs}\n\n{fairness}\n\n{NOTES}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
