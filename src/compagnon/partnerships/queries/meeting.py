from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.partnerships.models import ActionItem, Meeting
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class ActionItemView:
    """An action item as its members read it."""

    id: UUID
    text: str
    owner_name: str
    is_viewers: bool
    is_done: bool


Opened = tuple[ActionItem, ActionItemView]


@dataclass(frozen=True)
class MeetingView:
    """A meeting as its members read it, words and all."""

    id: UUID
    held_on: date
    length_minutes: int
    attended: tuple[str, ...]
    action_items: tuple[ActionItemView, ...]
    next_items: str

    @property
    def gist(self) -> str:
        """How long it was, and who was there, in words."""
        return _("%(minutes)s minutes, with %(names)s") % {
            "minutes": self.length_minutes,
            "names": ", ".join(self.attended),
        }


@dataclass(frozen=True)
class Agenda:
    """What the next meeting begins with: open action points, and what was left for next time."""

    action_items: tuple[ActionItemView, ...]
    next_items: str


def meetings_in(reading: Reading, items: Iterable[Opened] | None = None) -> list[MeetingView]:
    """Return the latest held meetings of the pair that is being read, newest first."""
    taken_on: dict[UUID, list[ActionItemView]] = {}
    for item, view in opened(reading) if items is None else items:
        taken_on.setdefault(item.meeting_id, []).append(view)
    return [
        MeetingView(
            id=meeting.id,
            held_on=meeting.held_on,
            length_minutes=meeting.length_minutes,
            attended=tuple(sorted(reading.attended.get(meeting.id, ()))),
            action_items=tuple(taken_on.get(meeting.id, ())),
            next_items=_next_items(meeting, reading),
        )
        for meeting in reading.held
    ]


def agenda_in(reading: Reading, items: Iterable[Opened] | None = None) -> Agenda:
    """Return the agenda of the pair that is being read."""
    items = opened(reading) if items is None else items
    return Agenda(
        action_items=tuple(view for item, view in items if item.state == ActionItem.State.OPEN),
        next_items=_next_items(reading.held[0], reading) if reading.held else "",
    )


def opened(reading: Reading) -> list[Opened]:
    """Open the action items of the pair that is being read; a page that shows them twice opens them once."""
    return [(item, _action_item(item, reading)) for item in reading.action_items]


def _action_item(item: ActionItem, reading: Reading) -> ActionItemView:
    owner = reading.member(item.owner_id)
    return ActionItemView(
        id=item.id,
        text=reading.grant.read(item, "text"),
        owner_name=owner.person.known_as,
        is_viewers=owner.id == reading.own.id,
        is_done=item.state == ActionItem.State.DONE,
    )


def _next_items(meeting: Meeting, reading: Reading) -> str:
    meeting.minutes.meeting = meeting
    return reading.grant.read(meeting.minutes, "next_items")
