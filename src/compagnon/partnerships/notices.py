"""Who is told what happens in a partnership: the other member, or both. Letters say that it happened, never what was said."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.events import Event, subscribe
from compagnon.notifications.changes import plan_message
from compagnon.notifications.letters import letter
from compagnon.partnerships import events
from compagnon.partnerships.letters import (
    about_meeting,
    about_pair_at_work,
    about_partnership,
    calendar_of,
)
from compagnon.partnerships.models import Member
from compagnon.partnerships.policy import members_known_to
from compagnon.partnerships.wordings import WORDINGS

FOR_THE_OTHER: Final[Mapping[type[Event], str]] = {
    events.AgreementWritten: "agreement_written",
    events.AgreementSigned: "agreement_signed",
    events.MeetingRecorded: "meeting_recorded",
    events.PartnershipPaused: "partnership_paused",
    events.PartnershipResumed: "partnership_resumed",
}
FOR_BOTH: Final[Mapping[type[Event], str]] = {events.PartnershipOpened: "partnership_opened"}
WITH_INVITATION: Final[Mapping[type[Event], str]] = {
    events.MeetingArranged: "meeting_arranged",
    events.MeetingCancelled: "meeting_cancelled",
}


def register() -> None:
    """Register the letters of the workspace, and the events they follow."""
    for kind, stem in FOR_THE_OTHER.items():
        letter(f"partnerships/{stem}", about_pair_at_work, wording=WORDINGS[stem])
        subscribe(kind, partial(tell, stem, is_for_both=False))
    for kind, stem in FOR_BOTH.items():
        letter(f"partnerships/{stem}", about_pair_at_work, wording=WORDINGS[stem])
        subscribe(kind, partial(tell, stem, is_for_both=True))
    letter(
        "partnerships/partnership_left",
        about_partnership,
        wording=WORDINGS["partnership_left"],
    )
    subscribe(events.PartnershipLeft, partial(tell, "partnership_left", is_for_both=False))
    letter("partnerships/partner_erased", about_partnership, wording=WORDINGS["partner_erased"])
    subscribe(events.PartnerErased, tell_who_is_left)
    for kind, stem in WITH_INVITATION.items():
        letter(f"partnerships/{stem}", about_meeting, calendar=calendar_of, wording=WORDINGS[stem])
        subscribe(kind, partial(tell, stem, is_for_both=True))


def tell(stem: str, event: Any, by: Actor, *, is_for_both: bool) -> None:
    """Plan a letter to the partner of whoever acted, or to both members."""
    for member in _members(event.partnership_id, by):
        if is_for_both or member.person_id != by.person_id:
            _plan(stem, event, member)


def tell_who_is_left(event: events.PartnerErased, _by: Actor) -> None:
    """Plan a letter to the member whose partner was erased."""
    others = Member.objects.filter(partnership_id=event.partnership_id).exclude(pk=event.member_id)
    for member in others.select_related("person"):
        _plan("partner_erased", event, member)


def _plan(stem: str, event: Any, member: Member) -> None:
    plan_message(
        kind=f"partnerships/{stem}",
        recipient_id=member.person_id,
        address=member.person.email,
        language=member.person.language,
        context=_facts(event),
        key=f"{event!r} {clock.now().isoformat()}",
    )


def _members(partnership_id: UUID, by: Actor) -> Iterable[Member]:
    """Return both members, whom one of them who acts has read already."""
    return members_known_to(by, partnership_id) or Member.objects.filter(
        partnership=partnership_id
    ).select_related("person")


def _facts(event: Any) -> dict[str, UUID | int]:
    facts: dict[str, UUID | int] = {"partnership_id": event.partnership_id}
    if hasattr(event, "invitation_sequence"):
        facts |= {"meeting_id": event.meeting_id, "invitation_sequence": event.invitation_sequence}
    return facts
