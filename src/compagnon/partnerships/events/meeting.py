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
class MeetingMissed(Event):
    """A member said that an arranged meeting did not take place."""

    meeting_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class VideoLinkSet(Event):
    """A member said where on the net an arranged meeting takes place."""

    meeting_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftWritten(Event):
    """A member noted something for the minutes during a meeting."""

    meeting_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class TimesProposed(Event):
    """A member proposed times for the next meeting."""

    times_proposal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class TimeAccepted(Event):
    """A proposed time suits a member."""

    proposed_time_id: UUID
    times_proposal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgendaItemAdded(Event):
    """A member put something on the agenda of the next meeting."""

    agenda_item_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgendaItemWithdrawn(Event):
    """A member took something of their own off the agenda."""

    agenda_item_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionItemDone(Event):
    """The owner of an action item said it is done."""

    action_item_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionItemCarried(Event):
    """The owner of an action item moved it to a later day, or to the next meeting."""

    action_item_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionItemDropped(Event):
    """The owner of an action item let it go."""

    action_item_id: UUID
    partnership_id: UUID
