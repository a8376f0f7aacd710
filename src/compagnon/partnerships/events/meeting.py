from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingArranged(Event):
    """A member arranged a meeting, or moved it to another time."""

    meeting_id: UUID
    partnership_id: UUID
    invitation_sequence: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """A member cancelled an arranged meeting."""

    meeting_id: UUID
    partnership_id: UUID
    invitation_sequence: int


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(Event):
    """A member recorded that the pair met."""

    meeting_id: UUID
    partnership_id: UUID
    held_on: date


@dataclass(frozen=True, kw_only=True)
class ActionItemDone(Event):
    """The owner of an action item said it is done."""

    action_item_id: UUID
    partnership_id: UUID
