"""Matching without the web: a `Problem` in, a `Result` with its reasons out.

Depends on numpy, scipy and OR-Tools only. See docs/developer/engine.md.
"""

from typing import Final

from compagnon.engine.criteria import Criterion, Gap, Likeness, Shared, Wanted
from compagnon.engine.difference import Difference, PairIds, PersonIds, compare
from compagnon.engine.messages import MESSAGES, ProblemError, Reason, parameters, sentence
from compagnon.engine.people import Answer, Person, Reading, Side
from compagnon.engine.problem import MAX_CELLS, Problem
from compagnon.engine.result import (
    Contribution,
    EquityRow,
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
)
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
)
from compagnon.engine.scoring import Emphasis
from compagnon.engine.solver import solve
from compagnon.engine.watch import SolveCancelledError

VERSION: Final = "1"
"""Rises when the same problem may get another result."""

__all__ = [
    "MAX_CELLS",
    "MESSAGES",
    "MUTUAL",
    "ONESELF",
    "VERSION",
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
    "NearTie",
    "OnlyShared",
    "Pair",
    "PairIds",
    "Person",
    "PersonIds",
    "PointsDifference",
    "Problem",
    "ProblemError",
    "Proved",
    "Reading",
    "Reason",
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
    "Unplaced",
    "Waiver",
    "Wanted",
    "compare",
    "parameters",
    "sentence",
    "solve",
]
