"""Two or three people who would suit each learner, for a scheme in which learners choose among suggestions."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, cast
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon import engine
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption import master
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.policy import decide
from compagnon.matching.queries.criteria import MOST_PAIRS
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.rules.problem import Pairs, build_problem
from compagnon.matching.rules.stored import StoredContribution, StoredResult, StoredWarned
from compagnon.schemes.matching_defaults import MatchingSettings, matching_settings
from compagnon.schemes.models import JoiningPoint

MOST_EACH: Final = 3


@dataclass(frozen=True)
class Thought:
    """That somebody would suit a learner, how well, what each criterion adds, and which rules warn of it."""

    mentor_id: UUID
    mentee_id: UUID
    score: int
    contributions: list[StoredContribution]
    warnings: list[StoredWarned]


def think_of(
    *,
    viewer: Actor,
    joining_point: JoiningPoint,
    mentors: Collection[UUID],
    mentees: Collection[UUID],
    already: Pairs,
) -> list[Thought]:
    """Return up to three of these mentors for each of these mentees, the best first, by the scheme's criteria.

    Nobody is thought of for more than three learners a place, so that requests spread; as many mentees as can be have
    somebody, before anybody has two. A rule that warns counts against a pair: whoever is asked accepts it. Never `already`, (mentor id, mentee id), nor whom they must not be paired with.
    For whoever may run a match; refused where a declaration cannot be opened. Ten queries.
    """
    decision = decide(viewer, "matching.start_run", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    settings = matching_settings(joining_point.cycle.scheme.matching)
    asked = _problem(joining_point, settings, mentors=mentors, mentees=mentees, already=already)
    if len(asked.mentees) * len(asked.mentors) > MOST_PAIRS:
        raise Refused(_("These are too many people to suggest anybody to at once."))
    found = cast("StoredResult", engine.solve(asked).to_dict())["pairs"]
    return [
        Thought(
            UUID(hex=one["mentor_id"]),
            UUID(hex=one["mentee_id"]),
            one["score"],
            one["contributions"],
            one["warnings"],
        )
        for one in sorted(found, key=lambda one: (one["mentee_id"], -one["score"]))
    ]


def _problem(
    joining_point: JoiningPoint,
    settings: MatchingSettings,
    *,
    mentors: Collection[UUID],
    mentees: Collection[UUID],
    already: Pairs,
) -> "engine.Problem":
    """Return what is asked of the engine: three places each, and three for each place of whoever takes learners."""
    try:
        inputs = get_inputs(
            viewer=SYSTEM,
            joining_point=joining_point,
            only={*mentors, *mentees},
            with_agreements=settings.asks_for_agreements,
        )
    except (Closed, master.KeysMissing) as error:
        raise Refused(
            _("What people declared about each other cannot be opened, so nobody can be suggested.")
        ) from error
    offering, looking = {one.hex for one in mentors}, {one.hex for one in mentees}
    people = (
        replace(
            one,
            is_mentor=one.is_mentor and one.id in offering,
            is_mentee=one.is_mentee and one.id in looking,
        )
        for one in inputs.applicants
    )
    decisions = replace(
        inputs.decisions, pinned=frozenset(), set_apart=inputs.decisions.set_apart | already
    )
    problem = build_problem(people, settings, decisions)
    return replace(
        problem,
        mentees=tuple(replace(one, capacity=MOST_EACH) for one in problem.mentees),
        mentors=tuple(replace(one, capacity=MOST_EACH * one.capacity) for one in problem.mentors),
    )
