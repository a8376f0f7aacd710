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
from compagnon.partnerships.events import (
    ActionItemDone,
    MeetingArranged,
    MeetingCancelled,
    MeetingRecorded,
)
from compagnon.partnerships.models import (
    ActionItem,
    Attendance,
    Meeting,
    Member,
    Minutes,
    Partnership,
)
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.rules import ActionPoint
from compagnon.partnerships.states import ACTION_ITEM, MEETING


@change("partnerships.arrange_meeting", on="partnership")
def arrange_meeting(
    *, by: Actor, partnership: Partnership, starts_at: datetime, length_minutes: int
) -> Meeting:
    """Arrange the next meeting, or move the one already arranged; both get a calendar invitation.

    A pair has one meeting ahead at a time, so arranging again is moving. Refused for a time that has passed.
    """
    if starts_at <= clock.now():
        raise Refused(_("Choose a time to come."), field="starts_at")
    held_on = timezone.localtime(starts_at).date()
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
) -> Meeting:
    """Record that the pair met: date, length, who attended, action points, items for next time (ALL-70, ALL-79).

    The words are encrypted under the writer's key for this partnership. If a meeting was arranged for that
    day, this is its record. Refused for a day in the future, for a meeting that nobody attended, and before
    the learning contract is signed.
    """
    if held_on > clock.today():
        raise Refused(_("A meeting cannot be recorded before it happens."), field="held_on")
    if not attended:
        raise Refused(_("Say who was there."), field="attended")
    meeting = _held(partnership, held_on, length_minutes)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member) for member in attended
    )
    _write_minutes(
        meeting,
        author_id=membership_in(by, partnership).person_id,
        action_points=action_points,
        next_items=next_items,
    )
    record(
        MeetingRecorded(meeting_id=meeting.id, partnership_id=partnership.id, held_on=held_on),
        by=by,
    )
    return meeting


@change("partnerships.finish_action_item", on="action_item")
def finish_action_item(*, by: Actor, action_item: ActionItem) -> ActionItem:
    """Mark an action item as done; it leaves the next agenda. Doing it twice changes nothing."""
    current = ActionItem.objects.select_for_update().get(pk=action_item.pk)
    if current.state == ActionItem.State.OPEN:
        move(current, ActionItem.State.DONE, ACTION_ITEM)
        record(
            ActionItemDone(
                action_item_id=action_item.id, partnership_id=action_item.meeting.partnership_id
            ),
            by=by,
        )
    action_item.state = ActionItem.State.DONE
    return action_item


def _held(partnership: Partnership, held_on: date, length_minutes: int) -> Meeting:
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
        )
    move(meeting, Meeting.State.HELD, MEETING)
    meeting.length_minutes = length_minutes
    meeting.save(update_fields=["length_minutes"])
    return meeting


def _write_minutes(
    meeting: Meeting, *, author_id: UUID, action_points: Sequence[ActionPoint], next_items: str
) -> None:
    keys: KeyRing = {}
    minutes = Minutes(meeting=meeting)
    write_text(minutes, author_id=author_id, texts={"next_items": next_items}, known=keys)
    minutes.save(force_insert=True)
    items = []
    for position, point in enumerate(action_points):
        item = ActionItem(meeting=meeting, owner_id=point.owner_id, position=position)
        write_text(item, author_id=author_id, texts={"text": point.text}, known=keys)
        items.append(item)
    ActionItem.objects.bulk_create(items)
