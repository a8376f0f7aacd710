"""`./dev bench pool`: one pool in pairs, against rustworkx's blossoms, in CPU seconds of one run.

People are the mentees of `family`. Both solvers are given the same pairs: the promising ones with which the engine
begins, and with `--all` rustworkx all that are allowed. `fair` is the engine's whole answer from the matrix: most
pairs, best worst pair, highest total, proved over all possible pairs. `--large` pairs many people of whom each knows
the 12 best of 1,000 others drawn at random: those pairs are given, and looking for them is not counted.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

import numpy as np
from rustworkx import PyGraph, max_weight_matching

from benchmarks.family import CRITERIA, RULES, scheme
from benchmarks.tables import figure, table
from compagnon import engine
from compagnon.engine.criteria import FULL
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.verdicts import Pairs
from compagnon.engine.placing.candidates import candidates
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.halves import Graph, halves
from compagnon.engine.pooling.heaviest import heaviest
from compagnon.engine.pooling.pairing import pair_up
from compagnon.engine.pooling.together import symmetric
from compagnon.engine.solver import judged_of
from compagnon.engine.watch import Watch

SIZES: Final = (1_000, 2_000, 5_000)
KNOWN: Final = 1_000
BEST: Final = 12
BLOCK: Final = 256
SCHEME: Final = 10_000
"""People of a large pool come from schemes of so many."""
Found = TypeVar("Found")


class Timed(NamedTuple):
    """What a solver made of the pairs given: how many pairs, their total, CPU seconds."""

    pairs: int
    total: int
    seconds: float


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """Return what something returns, and the CPU seconds that it takes."""
    started = time.process_time()
    found = work()
    return found, time.process_time() - started


def graph_of(size: int, pairs: Pairs, scores: Ints) -> tuple[Graph, int]:
    """Return pairs in which one more is worth more than any total; and how much each is worth beside its score."""
    each = (FULL + 1) * size // 2
    return Graph(size, pairs, scores + each), each


def ours(graph: Graph, each: int) -> Timed:
    """Pair by the engine."""

    def nothing(_price: Ints, _most: int) -> tuple[Pairs, Ints]:
        none: Ints = np.array([], dtype=np.int64)
        return (none, none), none

    found, seconds = timed(lambda: heaviest(graph, nothing, Watch()))
    worth = {
        (a, b): w
        for a, b, w in zip(*map(np.ndarray.tolist, (*graph.pairs, graph.worth)), strict=True)
    }
    cells = found.cells()
    return Timed(len(cells), sum(worth[cell] - each for cell in cells), seconds)


def theirs(size: int, pairs: Pairs, scores: Ints) -> Timed:
    """Pair by rustworkx; making its graph is not counted."""
    graph: PyGraph[int, int] = PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from(list(zip(*map(np.ndarray.tolist, (*pairs, scores)), strict=True)))
    found, seconds = timed(lambda: max_weight_matching(graph, max_cardinality=True, weight_fn=int))
    return Timed(len(found), sum(graph.get_edge_data(*pair) for pair in found), seconds)


def below_bound(graph: Graph, each: int, found: Timed) -> float:
    """Return by how many per cent a total is below that of the best half pairs."""
    bound = int(halves(graph)[1].sum()) / 2 - each * found.pairs
    return 100 * (1 - found.total / bound)


class Compared(NamedTuple):
    """Both solvers on the same pairs, and by how many per cent our total is below that of half pairs."""

    given: int
    own: Timed
    other: Timed
    below: float

    @property
    def times(self) -> float:
        """Return how many times as long rustworkx needs."""
        return self.other.seconds / self.own.seconds


def offer_of_pool(size: int) -> Offer:
    """Judge a pool."""
    pool = engine.Pool(people=scheme(size).mentees, rules=RULES, criteria=CRITERIA)
    return symmetric(judged_of(pool.problem, Watch(), held_up_to=engine.MAX_CELLS))


def compare(offer: Offer) -> Compared:
    """Let both solvers pair a pool, given its promising pairs."""
    size = offer.shape[0]
    rows, columns = candidates(offer).pairs
    keys = np.unique(np.minimum(rows, columns) * size + np.maximum(rows, columns))
    pairs = keys // size, keys % size
    scores = offer.scores[pairs].astype(np.int64)
    graph, each = graph_of(size, pairs, scores)
    own, other = ours(graph, each), theirs(size, pairs, scores)
    if (own.pairs, own.total) != (other.pairs, other.total):
        raise ArithmeticError(own, other)
    return Compared(len(keys), own, other, below_bound(graph, each, own))


def measure(size: int, *, every: bool) -> tuple[str, ...]:
    """Measure one size."""
    offer = offer_of_pool(size)
    fair, seconds = timed(lambda: pair_up(offer, Watch()))
    both, whole = compare(offer), None
    if every:
        one, two = np.nonzero(np.triu(offer.allowed, 1))
        possible: Pairs = one.astype(np.int64), two.astype(np.int64)
        whole = theirs(size, possible, offer.scores[possible].astype(np.int64)).seconds
    worst = min(int(offer.scores[cell]) for cell in fair)
    return (
        figure(size, 0),
        figure(both.given, 0),
        figure(both.own.pairs, 0),
        figure(both.below, 4),
        figure(both.own.seconds),
        figure(both.other.seconds),
        figure(both.times, 1),
        figure(seconds),
        figure(worst, 0),
        figure(whole),
        figure(megabytes(), 0),
    )


def megabytes() -> int:
    """Return how much memory was held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def known_pairs(size: int) -> tuple[Pairs, Ints]:
    """Return the pairs of each person with the best of some others, and their scores."""
    few = scheme(30)
    people = [
        replace(person, id=f"{seed}-{person.id}")
        for seed in range(-(-size // SCHEME))
        for person in scheme(min(SCHEME, size), seed=seed).mentees
    ][:size]
    judge = Judge(few, Grid(people, people))
    dice = np.random.default_rng(0)
    found: list[tuple[Ints, Ints, Ints]] = []
    for start in range(0, size, BLOCK):
        rows = np.arange(start, min(start + BLOCK, size))
        others = np.sort(dice.choice(size, min(KNOWN, size), replace=False))
        allowed = judge.barrier.allowed(rows, others) & judge.barrier.allowed(others, rows).T
        both = judge.scale.scores(rows, others).astype(np.int64)
        worth = np.where(allowed, (both + judge.scale.scores(others, rows).T) // 2, -1)
        best = np.argpartition(worth, -BEST, axis=1)[:, -BEST:]
        line, place = np.nonzero(np.take_along_axis(worth, best, axis=1) >= 0)
        column = best[line, place]
        found.append((rows[line], others[column], worth[line, column]))
    one, other, scores = (np.concatenate(part) for part in zip(*found, strict=True))
    keys, first = np.unique(
        np.minimum(one, other) * size + np.maximum(one, other), return_index=True
    )
    return (keys // size, keys % size), scores[first]


def measure_large(size: int) -> tuple[str, ...]:
    """Measure many people with pairs given."""
    pairs, scores = known_pairs(size)
    before = megabytes()
    graph, each = graph_of(size, pairs, scores)
    own = ours(graph, each)
    return (
        figure(size, 0),
        figure(len(scores), 0),
        figure(own.pairs, 0),
        figure(below_bound(graph, each, own), 4),
        figure(own.seconds),
        f"{figure(before, 0)} + {figure(megabytes() - before, 0)}",
    )


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench pool", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="people of each pool")
    parser.add_argument(
        "--all", action="store_true", help="let rustworkx have all pairs, too: minutes at 2,000"
    )
    parser.add_argument("--large", type=int, nargs="*", default=(), help="people, with pairs given")
    args = parser.parse_args(arguments)
    engine.solve_pool(engine.Pool(people=scheme(30).mentees, rules=RULES, criteria=CRITERIA))
    heading = ("people", "pairs given", "made", "% below halves", "ours s")
    more = ("rustworkx s", "times", "fair s", "worst", "rustworkx, all s", "MB")
    print(table((*heading, *more), [measure(size, every=args.all) for size in args.sizes]))
    if args.large:
        print()
        print(table((*heading, "MB"), [measure_large(size) for size in args.large]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
