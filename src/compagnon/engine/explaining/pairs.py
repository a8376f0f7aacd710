"""Why two people are paired, and who else would have done nearly as well."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from compagnon.engine.criteria import FULL
from compagnon.engine.explaining.standing import Judged, Standing
from compagnon.engine.explaining.swaps import with_swaps
from compagnon.engine.judging.scoring import EVERYTHING, NEUTRAL, Scores
from compagnon.engine.judging.verdicts import Cell, Found, Least, together
from compagnon.engine.result import Contribution, NearTie, Pair, PointsDifference, Warned

MOST_NEAR_TIES: Final = 3


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
    near_ties = _near_ties(standing, scores, held)
    pairs = []
    for (row, column), score, near in zip(standing.pairs, scores.tolist(), near_ties, strict=True):
        contributions = judged.problem.scoring.contributions(
            judged.mentees[row], judged.mentors[column]
        )
        pairs.append(
            Pair(
                mentor_id=judged.mentors[column].id,
                mentee_id=judged.mentees[row].id,
                score=score,
                pinned=(row, column) in standing.pinned,
                contributions=contributions,
                near_ties=tuple(
                    _near_tie(judged, other, held, score=score, own=contributions) for other in near
                ),
                kept=(judged.mentors[column].id, judged.mentees[row].id) in judged.problem.kept,
                warnings=_warnings(judged, (row, column)),
            )
        )
    return with_swaps(standing, pairs)


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
    """Another mentor for a mentee: her column, the score, and its points by criterion."""

    column: int
    score: int
    points: dict[str, int]


def _near_ties(
    standing: Standing, scores: Scores, held: Mapping[int, list[int]]
) -> list[list[_Other]]:
    """Return for each pair the best few other mentors who are at most the problem's near-tie points below."""
    judged = standing.judged
    best = _best(standing, scores)
    starts = np.searchsorted(best.rows, np.arange(len(judged.mentees) + 1))
    found: list[list[int]] = []
    for (row, _column), score in zip(standing.pairs, scores.tolist(), strict=True):
        mine: list[int] = []
        for place in range(starts[row], starts[row + 1]):
            other = int(best.columns[place])
            if (
                len(mine) == MOST_NEAR_TIES
                or best.scores[place] < score - judged.problem.near_tie_points
            ):
                break
            if row not in held.get(other, ()) and not _is_reversed(standing, (row, other), held):
                mine.append(place)
        found.append(mine)
    kept = best.keep(np.array([p for mine in found for p in mine], dtype=np.int64))
    every = iter(_others(judged, kept))
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
    least = Least(asked, np.zeros(verdicts.shape[1], dtype=np.int64))
    parts = verdicts.reaching(np.unique(rows), np.arange(verdicts.shape[1]), least)
    every = together(part.best(part.rows, many[part.rows]) for part in parts)
    return every.keep(np.lexsort((every.columns, -every.scores, every.rows)))


def _others(judged: Judged, found: Found) -> list[_Other]:
    """Return what there is to say of other mentors, in order."""
    if not len(found.rows):
        return []
    scale, keys = judged.judge.scale, [c.key for c in judged.problem.scoring.criteria]
    points = np.stack([*scale.points(found.rows, found.columns)], axis=1).tolist() if keys else []
    nothing = scale.neutral(found.rows, found.columns).tolist()
    return [
        _Other(
            column,
            score,
            {EVERYTHING: NEUTRAL}
            if nothing[place]
            else dict(zip(keys, points[place], strict=True)),
        )
        for place, (column, score) in enumerate(
            zip(found.columns.tolist(), found.scores.tolist(), strict=True)
        )
    ]


def _near_tie(
    judged: Judged,
    other: _Other,
    held: Mapping[int, list[int]],
    *,
    score: int,
    own: tuple[Contribution, ...],
) -> NearTie:
    mentor, holders = judged.mentors[other.column], held.get(other.column, [])
    return NearTie(
        mentor_id=mentor.id,
        difference=other.score - score,
        free=len(holders) < mentor.capacity,
        held_by=tuple(judged.mentees[holder].id for holder in holders),
        differences=_differences(own, other.points),
    )


def _is_reversed(standing: Standing, cell: Cell, held: Mapping[int, list[int]]) -> bool:
    """Say whether these two people are a pair the other way round."""
    reverse = standing.judged.reverse(cell)
    return reverse is not None and reverse[0] in held.get(reverse[1], ())


def _differences(
    own: tuple[Contribution, ...], theirs: Mapping[str, int]
) -> tuple[PointsDifference, ...]:
    points = {part.criterion: -part.points for part in own}
    for criterion, more in theirs.items():
        points[criterion] = points.get(criterion, 0) + more
    return tuple(PointsDifference(key, by) for key, by in points.items() if by)
