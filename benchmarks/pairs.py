"""Pairs at work beside the demo's own: opened, and agreed, through the application's own changes."""

from typing import Final

from compagnon.accounts.changes import admit_person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, person
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.partnership import Joining, open_partnership
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.rules import Terms, usual_end, usual_review
from compagnon.schemes.models import JoiningPoint

WORDS: Final = "Try the frame with one class and listen for who speaks."


def members(partnership: Partnership) -> tuple[Member, Member]:
    """Return the mentor and the mentee."""
    mentor, mentee = partnership.members.select_related("person").order_by("-role")
    return mentor, mentee


def open_pair(point: JoiningPoint, number: int) -> Partnership:
    """Open a partnership of two people who have none yet."""
    mentor, mentee = (
        admit_person(
            by=SYSTEM,
            email=f"{role}.{number}@pair.example",
            name=f"{role.title()} {number}",
            language="en",
        )
        for role in ("mentor", "mentee")
    )
    return open_partnership(
        by=SYSTEM,
        joining_point=point,
        proposal_id=new_public_id(),
        mentor=Joining(mentor.id, {"region": "wales"}),
        mentee=Joining(mentee.id, {"region": "wales"}),
        starts_on=clock.today(),
    )


def agree(partnership: Partnership, *, is_signed: bool = True) -> None:
    """Let the mentor write the learning contract, and the mentee sign it."""
    mentor, mentee = members(partnership)
    today = clock.today()
    terms = Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=60,
        review_on=usual_review(today),
        ends_on=usual_end(today),
        focus_areas=("assessment",),
        focus_note=WORDS,
        mentor_responsibilities=WORDS,
        mentee_responsibilities=WORDS,
    )
    agreement = write_agreement(
        by=person(mentor.person_id), partnership=partnership, terms=terms, based_on=0
    )
    if is_signed:
        sign_agreement(by=person(mentee.person_id), agreement=agreement)
