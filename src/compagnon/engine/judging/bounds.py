"""What pairs score at most, as one product of matrices: so that few pairs need be judged one by one.

Rows are put together that a rule treats alike: the columns that it forbids them are not looked at.
Each criterion adds what it may add at most: a table of kinds as the kind's line times which kind a
column is, an overlap as who names which code, anything else as all that it could add. Floating point
is exact enough here: bounds are only ever compared with a margin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from compagnon.engine.criteria import FULL
from compagnon.engine.criteria.base import Factors
from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.kinds import Table
from compagnon.engine.judging.scoring import NEUTRAL

ROWS_EACH: Final = 256
"""Rows of a group, on average at least: what is worked out for a group is then worth it."""
WIDEST: Final = 64
"""A table with more kinds of mentors than these is bounded by the best of its lines."""


@dataclass(frozen=True)
class Board:
    """Rows with the columns that they may have: no pair scores more than `left @ right`."""

    rows: Ints
    columns: Ints
    left: Factors
    right: Factors


class Bounds:
    """The bounds of all that a judge may say. O(people x criteria) to make."""

    def __init__(self, judge: Judge) -> None:
        self._scale = judge.scale
        size = len(judge.scale.rows)
        groups = np.zeros(size, dtype=np.int64)
        kinds_of = [judge.scale.rows, *(table.rows for table in judge.barrier.tables)]
        self._apart: list[Table] = []
        for number, kind in sorted(enumerate(kinds_of), key=lambda one: int(one[1].max(initial=0))):
            finer = np.unique(groups * (kind.max(initial=0) + 1) + kind, return_inverse=True)[1]
            if ROWS_EACH * (finer.max(initial=0) + 1) <= max(size, ROWS_EACH):
                groups = finer
                self._apart += judge.barrier.tables[number - 1 : number] if number else []
        self.groups: Ints = groups

    def boards(self, rows: Ints, columns: Ints) -> Iterator[Board]:
        """Yield a board for each group among these rows. O((rows + columns) x what criteria add)."""
        for group in np.unique(self.groups[rows]):
            some = rows[self.groups[rows] == group]
            possible = np.ones(len(columns), dtype=np.bool_)
            for table in self._apart:
                possible &= ~table.said[table.rows[some[0]]].take(table.columns[columns])
            if possible.any():
                yield self._board(some, columns[possible])

    def _board(self, rows: Ints, columns: Ints) -> Board:
        most, neutral = self._scale.ceilings(rows)
        most = most.take(self._scale.columns[columns], axis=1)
        offset = neutral.astype(np.float32).take(self._scale.columns[columns]) * NEUTRAL
        left, right = [np.ones((len(rows), 1), np.float32)], [offset[None]]
        for look, factors, share in zip(self._scale.looks, self._scale.factors, most, strict=True):
            if factors is not None:
                left.append(factors[0][rows])
                right.append(factors[1][columns].T * share)
            elif look.table is None:
                offset += FULL * share
            else:
                lines = np.maximum(look.table.said[look.table.rows[rows]], 0).astype(np.float32)
                kind = look.table.columns[columns]
                best = lines.max(axis=0)
                if len(best) > WIDEST or (lines == best).all():
                    offset += best.take(kind) * share
                else:
                    left.append(lines)
                    right.append((kind == np.arange(len(best))[:, None]) * share)
        return Board(rows, columns, np.hstack(left), np.vstack(right))
