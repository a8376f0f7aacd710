"""Who must not be paired, for packages in which people choose: never why, and never on whose word (ALL-54)."""

from collections.abc import Collection
from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.matching.queries.facts import get_inputs
from compagnon.recruitment.models import Application


def are_kept_apart(mentor: Application, mentee: Application) -> bool:
    """Say whether two applicants must not be paired: declared, set apart by a coordinator, or paired before."""
    return mentor.pk in kept_apart_from(mentee, [mentor.pk])


def kept_apart_from(mentee: Application, mentors: Collection[UUID]) -> set[UUID]:
    """Return with which of these mentors an applicant must not be paired; themself among them.

    A fixed number of queries, however many mentors there are. A declaration that cannot be opened stops it.
    """
    point = mentee.joining_point
    decided = get_inputs(
        viewer=SYSTEM, joining_point=point, only={*mentors, UUID(str(mentee.pk))}
    ).decisions
    own = mentee.pk.hex
    pairs = decided.kept_apart | decided.set_apart | decided.past
    return {
        one
        for one in mentors
        if one == mentee.pk or (one.hex, own) in pairs or (own, one.hex) in pairs
    }
