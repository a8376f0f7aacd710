"""Matching without the web: a `Problem` in, a `Result` with its reasons out.

Depends on numpy, scipy and OR-Tools, and on no other part of Compagnon. See docs/developer/engine.md.
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
    Swap,
    Unplaced,
    Warned,
)
from compagnon.engine.watch import SolveCancelledError

if TYPE_CHECKING:
    from compagnon.engine.aims import Aims
    from compagnon.engine.criteria import (
        AtLevel,
        Criterion,
        Distance,
        Gap,
        Likeness,
        Shared,
        Similar,
        Wanted,
    )
    from compagnon.engine.distances import Distances, on_earth
    from compagnon.engine.explaining.recruiting import Recruit, what_to_recruit
    from compagnon.engine.judging.scoring import Emphasis, OwnWeights
    from compagnon.engine.matrix import MatrixResult, solve_matrix
    from compagnon.engine.placing.memory import Memory
    from compagnon.engine.pooling.circles import Circles, CirclesResult, solve_circles
    from compagnon.engine.pooling.instead import Instead
    from compagnon.engine.pooling.pool import Pool, PoolResult, solve_pool
    from compagnon.engine.pooling.seating import Bounds
    from compagnon.engine.pooling.together import Alone, Together, View
    from compagnon.engine.problem import MAX_CELLS, Problem
    from compagnon.engine.rules.answers import ForbidSame, OnlyShared, RequireOverlap, RequireSame
    from compagnon.engine.rules.base import MUTUAL, ONESELF, ForbiddenPairs, Rule, Waiver, Warn
    from compagnon.engine.rules.choosing import RequireChoice, management_lines
    from compagnon.engine.rules.levels import RequireLevel
    from compagnon.engine.rules.places import RequireAgreement, RequireNear
    from compagnon.engine.solver import solve
    from compagnon.engine.suggesting import Suggestion, scores_with, suggest

VERSION: Final = "3"
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
    "AtLevel",
    "Bounds",
    "Circles",
    "CirclesResult",
    "Contribution",
    "Criterion",
    "Difference",
    "Distance",
    "Distances",
    "Emphasis",
    "EquityRow",
    "ForbidSame",
    "ForbiddenPairs",
    "Gap",
    "Instead",
    "Likeness",
    "MatrixResult",
    "Memory",
    "Move",
    "NearTie",
    "OnlyShared",
    "OwnWeights",
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
    "RequireAgreement",
    "RequireChoice",
    "RequireLevel",
    "RequireNear",
    "RequireOverlap",
    "RequireSame",
    "Result",
    "Rule",
    "Shared",
    "Shortage",
    "Side",
    "Similar",
    "SolveCancelledError",
    "Suggestion",
    "Summary",
    "Swap",
    "Together",
    "Unplaced",
    "View",
    "Waiver",
    "Wanted",
    "Warn",
    "Warned",
    "compare",
    "management_lines",
    "on_earth",
    "parameters",
    "scores_with",
    "sentence",
    "solve",
    "solve_circles",
    "solve_matrix",
    "solve_pool",
    "suggest",
    "what_to_recruit",
]

# What computes needs numpy, scipy and OR-Tools: half a second and 60 MB, which a web process that only shows
# results does without. It is loaded at its first use.
_COMPUTING: Final = {
    "aims": ("Aims",),
    "rules.choosing": ("RequireChoice", "management_lines"),
    "pooling.circles": ("Circles", "CirclesResult", "solve_circles"),
    "criteria": (
        "AtLevel",
        "Criterion",
        "Distance",
        "Gap",
        "Likeness",
        "Shared",
        "Similar",
        "Wanted",
    ),
    "distances": ("Distances", "on_earth"),
    "rules.levels": ("RequireLevel",),
    "matrix": ("MatrixResult", "solve_matrix"),
    "placing.memory": ("Memory",),
    "rules.places": ("RequireAgreement", "RequireNear"),
    "pooling.instead": ("Instead",),
    "pooling.pool": ("Pool", "PoolResult", "solve_pool"),
    "problem": ("MAX_CELLS", "Problem"),
    "explaining.recruiting": ("Recruit", "what_to_recruit"),
    "rules.answers": ("ForbidSame", "OnlyShared", "RequireOverlap", "RequireSame"),
    "rules.base": ("MUTUAL", "ONESELF", "ForbiddenPairs", "Rule", "Waiver", "Warn"),
    "judging.scoring": ("Emphasis", "OwnWeights"),
    "pooling.seating": ("Bounds",),
    "solver": ("solve",),
    "suggesting": ("Suggestion", "scores_with", "suggest"),
    "pooling.together": ("Alone", "Together", "View"),
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

    def __dir__() -> list[str]:
        """Name what is not loaded yet, too."""
        return sorted({*globals(), *__all__})
