"""Pairs from a matrix of scores, for callers who judge pairs themselves: no people, no reasons."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse

from compagnon.engine.aims import Aims
from compagnon.engine.assignment import assign
from compagnon.engine.equity import Grouping, grouping_of
from compagnon.engine.grid import Flags, Ints
from compagnon.engine.hashing import hashes
from compagnon.engine.messages import ProblemError
from compagnon.engine.offer import Assignment, Offer
from compagnon.engine.people import MAX_NUMBER, require_whole
from compagnon.engine.problem import MAX_CELLS
from compagnon.engine.result import Proved
from compagnon.engine.scoring import Scores
from compagnon.engine.watch import Watch

MOST: Final = 1_000_000
"""The highest score."""


@dataclass(frozen=True)
class MatrixResult:
    """The (row, column) pairs, sorted, and what they add up to. All aims are proved over all pairs."""

    pairs: tuple[tuple[int, int], ...]
    rows_placed: int
    worst: int | None
    total: int
    proved: Proved


def solve_matrix(
    scores: Any,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    allowed: ArrayLike | None = None,
    *,
    groups: Sequence[Sequence[Hashable]] = (),
    keys: tuple[Sequence[str], Sequence[str]] | None = None,
    aims: Aims | None = None,
    seed: int = 0,
) -> MatrixResult:
    """Pair rows with columns by the engine's aims, given how well each pair scores.

    - `scores`: rows x columns of whole numbers from 0 to 1,000,000 (fractions are refused: scale and
      round them first). A sparse array of scipy allows the pairs that it stores and no others.
    - `row_capacity`, `column_capacity`: how many each takes; one number stands for all.
    - `allowed`: rows x columns of bool; None: all that `scores` holds.
    - `groups`: for each grouping the label of every row; see `equity`. `aims`: as in `Problem`.
    - `keys`: names of rows and of columns, by which ties are broken, so that order changes nothing;
      None: their positions. `seed`: decides ties too.

    The same aims as in `solve`: as many rows as possible, then as many pairs; equity; the worst pair;
    the highest total. Raises ProblemError for shapes that do not fit, NaN, negative numbers and more
    than MAX_CELLS pairs. Time and memory as of `solve` without scoring and explaining.
    """
    matrix, possible = _matrix(scores, allowed)
    rows, columns = matrix.shape
    require_whole("problem", "seed", seed, least=-MAX_NUMBER)
    names = keys or (tuple(map(str, range(rows))), tuple(map(str, range(columns))))
    for name, given, size in zip(("row keys", "column keys"), names, matrix.shape, strict=True):
        _check_shape(name, (len(given),), (size,))
    offer = Offer(
        allowed=possible,
        scores=matrix,
        wishes=np.minimum(_capacity("row_capacity", row_capacity, rows), columns),
        waiting=np.ones(rows, dtype=np.bool_),
        capacity=np.minimum(_capacity("column_capacity", column_capacity, columns), rows),
        groups=_groupings(groups, rows),
        row_hashes=hashes(seed, "mentee", names[0]),
        column_hashes=hashes(seed, "mentor", names[1]),
        aims=aims or Aims(),
        full=MOST,
    )
    return _result(offer, assign(offer, Watch()))


def _groupings(groups: Sequence[Sequence[Hashable]], rows: int) -> tuple[Grouping, ...]:
    for labels in groups:
        _check_shape("groups", (len(labels),), (rows,))
    everybody = np.ones(rows, dtype=np.bool_)
    nested = (groups[:count] for count in range(1, len(groups) + 1))
    return tuple(grouping_of(list(zip(*some, strict=True)), everybody) for some in nested)


def _result(offer: Offer, found: Assignment) -> MatrixResult:
    chosen = [int(offer.scores[cell]) for cell in found.cells]
    return MatrixResult(
        pairs=found.cells,
        rows_placed=found.merit[0],
        worst=min(chosen, default=None),
        total=sum(chosen),
        proved=Proved(placed=True, equity=True, worst=True, total=True),
    )


def _matrix(scores: Any, allowed: ArrayLike | None) -> tuple[Scores, Flags]:
    """Read scores and which pairs are possible. Scores of impossible pairs may be anything."""
    stores_some: bool = issparse(scores)
    if not stores_some:
        scores = np.asarray(scores)
    if scores.ndim != 2:  # noqa: PLR2004 -- rows and columns
        raise ProblemError("problem.matrix_shape", name="scores", shape="rows x columns")
    mentees, mentors = scores.shape
    if mentees * mentors > MAX_CELLS:
        raise ProblemError("problem.too_large", mentees=mentees, mentors=mentors, limit=MAX_CELLS)
    if stores_some:
        stored = scores.tocoo()
        pattern = np.zeros(stored.shape, dtype=np.bool_)
        pattern[stored.row, stored.col] = True
        scores = scores.toarray()
    else:
        pattern = np.ones(scores.shape, dtype=np.bool_)
    if allowed is not None:
        given = np.asarray(allowed)
        _check_shape("allowed", given.shape, scores.shape)
        pattern &= given.astype(np.bool_)
    held = _whole("scores", scores, pattern, MOST)
    small = held.max(initial=0) <= np.iinfo(np.int16).max
    return held.astype(np.int16 if small else np.int32), pattern


def _capacity(name: str, given: ArrayLike, size: int) -> Ints:
    capacity = np.asarray(given)
    if capacity.ndim:
        _check_shape(name, capacity.shape, (size,))
    every = np.broadcast_to(capacity, (size,))
    return _whole(name, every, np.ones(size, dtype=np.bool_), MAX_NUMBER).astype(np.int64)


def _whole(name: str, numbers: NDArray[Any], where: Flags, most: int) -> NDArray[Any]:
    """Refuse all but whole numbers of 0 or more; infinity and NaN are none. Elsewhere there is 0."""
    if numbers.dtype.kind in "biuf":
        held: NDArray[Any] = np.where(where, numbers, 0)
        whole = held.dtype.kind != "f" or bool((held == np.floor(held)).all())
        if whole and held.min(initial=0) >= 0 and held.max(initial=0) <= most:
            return held
    raise ProblemError("problem.matrix_value", name=name, most=most)


def _check_shape(name: str, given: tuple[int, ...], needed: tuple[int, ...]) -> None:
    if given != needed:
        raise ProblemError(
            "problem.matrix_shape", name=name, shape=" x ".join(str(size) for size in needed)
        )
