"""What it would be like if two pairs of a run exchanged partners. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

from compagnon import engine
from compagnon.matching.rules.releasing import PairIds, ids_of
from compagnon.matching.rules.stored import StoredContribution, StoredPair


@dataclass(frozen=True)
class Swap:
    """An exchange of partners with another pair, in the engine's points.

    `theirs`: who mentors the first pair's mentee then, scoring `mentee_after`; the first pair's mentor then scores
    `mentor_after` with the other mentee. None where a rule forbids it.
    """

    other: PairIds
    before: int
    other_before: int
    mentee_after: int | None
    mentor_after: int | None

    @property
    def gain(self) -> int | None:
        """How many points the two pairs would have more together; None where a rule forbids one of them."""
        if self.mentee_after is None or self.mentor_after is None:
            return None
        return self.mentee_after + self.mentor_after - self.before - self.other_before


def swaps_of(
    own: StoredPair,
    others: Iterable[StoredPair],
    mentors: Mapping[str, int],
    mentees: Mapping[str, int],
) -> list[Swap]:
    """Return the exchanges with other pairs, the best first, then those that a rule forbids.

    `mentors`: who may mentor the pair's mentee, with the score; `mentees`: whom its mentor may mentor.
    """
    found = [
        Swap(
            other=ids_of(pair),
            before=own["score"],
            other_before=pair["score"],
            mentee_after=mentors.get(pair["mentor_id"]),
            mentor_after=mentees.get(pair["mentee_id"]),
        )
        for pair in others
        if pair["mentor_id"] != own["mentor_id"] and pair["mentee_id"] != own["mentee_id"]
    ]
    return sorted(found, key=lambda one: (one.gain is None, -(one.gain or 0), one.other[1]))


@dataclass(frozen=True)
class Judged:
    """What a pair would be like: its score in the engine's points, what each criterion adds, which rules forbid it."""

    score: int
    contributions: tuple[StoredContribution, ...]
    broken: tuple[str, ...]


def judged(problem: "engine.Problem", pair: PairIds) -> Judged | None:
    """Judge a pair by what a match is asked; None if one of the two does not take part in it."""
    mentor = next((one for one in problem.mentors if one.id == pair[0]), None)
    mentee = next((one for one in problem.mentees if one.id == pair[1]), None)
    if mentor is None or mentee is None:
        return None
    waived = {one.rule for one in problem.waivers if (one.mentor_id, one.mentee_id) == pair}
    parts = problem.scoring.contributions(mentee, mentor)
    return Judged(
        score=sum(one.points for one in parts),
        contributions=tuple(cast("StoredContribution", asdict(one)) for one in parts),
        broken=tuple(
            rule.key
            for rule in problem.rules
            if rule.key not in waived and rule.forbids(mentee, mentor)
        ),
    )
