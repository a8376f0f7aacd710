"""Who suits one person best, whoever has them now: for those who pair somebody by hand."""

from dataclasses import dataclass, replace

import numpy as np

from compagnon.engine.document import encode
from compagnon.engine.explaining.standing import Judged
from compagnon.engine.hashing import hashes
from compagnon.engine.people import Side, require_whole
from compagnon.engine.problem import Problem
from compagnon.engine.result import Contribution
from compagnon.engine.solver import judged_of
from compagnon.engine.watch import Watch


@dataclass(frozen=True)
class Suggestion:
    """Somebody on the other side, the score of the pair (0 to 10,000) and what each criterion adds to it."""

    other_id: str
    score: int
    contributions: tuple[Contribution, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the suggestion as lists, dictionaries, whole numbers and texts only."""
        return dict(encode(self))


def suggest(
    problem: Problem, person_id: str, side: Side, *, most: int = 5
) -> tuple[Suggestion, ...]:
    """Return whom no rule forbids for one person of a side, the best pair first; ties by the keyed hash.

    Pins and places of others are left aside: it says who suits, not who is free. Empty for whoever is not on that
    side or has capacity 0. Raises ProblemError for `most` below 1. O(criteria x people of the other side).
    """
    require_whole("suggest", "most", most, least=1)
    other_side: Side = "mentor" if side == "mentee" else "mentee"
    judged = _alone(problem, person_id, side)
    allowed, scores = judged.verdicts.block(np.arange(len(judged.mentees)))
    found = np.argwhere(allowed)
    others = judged.mentors if side == "mentee" else judged.mentees
    ties = hashes(problem.seed, other_side, (other.id for other in others))
    places = found[:, 1 if side == "mentee" else 0]
    order = np.lexsort((ties[places], -scores[found[:, 0], found[:, 1]].astype(np.int64)))
    return tuple(
        Suggestion(
            others[places[index]].id,
            int(scores[row, column]),
            problem.scoring.contributions(judged.mentees[row], judged.mentors[column]),
        )
        for index in order[:most].tolist()
        for row, column in [found[index].tolist()]
    )


def scores_with(problem: Problem, person_id: str, side: Side) -> dict[str, int]:
    """Return what each whom no rule forbids for one person of a side would score with them, by id.

    As `suggest`, without reasons: for a look at all of them at once. O(criteria x people of the other side).
    """
    judged = _alone(problem, person_id, side)
    allowed, scores = judged.verdicts.block(np.arange(len(judged.mentees)))
    others = judged.mentors if side == "mentee" else judged.mentees
    return {
        others[column if side == "mentee" else row].id: int(scores[row, column])
        for row, column in np.argwhere(allowed).tolist()
    }


def _alone(problem: Problem, person_id: str, side: Side) -> Judged:
    """Judge one person of a side with everybody of the other; pins and places of others are left aside."""
    mentees, mentors = problem.mentees, problem.mentors
    if side == "mentee":
        mentees = tuple(person for person in mentees if person.id == person_id)
    else:
        mentors = tuple(person for person in mentors if person.id == person_id)
    alone = replace(problem, mentees=mentees, mentors=mentors, pinned=frozenset(), kept=frozenset())
    return judged_of(alone, Watch(None, None))
