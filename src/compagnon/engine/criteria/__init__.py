from compagnon.engine.criteria.base import FULL, Criterion
from compagnon.engine.criteria.gap import Gap
from compagnon.engine.criteria.likeness import Likeness
from compagnon.engine.criteria.overlap import Shared, Wanted

__all__ = ["FULL", "Criterion", "Gap", "Likeness", "Shared", "Wanted"]
