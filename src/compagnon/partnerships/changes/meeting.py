from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import ActionItemDone, MeetingRecorded
from compagnon.partnerships.models import (
    ActionItem,
    Attendance,
    Meeting,
    Member,
    Minutes,
    Partnership,
)
from compagnon.partnerships.policy import memberships_of
from compagnon.partnerships.rules import ActionPoint


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

    The words are encrypted under the writer's key for this partnership. Refused for a day in the future
    and for a meeting that nobody attended.
    """
    if held_on > clock.today():
        raise Refused(_("A meeting cannot be recorded before it happens."), field="held_on")
    if not attended:
        raise Refused(_("Say who was there."), field="attended")
    meeting = Meeting.objects.create(
        partnership=partnership,
        state=Meeting.State.HELD,
        held_on=held_on,
        length_minutes=length_minutes,
    )
    _write_minutes(
        meeting,
        author_id=_writer(by, partnership),
        attended=attended,
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
    changed = ActionItem.objects.filter(pk=action_item.pk, state=ActionItem.State.OPEN).update(
        state=ActionItem.State.DONE
    )
    if changed:
        record(
            ActionItemDone(
                action_item_id=action_item.id, partnership_id=action_item.meeting.partnership_id
            ),
            by=by,
        )
    action_item.state = ActionItem.State.DONE
    return action_item


def _writer(by: Actor, partnership: Partnership) -> UUID:
    """Return whose key the words stand under."""
    return memberships_of(by)[UUID(str(partnership.pk))].person_id


def _write_minutes(
    meeting: Meeting,
    *,
    author_id: UUID,
    attended: Sequence[Member],
    action_points: Sequence[ActionPoint],
    next_items: str,
) -> None:
    for member in attended:
        Attendance.objects.create(meeting=meeting, member=member)
    minutes = Minutes(meeting=meeting)
    write_text(minutes, author_id=author_id, texts={"next_items": next_items})
    minutes.save(force_insert=True)
    for position, point in enumerate(action_points):
        item = ActionItem(meeting=meeting, owner_id=point.owner_id, position=position)
        write_text(item, author_id=author_id, texts={"text": point.text})
        item.save(force_insert=True)
