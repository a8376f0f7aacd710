"""Pairs from a matrix of scores, for callers who judge pairs themselves: no people, no reasons."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse

from compagnon.engine.aims import Aims
from compagnon.engine.hashing import hashes
from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Known
from compagnon.engine.messages import ProblemError
from compagnon.engine.people import MAX_NUMBER, require_whole
from compagnon.engine.placing.assignment import assign
from compagnon.engine.placing.equity import Grouping, grouping_of
from compagnon.engine.placing.offer import AIMS, Assignment, Offer
from compagnon.engine.problem import MAX_CELLS, refuse_large
from compagnon.engine.proving.proof import write_proof
from compagnon.engine.result import AimCost, Proved
from compagnon.engine.watch import Watch

MOST: Final = 1_000_000
"""The highest score."""


@dataclass(frozen=True)
class MatrixResult:
    """The (row, column) pairs, sorted, and what they add up to. All aims are proved over all pairs.

    `costs`: what the aims cost, if `Aims.costs` asks for it.
    """

    pairs: tuple[tuple[int, int], ...]
    rows_placed: int
    worst: int | None
    total: int
    proved: Proved
    costs: tuple[AimCost, ...] = ()


def solve_matrix(
    scores: Any,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    allowed: Any = None,
    *,
    groups: Sequence[Sequence[Hashable]] = (),
    keys: tuple[Sequence[str], Sequence[str]] | None = None,
    aims: Aims | None = None,
    seed: int = 0,
) -> MatrixResult:
    """Pair rows with columns by the engine's aims, given how well each pair scores.

    - `scores`: rows x columns of whole numbers from 0 to 1,000,000 (fractions are refused: scale and
      round them first). A sparse array of scipy allows the pairs that it stores and no others, a masked
      array those that are not masked.
    - `row_capacity`, `column_capacity`: how many each takes; one number stands for all.
    - `allowed`: rows x columns of True and False (or 1 and 0); None: all that `scores` holds. What a pair
      that is not allowed scores does not matter.
    - `groups`: for each grouping the label of every row; see `equity`. `aims`: as in `Problem`.
    - `keys`: names of rows and of columns, no two alike on one side, by which ties are broken, so that
      order changes nothing; None: their positions. `seed`: decides ties too.

    The same aims as in `solve`: as many rows as possible, then as many pairs; equity; the worst pair;
    the highest total. Raises ProblemError for shapes that do not fit, NaN, negative numbers, names used
    twice and more than MAX_CELLS pairs. Time and memory as of `solve` without scoring and explaining.
    """
    offer = matrix_offer(
        scores,
        row_capacity,
        column_capacity,
        allowed,
        groups=groups,
        keys=keys,
        aims=aims,
        seed=seed,
    )
    return _result(offer, assign(offer, Watch()))


def prove_matrix(proof: Path, scores: Any, **asked: Any) -> MatrixResult:
    """Answer as `solve_matrix` does to the same, and write a proof that `checker` can check."""
    offer = replace(matrix_offer(scores, **asked), proving=True)
    found = assign(offer, Watch())
    write_proof(proof, found)
    return _result(offer, found)


def matrix_offer(
    scores: Any,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    allowed: Any = None,
    *,
    groups: Sequence[Sequence[Hashable]] = (),
    keys: tuple[Sequence[str], Sequence[str]] | None = None,
    aims: Aims | None = None,
    seed: int = 0,
) -> Offer:
    """Return what there is to decide; all as in `solve_matrix`."""
    matrix, possible = _matrix(scores, allowed)
    rows, columns = matrix.shape
    require_whole("problem", "seed", seed, least=-MAX_NUMBER)
    row_keys, column_keys = keys or (range(rows), range(columns))
    return Offer(
        verdicts=Known(possible, matrix),
        wishes=np.minimum(_capacity("row_capacity", row_capacity, rows), columns),
        waiting=np.ones(rows, dtype=np.bool_),
        capacity=np.minimum(_capacity("column_capacity", column_capacity, columns), rows),
        groups=_groupings(groups, rows),
        row_hashes=hashes(seed, "mentee", _names("row", row_keys, rows)),
        column_hashes=hashes(seed, "mentor", _names("column", column_keys, columns)),
        aims=aims or Aims(),
        full=MOST,
    )


def _names(side: str, keys: Iterable[object], size: int) -> list[str]:
    """Return the names of one side, of which no two may be alike."""
    names = list(map(str, keys))
    _check_shape(f"{side} keys", (len(names),), (size,))
    for name, count in Counter(names).items():
        if count > 1:
            raise ProblemError("problem.duplicate_id", side=side, id=name)
    return names


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
        costs=tuple(map(AimCost, AIMS, found.costs)),
    )


def _matrix(scores: Any, allowed: Any) -> tuple[Scores, Flags]:
    """Read scores and which pairs are possible. Scores of impossible pairs may be anything."""
    stores_some: bool = issparse(scores)
    if not stores_some:
        scores = _array("scores", scores)
    if scores.ndim != 2:  # noqa: PLR2004 -- rows and columns
        raise ProblemError("problem.matrix_shape", name="scores", shape="rows x columns")
    mentees, mentors = scores.shape
    refuse_large(mentees, mentors, MAX_CELLS)
    if stores_some:
        stored = scores.tocoo()
        pattern = np.zeros(stored.shape, dtype=np.bool_)
        pattern[stored.row, stored.col] = True
        scores = scores.toarray()
    else:
        pattern = ~np.ma.getmaskarray(scores)
    if allowed is not None:
        pattern &= _flags(allowed, scores.shape)
    held = _whole("scores", np.asarray(scores), pattern, MOST)
    if held.max(initial=0) <= np.iinfo(np.int16).max:
        return held.astype(np.int16), pattern
    return held.astype(np.int32), pattern


def _flags(allowed: Any, shape: tuple[int, int]) -> Flags:
    """Read which pairs are allowed. Only 0 and 1 will do: `~conflicts` of numbers would allow everything."""
    is_sparse: bool = issparse(allowed)
    given: Any = allowed if is_sparse else _array("allowed", allowed)
    _check_shape("allowed", given.shape, shape)
    given = given.toarray() if is_sparse else given
    if given.dtype == np.bool_:
        return np.asarray(given)
    flags: Flags = _whole("allowed", given, np.ones(shape, dtype=np.bool_), 1).astype(np.bool_)
    return flags


def _array(name: str, given: Any) -> NDArray[Any]:
    try:
        return np.asanyarray(given)
    except ValueError as error:  # lines of different length
        raise ProblemError("problem.matrix_shape", name=name, shape="rows x columns") from error


def _capacity(name: str, given: ArrayLike, size: int) -> Ints:
    capacity = _array(name, given)
    if capacity.ndim:
        _check_shape(name, capacity.shape, (size,))
    every = np.broadcast_to(capacity, (size,))
    return _whole(name, every, np.ones(size, dtype=np.bool_), MAX_NUMBER).astype(np.int64)


def _whole(name: str, numbers: NDArray[Any], where: Flags, most: int) -> NDArray[Any]:
    """Refuse all but whole numbers of 0 or more; infinity and NaN are none. Elsewhere there is one, too."""
    if (
        numbers.dtype.kind in "iu"
        and numbers.min(initial=0) >= 0
        and numbers.max(initial=0) <= most
    ):
        return numbers
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
