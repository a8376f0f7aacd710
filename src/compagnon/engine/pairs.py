"""Why two people are paired, and who else would have done nearly as well."""

from collections import defaultdict
from typing import Final

import numpy as np

from compagnon.engine.offer import Cell
from compagnon.engine.result import Contribution, NearTie, Pair, PointsDifference, Warned
from compagnon.engine.standing import Judged, Standing
from compagnon.engine.swaps import with_swaps

MOST_NEAR_TIES: Final = 3


def explain_pairs(standing: Standing) -> tuple[Pair, ...]:
    """Explain every pair, by mentee and mentor id.

    O(pairs x (mentors + criteria)); contributions are worked out in their reference form.
    """
    judged = standing.judged
    held: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in standing.pairs:
        held[column].append(row)
    pairs = []
    for row, column in standing.pairs:
        contributions = judged.problem.scoring.contributions(
            judged.mentees[row], judged.mentors[column]
        )
        pairs.append(
            Pair(
                mentor_id=judged.mentors[column].id,
                mentee_id=judged.mentees[row].id,
                score=int(judged.scores[row, column]),
                pinned=(row, column) in standing.pinned,
                contributions=contributions,
                near_ties=_near_ties(standing, (row, column), contributions, held),
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


def _near_ties(
    standing: Standing,
    cell: Cell,
    own: tuple[Contribution, ...],
    held: dict[int, list[int]],
) -> tuple[NearTie, ...]:
    """Return the best few other mentors who are at most the problem's near-tie points below."""
    judged, (row, column) = standing.judged, cell
    scores = judged.scores[row].astype(np.int64)
    score = int(scores[column])
    near = judged.eligible[row] & (scores >= score - judged.problem.near_tie_points)
    others = [
        other
        for other in np.flatnonzero(near).tolist()
        if row not in held[other] and not _is_reversed(standing, (row, other), held)
    ]
    others.sort(key=lambda other: (-scores[other], other))
    found = []
    for other in others[:MOST_NEAR_TIES]:
        mentor = judged.mentors[other]
        theirs = judged.problem.scoring.contributions(judged.mentees[row], mentor)
        found.append(
            NearTie(
                mentor_id=mentor.id,
                difference=int(scores[other]) - score,
                free=len(held[other]) < mentor.capacity,
                held_by=tuple(judged.mentees[holder].id for holder in held[other]),
                differences=_differences(own, theirs),
            )
        )
    return tuple(found)


def _is_reversed(standing: Standing, cell: Cell, held: dict[int, list[int]]) -> bool:
    """Say whether these two people are a pair the other way round."""
    reverse = standing.judged.reverse(cell)
    return reverse is not None and reverse[0] in held[reverse[1]]


def _differences(
    own: tuple[Contribution, ...], theirs: tuple[Contribution, ...]
) -> tuple[PointsDifference, ...]:
    points = {part.criterion: -part.points for part in own}
    for part in theirs:
        points[part.criterion] = points.get(part.criterion, 0) + part.points
    return tuple(PointsDifference(key, by) for key, by in points.items() if by)
