from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    """A member wrote a message to the others of the partnership."""

    message_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessagesRead(Event):
    """A member has read every message that was there."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class MessageDeleted(Event):
    """The author of a message deleted it."""

    message_id: UUID
    partnership_id: UUID
