"""Why two people are paired, and who else would have done nearly as well."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria import FULL
from compagnon.engine.explaining.standing import Judged, Standing
from compagnon.engine.explaining.swaps import swaps
from compagnon.engine.judging.grid import Flags, Ints, is_known
from compagnon.engine.judging.scoring import EVERYTHING, NEUTRAL, Scores
from compagnon.engine.judging.verdicts import Cell, Found, Least, together
from compagnon.engine.result import Contribution, NearTie, Pair, PointsDifference, Swap, Warned

MOST_NEAR_TIES: Final = 3
MOST_REMEMBERED: Final = 100_000


def explain_pairs(standing: Standing) -> tuple[Pair, ...]:
    """Explain every pair, by mentee and mentor id.

    O(pairs x criteria), contributions being worked out in their reference form, and one look at all
    pairs for those who would have done nearly as well.
    """
    judged = standing.judged
    if not standing.pairs:
        return ()
    held: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in standing.pairs:
        held[column].append(row)
    rows, columns = np.array(standing.pairs, dtype=np.int64).T
    scores = judged.verdicts.scores(rows, columns)
    near_ties = _near_ties(standing, scores)
    cheapest = swaps(standing, [[other.column for other in near] for near in near_ties])
    pairs = []
    for (row, column), score, near, swap, contributions in zip(
        standing.pairs, scores.tolist(), near_ties, cheapest, _contributions(standing), strict=True
    ):
        pairs.append(
            Pair(
                mentor_id=judged.mentors[column].id,
                mentee_id=judged.mentees[row].id,
                score=score,
                pinned=(row, column) in standing.pinned,
                contributions=contributions,
                near_ties=tuple(
                    _near_tie(judged, other, held, score=score, swap=instead)
                    for other, instead in zip(near, swap, strict=True)
                ),
                kept=(judged.mentors[column].id, judged.mentees[row].id) in judged.problem.kept,
                warnings=_warnings(judged, (row, column)),
            )
        )
    return tuple(pairs)


def _contributions(standing: Standing) -> Iterator[tuple[Contribution, ...]]:
    """Yield what each criterion adds to each pair; what it says of people of a kind is worked out once."""
    judged = standing.judged
    rows, columns = np.array(standing.pairs, dtype=np.int64).T
    alike = [
        None if look.table is None else look.table.cells(rows, columns).tolist()
        for look in judged.judge.scale.looks
    ]
    people = ((judged.mentees[row], judged.mentors[column]) for row, column in standing.pairs)
    return judged.problem.scoring.contributions_of_all(people, alike)


def _warnings(judged: Judged, cell: Cell) -> tuple[Warned, ...]:
    """Return the rules that only warn and that a pair breaks."""
    if not judged.problem.warnings:
        return ()
    broken = judged.warnings.forbidden(np.array(cell[:1]), np.array(cell[1:]))
    return tuple(
        Warned(warning.rule.key, warning.rule.reason(), warning.points)
        for warning, flags in zip(judged.problem.warnings, broken, strict=True)
        if flags.any()
    )


class _Other(NamedTuple):
    """Another mentor for a mentee: her column, the score, and which criteria differ."""

    column: int
    score: int
    differences: tuple[PointsDifference, ...]


def _near_ties(standing: Standing, scores: Scores) -> list[list[_Other]]:
    """Return for each pair the best few other mentors who are at most the problem's near-tie points below."""
    judged = standing.judged
    best = _best(standing, scores)
    starts = np.searchsorted(best.rows, np.arange(len(judged.mentees) + 1)).tolist()
    worth = best.scores.tolist()
    found: list[list[int]] = []
    for (row, _column), score in zip(standing.pairs, scores.tolist(), strict=True):
        least = score - judged.problem.near_tie_points
        few = range(starts[row], min(starts[row + 1], starts[row] + MOST_NEAR_TIES))
        found.append([place for place in few if worth[place] >= least])
    each = np.repeat(np.arange(len(found)), [len(mine) for mine in found])
    kept = best.keep(np.array([place for mine in found for place in mine], dtype=np.int64))
    every = iter(_others(standing, kept, each))
    return [[next(every) for _place in mine] for mine in found]


def _best(standing: Standing, scores: Scores) -> Found:
    """Return for each mentee with a mentor the best mentors, as many as may be needed, the best first."""
    verdicts, problem = standing.judged.verdicts, standing.judged.problem
    rows = np.array([row for row, _ in standing.pairs], dtype=np.int64)
    asked = np.full(verdicts.shape[0], FULL, dtype=np.int64)
    np.minimum.at(asked, rows, scores.astype(np.int64) - problem.near_tie_points)
    own = standing.judged.own_column
    mentees_of = np.append(standing.mentees_of, 0)  # -1, for whoever is no mentor, is the last
    many = MOST_NEAR_TIES + standing.mentors_of + mentees_of[own]
    known, settled = _known_best(standing, asked, many)
    rows = np.unique(rows[~settled[rows]])
    least = Least(asked, np.zeros(verdicts.shape[1], dtype=np.int64))
    parts = verdicts.reaching(rows, np.arange(verdicts.shape[1]), least)
    every = together([known, *(part.best(part.rows, many[part.rows]) for part in parts)])
    every = every.keep(~_is_a_pair(standing, every))
    return every.keep(np.lexsort((every.columns, -every.scores, every.rows)))


def _known_best(standing: Standing, asked: Ints, many: Ints) -> tuple[Found, Flags]:
    """Return the best mentors of those mentees for whom the search has seen them already, and who these mentees are.

    They are settled where as many as may be needed are known, and nobody else scores as much as the last of them; or
    where all are known who score what is asked.
    """
    verdicts, start = standing.judged.verdicts, standing.start
    nothing = np.array([], dtype=np.int64)
    if start is None or start.known_from is None:
        none = Found(nothing, nothing, nothing.astype(np.int16))
        return none, np.zeros(len(asked), dtype=np.bool_)
    rows, columns = start.pairs
    found = Found(rows, columns, verdicts.scores(rows, columns))
    found = found.keep(found.scores >= np.maximum(start.known_from, asked)[rows])
    found = found.best(found.rows, many[found.rows])
    enough = np.bincount(found.rows, minlength=len(asked)) >= many
    settled: Flags = enough | (start.known_from <= asked)
    return found.keep(settled[found.rows]), settled


def _is_a_pair(standing: Standing, found: Found) -> Flags:
    """Say which two people are a pair already, this way round or the other."""
    judged, width = standing.judged, np.int64(standing.offer.shape[1])
    rows, columns = np.array(standing.pairs, dtype=np.int64).T
    turned = np.stack([judged.own_rows[columns], judged.own_column[rows]])
    pairs = np.concatenate([(rows, columns), turned[:, (turned >= 0).all(axis=0)]], axis=1)
    return is_known(found.rows * width + found.columns, np.sort(pairs[0] * width + pairs[1]))


def _others(standing: Standing, found: Found, each: Ints) -> list[_Other]:
    """Return what there is to say of other mentors, in order; each for which of the pairs."""
    judged = standing.judged
    keys = [EVERYTHING, *(criterion.key for criterion in judged.problem.scoring.criteria)]
    own = _points(judged, *np.array(standing.pairs, dtype=np.int64).T)
    more = _points(judged, found.rows, found.columns) - own[each]
    return [
        _Other(
            column,
            score,
            tuple(_difference(key, by) for key, by in zip(keys, points, strict=True) if by),
        )
        for column, score, points in zip(
            found.columns.tolist(), found.scores.tolist(), more.tolist(), strict=True
        )
    ]


def _points(judged: Judged, rows: Ints, columns: Ints) -> NDArray[np.int16]:
    """Return what pairs have from EVERYTHING, where nothing is known of them, and from each criterion."""
    points = np.zeros((len(rows), 1 + len(judged.problem.scoring.criteria)), dtype=np.int16)
    if len(rows):
        scale = judged.judge.scale
        points[:, 0] = NEUTRAL * scale.neutral(rows, columns)
        for place, some in enumerate(scale.points(rows, columns), start=1):
            points[:, place] = some
    return points


def _near_tie(
    judged: Judged,
    other: _Other,
    held: Mapping[int, list[int]],
    *,
    score: int,
    swap: Swap | None,
) -> NearTie:
    mentor, holders = judged.mentors[other.column], held.get(other.column, [])
    return NearTie(
        mentor_id=mentor.id,
        difference=other.score - score,
        free=len(holders) < mentor.capacity,
        held_by=tuple(judged.mentees[holder].id for holder in holders),
        differences=other.differences,
        swap=swap,
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def _difference(criterion: str, points: int) -> PointsDifference:
    """Return one of the few differences that there are, made once."""
    return PointsDifference(criterion, points)
