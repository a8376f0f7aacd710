"""Who is told what happens in a partnership: the other member, or both. Letters say that it happened, never what was said."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.utils import formats, timezone

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.events import Event, subscribe
from compagnon.notifications import reminding
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import CalendarPart, Recipient, letter
from compagnon.notifications.reminding import Reminder
from compagnon.partnerships import events, reminders
from compagnon.partnerships.invitations import invitation, method
from compagnon.partnerships.models import Meeting, Member
from compagnon.partnerships.queries.dates import list_dates

FOR_THE_OTHER: Final[Mapping[type[Event], str]] = {
    events.AgreementWritten: "agreement_written",
    events.AgreementSigned: "agreement_signed",
    events.MeetingRecorded: "meeting_recorded",
    events.PartnershipPaused: "partnership_paused",
    events.PartnershipResumed: "partnership_resumed",
    events.PartnershipLeft: "partnership_left",
}
FOR_BOTH: Final[Mapping[type[Event], str]] = {events.PartnershipOpened: "partnership_opened"}
WITH_INVITATION: Final[Mapping[type[Event], str]] = {
    events.MeetingArranged: "meeting_arranged",
    events.MeetingCancelled: "meeting_cancelled",
}


def register() -> None:
    """Register the letters of the workspace, and the events they follow."""
    for kind, stem in FOR_THE_OTHER.items():
        letter(f"partnerships/{stem}", about_partnership)
        subscribe(kind, partial(tell, stem, is_for_both=False))
    for reminder in reminders.ReminderKind:
        letter(f"partnerships/{reminder}", about_reminder, is_reminder=True)
    reminding.register("partnerships", due_reminders)
    for kind, stem in FOR_BOTH.items():
        letter(f"partnerships/{stem}", about_partnership)
        subscribe(kind, partial(tell, stem, is_for_both=True))
    for kind, stem in WITH_INVITATION.items():
        letter(f"partnerships/{stem}", about_meeting, calendar=calendar_of)
        subscribe(kind, partial(tell, stem, is_for_both=True))


def tell(stem: str, event: Any, by: Actor, *, is_for_both: bool) -> None:
    """Plan a letter to the partner of whoever acted, or to both members."""
    members = Member.objects.filter(partnership_id=event.partnership_id).select_related("person")
    for member in members:
        if is_for_both or member.person_id != by.person_id:
            plan_message(
                kind=f"partnerships/{stem}",
                recipient_id=member.person_id,
                address=member.person.email,
                language=member.person.language,
                context=_facts(event),
                key=f"{event!r} {clock.now().isoformat()}",
            )


def about_partnership(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter may say: the partner's name, the scheme's, where to look. None for a non-member."""
    members = list(
        Member.objects.filter(partnership_id=facts.id("partnership_id")).select_related(
            "person", "partnership__joining_point__cycle__scheme"
        )
    )
    own = next((row for row in members if row.person_id == recipient.person_id), None)
    partner = next((row for row in members if row.person_id != recipient.person_id), None)
    if own is None or partner is None:
        return None
    return {
        "scheme_name": own.partnership.joining_point.cycle.scheme.name,
        "reader_name": own.person.name,
        "partner_name": partner.person.name,
        "path": f"/partnerships/{own.partnership_id.hex}/",
        "ends_on": formats.date_format(own.partnership.planned_end_on, "DATE_FORMAT"),
    }


def about_meeting(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a letter about an arranged meeting may say; None once a newer invitation has replaced it."""
    values = about_partnership(facts, recipient)
    meeting = _meeting(facts)
    if values is None or meeting is None:
        return None
    starts_at = timezone.localtime(meeting.starts_at)
    return {
        **values,
        "day": formats.date_format(starts_at, "DATE_FORMAT"),
        "time": formats.date_format(starts_at, "TIME_FORMAT"),
        "length_minutes": meeting.length_minutes,
    }


def calendar_of(facts: Facts, recipient: Recipient) -> CalendarPart | None:
    """Return the invitation, or the cancellation, that goes with the letter."""
    values, meeting = about_partnership(facts, recipient), _meeting(facts)
    if values is None or meeting is None:
        return None
    content = invitation(
        meeting,
        partner_name=str(values["partner_name"]),
        scheme_name=str(values["scheme_name"]),
        attendee=recipient.address,
    )
    return CalendarPart(content, method(meeting))


def _meeting(facts: Facts) -> Meeting | None:
    """Return the meeting as the letter means it: not one that was moved or cancelled since."""
    return Meeting.objects.filter(
        pk=facts.id("meeting_id"), invitation_sequence=facts.number("invitation_sequence")
    ).first()


def _facts(event: Any) -> dict[str, UUID | int]:
    facts: dict[str, UUID | int] = {"partnership_id": event.partnership_id}
    if hasattr(event, "invitation_sequence"):
        facts |= {"meeting_id": event.meeting_id, "invitation_sequence": event.invitation_sequence}
    return facts


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield what the members of open partnerships are to be reminded of (ALL-34, ALL-65)."""
    due = list(reminders.due(list_dates(), today))
    members: dict[UUID, list[Member]] = {}
    for member in Member.objects.filter(
        partnership__in=[one.partnership_id for one in due]
    ).select_related("person"):
        members.setdefault(member.partnership_id, []).append(member)
    for one in due:
        for member in members[one.partnership_id]:
            yield Reminder(
                kind=f"partnerships/{one.kind}",
                subject_id=one.partnership_id,
                due_on=one.due_on,
                recipient_id=member.person_id,
                address=member.person.email,
                language=member.person.language,
                context={"partnership_id": one.partnership_id, "due_on": one.due_on},
            )


def about_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a reminder may say; None once its date was moved or the partnership rests or is over."""
    is_due = any(
        (one.partnership_id, one.due_on) == (facts.id("partnership_id"), facts.day("due_on"))
        for one in reminders.due(list_dates(facts.id("partnership_id")), clock.today())
    )
    return about_partnership(facts, recipient) if is_due else None
