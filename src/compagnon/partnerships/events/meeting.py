from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


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
