from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Grant
from compagnon.partnerships.models import ActionItem, Attendance, Meeting, Partnership
from compagnon.partnerships.policy import reading_grant

PAGE_SIZE = 25


@dataclass(frozen=True)
class ActionItemView:
    """An action item as its members read it."""

    id: UUID
    text: str
    owner_name: str
    is_viewers: bool
    is_done: bool


@dataclass(frozen=True)
class MeetingView:
    """A meeting as its members read it, words and all."""

    id: UUID
    held_on: date
    length_minutes: int
    attended: tuple[str, ...]
    action_items: tuple[ActionItemView, ...]
    next_items: str


@dataclass(frozen=True)
class Agenda:
    """What the next meeting begins with: open action points, and what was left for next time."""

    action_items: tuple[ActionItemView, ...]
    next_items: str


def list_meetings(*, viewer: Actor, partnership: Partnership) -> list[MeetingView]:
    """Return the pair's latest held meetings, newest first, opened for a member.

    Refuses (`Closed`) anybody else; six queries, whatever the number of meetings.
    """
    grant = reading_grant(viewer, partnership)
    meetings = (
        Meeting.objects.filter(partnership=partnership, state=Meeting.State.HELD)
        .select_related("minutes")
        .prefetch_related(
            Prefetch("attendances", Attendance.objects.select_related("member__person")),
            Prefetch("action_items", ActionItem.objects.select_related("owner__person")),
        )
        .order_by("-held_on", "-id")[:PAGE_SIZE]
    )
    return [_view(meeting, partnership, viewer, grant) for meeting in meetings]


def get_agenda(*, viewer: Actor, partnership: Partnership) -> Agenda:
    """Return the agenda of the next meeting: every open action point, and the last items for next time."""
    grant = reading_grant(viewer, partnership)
    last = (
        Meeting.objects.filter(partnership=partnership, state=Meeting.State.HELD)
        .select_related("minutes")
        .order_by("-held_on", "-id")
        .first()
    )
    open_items = (
        ActionItem.objects.filter(meeting__partnership=partnership, state=ActionItem.State.OPEN)
        .select_related("meeting__partnership", "owner__person")
        .order_by("meeting__held_on", "meeting_id", "position")
    )
    return Agenda(
        action_items=tuple(_action_item(item, viewer, grant) for item in open_items),
        next_items=_next_items(last, partnership, grant) if last else "",
    )


def _view(meeting: Meeting, partnership: Partnership, viewer: Actor, grant: Grant) -> MeetingView:
    items = sorted(meeting.action_items.all(), key=lambda item: item.position)
    for item in items:
        item.meeting = meeting
    meeting.partnership = partnership
    return MeetingView(
        id=meeting.id,
        held_on=meeting.held_on,
        length_minutes=meeting.length_minutes,
        attended=tuple(sorted(row.member.person.name for row in meeting.attendances.all())),
        action_items=tuple(_action_item(item, viewer, grant) for item in items),
        next_items=_next_items(meeting, partnership, grant),
    )


def _action_item(item: ActionItem, viewer: Actor, grant: Grant) -> ActionItemView:
    return ActionItemView(
        id=item.id,
        text=grant.read(item, "text"),
        owner_name=item.owner.person.name,
        is_viewers=item.owner.person_id == viewer.person_id,
        is_done=item.state == ActionItem.State.DONE,
    )


def _next_items(meeting: Meeting, partnership: Partnership, grant: Grant) -> str:
    meeting.partnership = partnership
    meeting.minutes.meeting = meeting
    return grant.read(meeting.minutes, "next_items")
