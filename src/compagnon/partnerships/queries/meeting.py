import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.partnerships.activities import LABELS
from compagnon.partnerships.models import ActionItem, AgendaItem, Meeting
from compagnon.partnerships.queries.agenda_item import AgendaItemView
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class ActionItemView:
    """An action item as its members read it."""

    id: UUID
    text: str
    owner_name: str
    is_viewers: bool
    state: str
    due_on: date | None

    @property
    def is_done(self) -> bool:
        """Whether its owner said that it is done."""
        return self.state == ActionItem.State.DONE

    @property
    def is_open(self) -> bool:
        """Whether it stands on the next agenda."""
        return self.state == ActionItem.State.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and it is still open."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


Opened = tuple[ActionItem, ActionItemView]
Brought = tuple[AgendaItem, AgendaItemView]


@dataclass(frozen=True)
class MeetingView:
    """A meeting as its members read it, words and all."""

    id: UUID
    held_on: date
    length_minutes: int
    attended: tuple[str, ...]
    action_items: tuple[ActionItemView, ...]
    next_items: str
    place: str
    activities: tuple[StrOrPromise, ...]
    came_up: tuple[AgendaItemView, ...]
    moved_count: int

    @property
    def gist(self) -> str:
        """How long it was, who was there, and where, in words."""
        said = _("%(minutes)s minutes, with %(names)s") % {
            "minutes": self.length_minutes,
            "names": ", ".join(self.attended),
        }
        return f"{said} · {Meeting.Place(self.place).label}" if self.place else said


@dataclass(frozen=True)
class Agenda:
    """What the next meeting begins with: what members brought, open action points, and what was left for next time."""

    action_items: tuple[ActionItemView, ...]
    next_items: str
    items: tuple[AgendaItemView, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits to be talked about."""
        return not (self.action_items or self.next_items or self.items)


def meetings_in(
    reading: Reading, items: Iterable[Opened], brought: Iterable[Brought]
) -> list[MeetingView]:
    """Return the latest held meetings of the pair that is being read, newest first."""
    came_up: dict[UUID | None, list[AgendaItemView]] = {}
    for row, brought_view in brought:
        came_up.setdefault(row.meeting_id, []).append(brought_view)
    taken_on: dict[UUID, list[ActionItemView]] = {}
    for item, view in items:
        taken_on.setdefault(item.meeting_id, []).append(view)
    return [
        MeetingView(
            id=meeting.id,
            held_on=meeting.held_on,
            length_minutes=meeting.length_minutes,
            attended=tuple(sorted(reading.attended.get(meeting.id, ()))),
            action_items=tuple(taken_on.get(meeting.id, ())),
            next_items=_next_items(meeting, reading),
            place=meeting.place,
            activities=_activities(meeting, reading),
            came_up=tuple(came_up.get(meeting.id, ())),
            moved_count=meeting.invitation_sequence,
        )
        for meeting in reading.held
    ]


def agenda_in(reading: Reading, items: Iterable[Opened], brought: Iterable[Brought]) -> Agenda:
    """Return the agenda of the pair that is being read."""
    return Agenda(
        action_items=tuple(
            view
            for item, view in items
            if item.state == ActionItem.State.OPEN and item.owner_id in reading.members
        ),
        next_items=_next_items(reading.held[0], reading) if reading.held else "",
        items=tuple(view for row, view in brought if row.is_waiting),
    )


def opened(reading: Reading) -> list[Opened]:
    """Open the action items of the pair that is being read; a page that shows them twice opens them once."""
    return [(item, action_item_in(reading, item)) for item in reading.action_items]


def action_item_in(reading: Reading, item: ActionItem) -> ActionItemView:
    """Return an action item of the pair that is being read."""
    owner = reading.member(item.owner_id)
    return ActionItemView(
        id=item.id,
        text=reading.grant.read(item, "text"),
        owner_name=owner.person.known_as,
        is_viewers=owner.id == reading.own.id,
        state=item.state,
        due_on=item.due_on,
    )


def _next_items(meeting: Meeting, reading: Reading) -> str:
    meeting.minutes.meeting = meeting
    return reading.grant.read(meeting.minutes, "next_items")


def _activities(meeting: Meeting, reading: Reading) -> tuple[StrOrPromise, ...]:
    if reading.grant.is_closed:
        return ()
    keys = json.loads(reading.grant.read(meeting.minutes, "activities") or "[]")
    return tuple(LABELS[key] for key in keys if key in LABELS)
