import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import KeyRing, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.activities import activities_of
from compagnon.partnerships.events import (
    MeetingArranged,
    MeetingCancelled,
    MeetingMissed,
    MeetingRecorded,
)
from compagnon.partnerships.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Meeting,
    Member,
    Minutes,
    MinutesDraft,
    Partnership,
    TimesProposal,
)
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import ActionPoint, Particulars
from compagnon.partnerships.states import MEETING


@change("partnerships.arrange_meeting", on="partnership")
def arrange_meeting(
    *, by: Actor, partnership: Partnership, starts_at: datetime, length_minutes: int
) -> Meeting:
    """Arrange the next meeting, or move the one already arranged; both get a calendar invitation.

    A pair has one meeting ahead at a time, so arranging again is moving; what was
    proposed is settled with it. Refused for a time that has passed.
    """
    if starts_at <= clock.now():
        raise Refused(_("Choose a time to come."), field="starts_at")
    held_on = timezone.localtime(starts_at).date()
    TimesProposal.objects.filter(partnership=partnership, closed_at=None).update(
        closed_at=clock.now()
    )
    meeting, is_new = Meeting.objects.get_or_create(
        partnership=partnership,
        state=Meeting.State.ARRANGED,
        defaults={"starts_at": starts_at, "held_on": held_on, "length_minutes": length_minutes},
    )
    if not is_new:
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=starts_at,
            held_on=held_on,
            length_minutes=length_minutes,
            invitation_sequence=F("invitation_sequence") + 1,
        )
        meeting.refresh_from_db()
    record(
        MeetingArranged(
            meeting_id=meeting.id,
            partnership_id=partnership.id,
            invitation_sequence=meeting.invitation_sequence,
        ),
        by=by,
    )
    return meeting


@change("partnerships.cancel_meeting", on="meeting")
def cancel_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """Cancel an arranged meeting; both calendars are told. Refused for one that was held or cancelled."""
    move(meeting, Meeting.State.CANCELLED, MEETING)
    Meeting.objects.filter(pk=meeting.pk).update(invitation_sequence=F("invitation_sequence") + 1)
    meeting.refresh_from_db(fields=["invitation_sequence"])
    record(
        MeetingCancelled(
            meeting_id=meeting.id,
            partnership_id=meeting.partnership_id,
            invitation_sequence=meeting.invitation_sequence,
        ),
        by=by,
    )
    return meeting


@change("partnerships.miss_meeting", on="meeting")
def miss_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """Say that an arranged meeting did not take place; the others are told, and nobody asks why (ALL-79).

    Refused before it was to begin: then it is moved or cancelled.
    """
    if meeting.starts_at is not None and meeting.starts_at > clock.now():
        raise Refused(_("It has not begun yet. Move it, or cancel it."))
    move(meeting, Meeting.State.MISSED, MEETING)
    record(MeetingMissed(meeting_id=meeting.id, partnership_id=meeting.partnership_id), by=by)
    return meeting


@change("partnerships.record_meeting", on="partnership")
def record_meeting(
    *,
    by: Actor,
    partnership: Partnership,
    held_on: date,
    length_minutes: int,
    attended: Sequence[Member],
    action_points: Sequence[ActionPoint],
    next_items: str,
    particulars: Particulars | None = None,
) -> Meeting:
    """Record that the pair met: date, length, who attended, action points, items for next time (ALL-70, ALL-79).

    The words, and what kinds of work it was (CORE-14 to 22), are encrypted under the writer's key for this
    partnership. If a meeting was arranged for that day, this is its record. What came up leaves the agenda; the
    rest waits for next time. Refused for a day in the future, for a meeting that nobody attended, for action
    points due before it, for kinds of work that are not the scheme's, and before the learning contract is signed.
    """
    said = particulars or Particulars()
    if held_on > clock.today():
        raise Refused(_("A meeting cannot be recorded before it happens."), field="held_on")
    if not attended:
        raise Refused(_("Say who was there."), field="attended")
    if any(point.due_on is not None and point.due_on < held_on for point in action_points):
        raise Refused(_("Choose a day after the meeting, or none."), field="due_on")
    if not set(said.activities) <= {
        key
        for key, _label in activities_of(partnership.joining_point.cycle.scheme, partnership.kind)
    }:
        raise Refused(_("Choose from the list."), field="activities")
    meeting = _held(partnership, held_on, length_minutes, said.place)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member) for member in attended
    )
    author_id = membership_in(by, partnership).person_id
    _write_minutes(
        meeting,
        author_id=author_id,
        action_points=action_points,
        texts={"next_items": next_items, "activities": json.dumps(said.activities)},
    )
    MinutesDraft.objects.filter(meeting=meeting, author_id=author_id).delete()
    if said.agenda_items:
        waiting = AgendaItem.objects.filter(partnership=partnership, meeting=None)
        waiting.filter(pk__in=said.agenda_items).update(meeting=meeting)
    record(
        MeetingRecorded(meeting_id=meeting.id, partnership_id=partnership.id, held_on=held_on),
        by=by,
    )
    return meeting


def _held(partnership: Partnership, held_on: date, length_minutes: int, place: str) -> Meeting:
    """Return the meeting of that day, arranged before or not, as one that was held."""
    arranged = Meeting.objects.filter(
        partnership=partnership, state=Meeting.State.ARRANGED, held_on=held_on
    )
    meeting = next(iter(arranged), None)
    if meeting is None:
        return Meeting.objects.create(
            partnership=partnership,
            state=Meeting.State.HELD,
            held_on=held_on,
            length_minutes=length_minutes,
            place=place,
        )
    move(meeting, Meeting.State.HELD, MEETING)
    meeting.length_minutes, meeting.place = length_minutes, place
    meeting.save(update_fields=["length_minutes", "place"])
    return meeting


def _write_minutes(
    meeting: Meeting,
    *,
    author_id: UUID,
    action_points: Sequence[ActionPoint],
    texts: dict[str, str],
) -> None:
    keys: KeyRing = {}
    minutes = Minutes(meeting=meeting)
    write_text(minutes, author_id=author_id, texts=texts, known=keys)
    minutes.save(force_insert=True)
    items = []
    for position, point in enumerate(action_points):
        item = ActionItem(
            meeting=meeting, owner_id=point.owner_id, position=position, due_on=point.due_on
        )
        write_text(item, author_id=author_id, texts={"text": point.text}, known=keys)
        items.append(item)
    ActionItem.objects.bulk_create(items)
