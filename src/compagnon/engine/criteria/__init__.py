from compagnon.engine.criteria.base import FULL, Criterion
from compagnon.engine.criteria.distance import Distance
from compagnon.engine.criteria.gap import Gap
from compagnon.engine.criteria.level import AtLevel
from compagnon.engine.criteria.likeness import Likeness
from compagnon.engine.criteria.overlap import Shared, Wanted
from compagnon.engine.criteria.similar import Similar

__all__ = [
    "FULL",
    "AtLevel",
    "Criterion",
    "Distance",
    "Gap",
    "Likeness",
    "Shared",
    "Similar",
    "Wanted",
]
