"""What happened to letters and to what people chose about them."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event
from compagnon.notifications.models import ReminderChoice


@dataclass(frozen=True, kw_only=True)
class RemindersChosen(Event):
    """A person turned their reminders on or off."""

    person_id: UUID
    wants_reminders: bool


@dataclass(frozen=True, kw_only=True)
class NewsChosen(Event):
    """A person chose how often they hear of what they coordinate."""

    person_id: UUID
    news: ReminderChoice.News


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Event):
    """A person had their calendar given an address, or another one."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class CalendarClosed(Event):
    """A person's calendar has no address any more."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class HeldLettersReleased(Event):
    """Letters that waited for a coordinator were let go."""

    held_for: UUID
    letter_count: int


@dataclass(frozen=True, kw_only=True)
class HeldLettersDropped(Event):
    """Letters that waited for a coordinator were thrown away."""

    held_for: UUID
    letter_count: int


@dataclass(frozen=True, kw_only=True)
class HeldLettersWithdrawn(Event):
    """Letters that waited for a coordinator were ended without being sent; their rows say so."""

    held_for: UUID
    letter_count: int


@dataclass(frozen=True, kw_only=True)
class LettersForgotten(Event):
    """Rows of letters were deleted, because they were old or their reader was erased."""

    letter_count: int
