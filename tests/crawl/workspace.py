"""What pairs write: an agreement, a meeting held and one arranged; and one pair that parts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import Actor, person
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import (
    arrange_meeting,
    cancel_meeting,
    finish_action_item,
    record_meeting,
)
from compagnon.partnerships.changes.partnership import (
    leave_partnership,
    pause_partnership,
    resume_partnership,
)
from compagnon.partnerships.models import Agreement, Member, Partnership
from compagnon.partnerships.rules import ActionPoint, Terms
from tests.crawl.planted import word

# Whose review comes first, and whose end: both kinds of reminder are due in two days.
ENDS_IN = {"a": 180, "b": 180, "c": 10, "f": 180}


def members_of(partnership: Partnership) -> list[Member]:
    """Return the mentor and the mentee."""
    return list(partnership.members.select_related("person").order_by("-role"))


def actor_of(member: Member) -> Actor:
    """Return a fresh actor for a member."""
    return person(UUID(str(member.person_id)))


def let_them_write(partnership: Partnership, pair: str) -> None:
    """Let a pair write an agreement and sign it, hold a meeting with two action points, arrange the next, and rest."""
    mentor, mentee = members_of(partnership)
    latest = Agreement.objects.filter(partnership=partnership).count()
    agreement = write_agreement(
        by=actor_of(mentor), partnership=partnership, terms=_terms(pair), based_on=latest
    )
    sign_agreement(by=actor_of(mentee), agreement=agreement)
    meeting = record_meeting(
        by=actor_of(mentee),
        partnership=partnership,
        held_on=clock.today(),
        length_minutes=45,
        attended=[mentor, mentee],
        action_points=[
            ActionPoint(word(f"{pair}pointone"), UUID(str(mentor.pk))),
            ActionPoint(word(f"{pair}pointtwo"), UUID(str(mentee.pk))),
        ],
        next_items=word(f"{pair}next"),
    )
    finish_action_item(by=actor_of(mentor), action_item=meeting.action_items.get(position=0))
    _arrange(partnership, actor_of(mentor))
    pause_partnership(by=actor_of(mentor), partnership=partnership)
    resume_partnership(by=actor_of(mentor), partnership=partnership)


def let_them_part(partnership: Partnership) -> None:
    """Let a pair arrange and cancel a meeting, and leave."""
    mentor, mentee = (actor_of(member) for member in members_of(partnership))
    _arrange(partnership, mentor)
    cancel_meeting(by=mentee, meeting=partnership.meetings.get())
    leave_partnership(by=mentee, partnership=partnership)


def _arrange(partnership: Partnership, by: Actor) -> None:
    arrange_meeting(
        by=by,
        partnership=partnership,
        starts_at=clock.now() + timedelta(days=20),
        length_minutes=60,
    )


def _terms(pair: str) -> Terms:
    today: date = datetime.date(clock.now())
    return Terms(
        frequency="half_termly",
        mode="online",
        length_minutes=45,
        review_on=today + timedelta(days=1),
        ends_on=today + timedelta(days=ENDS_IN[pair]),
        focus_areas=("assessment", word(f"{pair}focus")),
        focus_note=word(f"{pair}note"),
        mentor_responsibilities=word(f"{pair}mentorduty"),
        mentee_responsibilities=word(f"{pair}menteeduty"),
    )
