"""`./dev bench targets`: the figures that the matching engine was asked to reach, and what is measured here.

Ratios of CPU seconds in one run, on the family of `family`; other solvers are given the scores. What is not
installed is looked for in `--peer-path` (see requirements/bench.in; a checkout of openreview-matcher is one more),
and what is not there is said to be not measured.
"""

import argparse
import sys
import time

from benchmarks import field, scale
from benchmarks.family import CRITERIA, RULES, scheme
from benchmarks.flows import PLACES, RUNS, given, seconds
from benchmarks.growth import SCARCE, bare_flow, measure
from benchmarks.line import Line
from benchmarks.pool import compare, offer_of_pool
from benchmarks.tables import figure, table
from compagnon import engine
from compagnon.engine.placing.assignment import assign
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.watch import Watch


def against_flow(problem: engine.Problem) -> list[Line]:
    """Compare the whole fair matching with a bare flow: on the same arcs, and proved over all pairs."""
    mentees, ratios = len(problem.mentees), []
    for places in (PLACES, SCARCE):
        one = given(mentees, places)
        runs = [(seconds(one.bare), seconds(one.fair)) for _ in range(RUNS)]
        bare, fair = (min(of) for of in zip(*runs, strict=True))
        ratios.append(figure(fair / bare, 1))
    offer = offer_of(judged_of(problem, Watch()), [])
    proved = seconds(lambda: assign(offer, Watch())) / bare_flow(problem)
    return [
        Line(
            f"fair matching / bare flow on the same arcs, {mentees} mentees",
            "<= 2 (from 5,000), <= 1.4 (from 50,000)",
            ratios[0],
        ),
        Line(f"the same with {SCARCE} places a mentee", "the same", ratios[1]),
        Line("with enough places, proved over all pairs", "-", figure(proved, 1)),
    ]


def of_scale(people: int) -> list[Line]:
    """Place as many mentees as mentors, prove it over all pairs, explain everything; look at all pairs."""
    found, pairs = scale.measure(people, checked=False), f"{people:,} x {people:,}"
    ratio = figure(found.look / found.product, 1)
    memory = f"{figure(found.place)} CPU s, {figure(found.megabytes / 1024)} GiB"
    explained = f"{figure(found.explain)} CPU s"
    return [
        Line(f"{pairs} proved, in a file", "<= 300 CPU s, 2 GiB (at 100,000)", memory),
        Line(f"explanations for everybody, {pairs}", "<= 30 CPU s (at 100,000)", explained),
        Line(f"look at all {pairs} pairs / bare product", "<= 3 (at 100,000)", ratio),
    ]


def of_fairness(mentees: int) -> list[Line]:
    """Say what fairness gives and what it costs."""
    found = measure(mentees)
    better = 100 * (found.worst / max(found.worst_unfair, 1) - 1)
    return [
        Line(f"worst pair better by, {mentees} mentees", ">= 17 %", f"{figure(better, 0)} %"),
        Line("spread over regions, scarce", "<= 0.03", figure(found.spread, 3)),
        Line("the least that whole people allow", "-", figure(found.spread_least, 3)),
        Line("total lost", "<= 0.2 %", f"{figure(found.lost_percent, 3)} %"),
    ]


def of_what_if(problem: engine.Problem) -> Line:
    """Let somebody join late, and solve and explain everything again."""
    before = engine.solve(problem)
    kept = frozenset((pair.mentor_id, pair.mentee_id) for pair in before.pairs)
    late = engine.Person("late", dict(problem.mentees[0].attributes))
    again = engine.Problem(
        mentees=(*problem.mentees, late),
        mentors=problem.mentors,
        rules=problem.rules,
        criteria=problem.criteria,
        groups=problem.groups,
        kept=kept,
    )
    started, used = time.perf_counter(), time.process_time()
    after = engine.compare(before, engine.solve(again))
    wall, used = time.perf_counter() - started, time.process_time() - used
    name = f"what-if, {len(problem.mentees)} mentees, {len(after.removed)} pairs moved"
    return Line(name, "< 1 s of wall time", f"{figure(wall)} s ({figure(used)} CPU s)")


def of_pool(people: int) -> list[Line]:
    """Pair one pool to the proved optimum, and beside rustworkx on the same pairs."""
    pool = engine.Pool(people=scheme(people).mentees, rules=RULES, criteria=CRITERIA)
    found: list[engine.PoolResult] = []
    used = seconds(lambda: found.append(engine.solve_pool(pool)))
    both = compare(offer_of_pool(people))
    fair = f"{figure(used)} CPU s, gap {found[0].proved.gap}"
    return [
        Line(f"one pool of {people}: rustworkx / ours", ">= 10 (at 5,000)", figure(both.times, 1)),
        Line("below the bound of half pairs", "<= 0.05 %", f"{figure(both.below, 3)} %"),
        Line("the same pool, all aims proved over all pairs", "-", fair),
    ]


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench targets", description=__doc__)
    field.add_peer_path(parser)
    parser.add_argument(
        "--mentees", type=int, default=1_000, help="of the schemes measured (1,000)"
    )
    parser.add_argument(
        "--large", type=int, default=5_000, help="people of each side of a large one (5,000)"
    )
    args = parser.parse_args(arguments)
    checkout = field.checkout_among(args.peer_path)
    engine.solve(scheme(30))  # what is loaded at first use is nobody's time
    problem = scheme(args.mentees)
    lines = [
        *of_scale(
            args.large
        ),  # first, because what memory was needed at most is known only of all so far
        *field.targets(args.mentees, checkout),
        *against_flow(problem),
        *of_fairness(args.mentees),
        of_what_if(problem),
        *of_pool(args.mentees),
    ]
    print(table(("target", "asked for", "measured"), lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
