"""Matching without the web: a `Problem` in, a `Result` with its reasons out.

Depends on numpy, scipy and OR-Tools only. See docs/developer/engine.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from compagnon.engine.difference import Difference, PairIds, PersonIds, compare
from compagnon.engine.messages import MESSAGES, ProblemError, Reason, parameters, sentence
from compagnon.engine.people import Answer, Person, Reading, Side
from compagnon.engine.result import (
    AimCost,
    Contribution,
    EquityRow,
    Move,
    NearTie,
    Pair,
    PointsDifference,
    Proved,
    Relaxation,
    Removal,
    Result,
    Shortage,
    Summary,
    Unplaced,
    Warned,
)
from compagnon.engine.watch import SolveCancelledError

if TYPE_CHECKING:
    from compagnon.engine.aims import Aims
    from compagnon.engine.criteria import Criterion, Gap, Likeness, Shared, Wanted
    from compagnon.engine.matrix import MatrixResult, solve_matrix
    from compagnon.engine.pool import Alone, Pool, PoolResult, Together, View, solve_pool
    from compagnon.engine.problem import MAX_CELLS, Problem
    from compagnon.engine.recruiting import Recruit, what_to_recruit
    from compagnon.engine.rules import (
        MUTUAL,
        ONESELF,
        ForbiddenPairs,
        ForbidSame,
        OnlyShared,
        RequireOverlap,
        RequireSame,
        Rule,
        Waiver,
        Warn,
    )
    from compagnon.engine.scoring import Emphasis
    from compagnon.engine.solver import solve

VERSION: Final = "1"
"""Rises when the same problem may get another result."""

__all__ = [
    "MAX_CELLS",
    "MESSAGES",
    "MUTUAL",
    "ONESELF",
    "VERSION",
    "AimCost",
    "Aims",
    "Alone",
    "Answer",
    "Contribution",
    "Criterion",
    "Difference",
    "Emphasis",
    "EquityRow",
    "ForbidSame",
    "ForbiddenPairs",
    "Gap",
    "Likeness",
    "MatrixResult",
    "Move",
    "NearTie",
    "OnlyShared",
    "Pair",
    "PairIds",
    "Person",
    "PersonIds",
    "PointsDifference",
    "Pool",
    "PoolResult",
    "Problem",
    "ProblemError",
    "Proved",
    "Reading",
    "Reason",
    "Recruit",
    "Relaxation",
    "Removal",
    "RequireOverlap",
    "RequireSame",
    "Result",
    "Rule",
    "Shared",
    "Shortage",
    "Side",
    "SolveCancelledError",
    "Summary",
    "Together",
    "Unplaced",
    "View",
    "Waiver",
    "Wanted",
    "Warn",
    "Warned",
    "compare",
    "parameters",
    "sentence",
    "solve",
    "solve_matrix",
    "solve_pool",
    "what_to_recruit",
]

# What computes needs numpy, scipy and OR-Tools: half a second and 60 MB, which a web process that only shows
# results does without. It is loaded at its first use.
_COMPUTING: Final = {
    "aims": ("Aims",),
    "criteria": ("Criterion", "Gap", "Likeness", "Shared", "Wanted"),
    "matrix": ("MatrixResult", "solve_matrix"),
    "pool": ("Alone", "Pool", "PoolResult", "Together", "View", "solve_pool"),
    "problem": ("MAX_CELLS", "Problem"),
    "recruiting": ("Recruit", "what_to_recruit"),
    "rules": (
        "MUTUAL",
        "ONESELF",
        "ForbiddenPairs",
        "ForbidSame",
        "OnlyShared",
        "RequireOverlap",
        "RequireSame",
        "Rule",
        "Waiver",
        "Warn",
    ),
    "scoring": ("Emphasis",),
    "solver": ("solve",),
}
_HOME: Final = {name: module for module, names in _COMPUTING.items() for name in names}

if (
    not TYPE_CHECKING
):  # pragma: no branch -- a type checker would take any name for one of the engine's

    def __getattr__(name: str) -> object:
        """Load what computes at its first use."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = found
        return found
