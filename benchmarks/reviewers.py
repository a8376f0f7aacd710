"""`./dev bench reviewers`: papers and their reviewers, solved from a matrix, held against HiGHS and scipy's flow.

`--matrices FOLDER` reads the matrices of conferences as researchers publish them: folders with `scores.npy`
(reviewers x papers; below 0: a conflict), `covs.npy` (reviewers a paper) and `loads.npy` (papers a reviewer), as in
github.com/iesl/fair-matching, and files `*.npz` with `similarity_matrix` and `mask_matrix` (1: a conflict), as in
github.com/sjecmen/multistage_reviewing_bounds. Without it, matrices of the same shapes are made up.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, vstack
from scipy.sparse.csgraph import maximum_flow

from benchmarks.tables import figure, table
from compagnon.engine import Aims, MatrixResult, solve_matrix

FULL: Final = 1_000_000
USUAL: Final = (3, 6)
"""Reviewers a paper and papers a reviewer, for matrices that do not say."""
CONFLICTS: Final = 0.02
Scores = NDArray[np.int64]
Allowed = NDArray[np.bool_]


@dataclass(frozen=True)
class Conference:
    """Papers x reviewers, and how many each takes."""

    name: str
    scores: Scores
    allowed: Allowed
    wanted: NDArray[np.int64]
    most: NDArray[np.int64]

    def solve(self, aims: Aims | None = None) -> MatrixResult:
        return solve_matrix(self.scores, self.wanted, self.most, self.allowed, aims=aims)

    def above(self, floor: int) -> "Conference":
        """Return the same without the pairs that score less."""
        return replace(self, allowed=self.allowed & (self.scores >= floor))


def conferences(folder: Path | None) -> Iterator[Conference]:
    """Read those in a folder, or make some up."""
    if folder is None:
        yield from (dense(), bids())
        return
    for path in sorted(folder.rglob("scores.npy")):
        wanted, most = (np.load(path.with_name(f"{name}.npy")) for name in ("covs", "loads"))
        scores = np.load(path)
        yield _conference(path.parent.name, scores, scores >= 0, (wanted, most))
    for path in sorted(folder.rglob("*.npz")):
        with np.load(path) as file:
            scores, mask = file["similarity_matrix"], file["mask_matrix"]
        yield _conference(path.stem, scores, mask == 0)


def _conference(
    name: str,
    scores: NDArray[np.float64],
    allowed: Allowed,
    capacities: tuple[Scores, Scores] | None = None,
) -> Conference:
    """Make whole numbers of fractions, and rows of papers."""
    whole = np.rint(np.where(allowed, scores, 0) * (FULL / scores.max())).astype(np.int64)
    reviewers, papers = scores.shape
    wanted, most = capacities or (np.full(papers, USUAL[0]), np.full(reviewers, USUAL[1]))
    return Conference(name, whole.T, allowed.T, wanted.astype(np.int64), most.astype(np.int64))


def dense(papers: int = 118, reviewers: int = 177) -> Conference:
    """Make up affinities of texts: topics in common, a third of them none, few conflicts."""
    rng = np.random.default_rng(3)
    topics = [rng.dirichlet(np.full(25, 0.12), size) for size in (reviewers, papers)]
    lengths = [np.linalg.norm(of, axis=1) for of in topics]
    scores = topics[0] @ topics[1].T / np.outer(*lengths)
    scores[scores < np.quantile(scores, 0.32)] = 0
    capacities = np.full(papers, 3), np.full(reviewers, 4)
    return _conference("made up: affinities", scores, _free(rng, scores), capacities)


def bids(papers: int = 54, reviewers: int = 31) -> Conference:
    """Make up bids of no, perhaps and yes, in which nearly everybody ties with nearly everybody."""
    rng = np.random.default_rng(5)
    scores = rng.choice([0.25, 0.5, 1], (reviewers, papers), p=[0.86, 0.08, 0.06])
    return _conference("made up: bids", scores, _free(rng, scores))


def _free(rng: np.random.Generator, scores: NDArray[np.float64]) -> Allowed:
    """Give one pair in fifty a conflict."""
    free: Allowed = rng.random(scores.shape) > CONFLICTS
    return free


def most_pairs(of: Conference) -> int:
    """Return how many pairs can be made, by scipy's flow: source, papers, reviewers, sink."""
    papers, reviewers = of.allowed.shape
    sink = papers + reviewers + 1
    rows, columns = np.nonzero(of.allowed)
    tail = [np.zeros(papers, int), rows + 1, np.arange(papers + 1, sink)]
    head = [np.arange(1, papers + 1), columns + papers + 1, np.full(reviewers, sink)]
    room = [of.wanted, np.ones(len(rows), int), of.most]
    arcs = (np.concatenate(tail), np.concatenate(head))
    network: Any = coo_array((np.concatenate(room).astype(np.int32), arcs), (sink + 1, sink + 1))
    return int(maximum_flow(network.tocsr(), 0, sink).flow_value)


def best_worst(of: Conference) -> int:
    """Return the highest score that all of the most pairs can reach: a search among the scores."""
    most = most_pairs(of)
    levels = np.unique(of.scores[of.allowed])
    low, high = 0, len(levels)
    while high - low > 1:
        middle = (low + high) // 2
        if most_pairs(of.above(int(levels[middle]))) == most:
            low = middle
        else:
            high = middle
    return int(levels[low])


def highest_total(of: Conference) -> int:
    """Return the highest total of the most pairs, by HiGHS (the programme's corners are whole).

    No paper goes without, if that can be.
    """
    rows, columns = np.nonzero(of.allowed)
    every, ones = np.arange(len(rows)), np.ones(len(rows))
    papers = len(of.wanted)
    all_have_one = most_pairs(replace(of, wanted=np.ones_like(of.wanted))) == papers
    of_papers, of_reviewers = (
        coo_array((ones, (side, every)), shape=(size, len(rows)))
        for side, size in zip((rows, columns), of.allowed.shape, strict=True)
    )
    programme: Callable[..., Any] = linprog
    found = programme(
        -of.scores[rows, columns],
        A_ub=vstack([of_papers, of_reviewers, -of_papers]),
        b_ub=np.concatenate([of.wanted, of.most, np.full(papers, -int(all_have_one))]),
        A_eq=ones[None],
        b_eq=[most_pairs(of)],
        bounds=(0, 1),
        method="highs",
    )
    return int(np.rint(-found.fun))


def compare(of: Conference) -> tuple[str, ...]:
    """Return a line: what we found and needed, and whether the others find the same."""
    started = time.process_time()
    found = of.solve()
    seconds = time.process_time() - started
    worst = best_worst(of)
    same = (
        len(found.pairs) == most_pairs(of),
        found.worst == worst,
        found.total == highest_total(of.above(worst)),
        of.solve(Aims(worst=False)).total == (careless := highest_total(of)),
    )
    papers, reviewers = of.allowed.shape
    return (
        f"{of.name}, {papers} x {reviewers}",
        f"{of.allowed.mean():.0%}",
        figure(seconds, 3),
        figure(len(found.pairs), 0),
        figure(found.worst, 0),
        figure(found.total, 0),
        f"{100 * (1 - found.total / careless):.2f}",
        "yes" if all(same) else "NO",
    )


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="./dev bench reviewers", description=__doc__)
    parser.add_argument("--matrices", type=Path, help="a folder of matrices (none: made up)")
    args = parser.parse_args(arguments)
    heading = (
        "papers x reviewers",
        "allowed",
        "CPU s",
        "pairs",
        "worst",
        "total",
        "lost %",
        "same",
    )
    dense().solve()  # what is loaded at first use is nobody's time
    lines = [compare(of) for of in conferences(args.matrices)]
    print(table(heading, lines))
    print(
        "\nsame: as many pairs and as good a worst pair as scipy's flow, and HiGHS' total, with the worst pair and"
        "\nwithout. lost: of the total, for the worst pair."
    )
    return 0 if all(line[-1] == "yes" for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
