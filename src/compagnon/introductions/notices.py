"""Who is told about an introductory meeting: the invited, each by a letter of their own, and the applicant's desk."""

from typing import Any, Final
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.core.events import subscribe
from compagnon.introductions import events
from compagnon.introductions.letters import (
    about_coming,
    about_invitation,
    about_latest,
    about_planned,
    calendar_of,
)
from compagnon.introductions.models import Invitation
from compagnon.introductions.queries.invited import addresses_of
from compagnon.notifications.changes import plan_message
from compagnon.notifications.letters import letter

INVITED: Final = "introductions/person_invited"
ACCEPTED: Final = "introductions/invitation_accepted"
CHANGED: Final = "introductions/introduction_changed"
CANCELLED: Final = "introductions/introduction_cancelled"
ASKED: Final = "introductions/volunteer_asked"


def register() -> None:
    """Register the letters of introductory meetings, and the events they follow."""
    letter(INVITED, about_planned)
    letter(ACCEPTED, about_coming, calendar=calendar_of)
    letter(CHANGED, about_latest, calendar=calendar_of)
    letter(CANCELLED, about_invitation, calendar=calendar_of)
    letter(ASKED, about_invitation)
    subscribe(events.PersonInvited, invite)
    subscribe(events.InvitationAccepted, confirm)
    subscribe(events.IntroductionChanged, tell_of_change)
    subscribe(events.IntroductionCancelled, tell_of_cancelling)
    subscribe(events.VolunteerAsked, ask)


def invite(event: events.PersonInvited, _by: Actor) -> None:
    """Plan the letter that invites somebody."""
    _to_one(INVITED, event)


def confirm(event: events.InvitationAccepted, _by: Actor) -> None:
    """Plan the letter to somebody who comes, with the file for the calendar."""
    _to_one(ACCEPTED, event)


def ask(event: events.VolunteerAsked, _by: Actor) -> None:
    """Plan the letter that asks somebody to sign up as a mentor."""
    _to_one(ASKED, event)


def tell_of_change(event: events.IntroductionChanged, _by: Actor) -> None:
    """Plan a letter to everybody who has not said no, where time or place changed."""
    if event.is_moved:
        _to_all(CHANGED, event)


def tell_of_cancelling(event: events.IntroductionCancelled, _by: Actor) -> None:
    """Plan a letter to everybody who has not said no."""
    _to_all(CANCELLED, event)


def _to_one(kind: str, event: Any) -> None:
    row = _rows().get(pk=event.invitation_id)
    _plan(kind, row, addresses_of([row])[row.id], row.introduction.sequence)


def _to_all(kind: str, event: Any) -> None:
    waiting = (Invitation.State.INVITED, Invitation.State.COMING)
    rows = list(_rows().filter(introduction=event.introduction_id, state__in=waiting))
    addresses = addresses_of(rows)
    for row in rows:
        _plan(kind, row, addresses[row.id], event.sequence)


def _plan(kind: str, row: Invitation, address: str, sequence: int) -> None:
    """Plan a letter; whoever answers again after a change of mind gets a further one."""
    if not address:
        return
    facts: dict[str, UUID | int] = {"invitation_id": row.id, "sequence": sequence}
    answered = row.answered_at.isoformat() if row.answered_at else ""
    plan_message(
        kind=kind,
        recipient_id=None,
        address=address,
        language=row.introduction.language,
        context=facts,
        key=f"{row.id.hex} {sequence} {answered}",
    )


def _rows() -> Any:
    return Invitation.objects.select_related("introduction__joining_point__cycle__scheme")
