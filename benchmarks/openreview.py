"""openreview-matcher's own solvers on our scores, from a checkout of github.com/openreview/openreview-matcher (MIT).

They assign reviewers to papers, give every paper what it asks for or nothing at all, and so are given only the rows
that can be placed together. What they read (costs, affinities, constraints) is made ready outside their time.
"""

import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import FULL, Outcome, Scored, outcome

PACKAGE: Final = "openreview_matcher_solvers"
FORBIDDEN: Final = -1
"""What a constraint matrix says of a pair that must not be made."""


SOLVERS: Final = {
    "MinMax": ("minmax_solver", "MinMaxSolver"),
    "FairSequence": ("fairsequence", "FairSequence"),
    "FairFlow": ("fairflow", "FairFlow"),
}
"""Those of their solvers that need no Gurobi and place everybody for certain: module and class."""


class Encoded(NamedTuple):
    """What their encoder makes of scores, papers in rows: costs are whole points, affinities run from 0 to 1.

    Their encoder would round costs to a hundredth of the highest score; ours keep every point, which lets them find
    the highest total there is.
    """

    cost_matrix: NDArray[np.int64]
    aggregate_score_matrix: NDArray[np.float64]
    constraint_matrix: NDArray[np.int64]


def is_checkout(folder: Path) -> bool:
    """Say whether a folder is a checkout of openreview-matcher."""
    return (folder / "matcher" / "solvers" / "minmax_solver.py").is_file()


def openreview(checkout: Path, name: str, matrix: Scored) -> Outcome:
    """Let one of SOLVERS place every row of a matrix; all rows can be placed together.

    Its module is loaded by itself: the package would load those that need Gurobi too.
    """
    solver = _class_of(checkout, name)
    encoded = Encoded(
        cost_matrix=-matrix.scores.astype(np.int64),
        aggregate_score_matrix=matrix.scores / FULL,
        constraint_matrix=np.where(matrix.allowed, 0, FORBIDDEN),
    )
    rows, columns = matrix.allowed.shape
    least, most, wanted = [0] * columns, matrix.places.tolist(), [1] * rows
    started = time.process_time()
    flow = solver(least, most, wanted, encoded, allow_zero_score_assignments=True).solve()
    seconds = time.process_time() - started
    return outcome(seconds, matrix, *np.nonzero(flow))


def _class_of(checkout: Path, name: str) -> Any:
    module, its_class = SOLVERS[name]
    if PACKAGE not in sys.modules:
        package = ModuleType(PACKAGE)
        package.__path__ = [str(checkout / "matcher" / "solvers")]
        sys.modules[PACKAGE] = package
    return getattr(import_module(f"{PACKAGE}.{module}"), its_class)
