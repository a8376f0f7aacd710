"""What happens to term calendars."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TermCalendarAdded(Event):
    """An organisation got a calendar of terms to begin from; nobody has confirmed it."""

    term_calendar_id: UUID
    organisation_id: UUID
    year: int


@dataclass(frozen=True, kw_only=True)
class TermCalendarChanged(Event):
    """The terms and breaks of a calendar were changed, by hand or from a file, or confirmed."""

    term_calendar_id: UUID
    revision: int
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class TermCalendarDropped(Event):
    """The calendar of a council or institution was given up; its nation's counts again."""

    term_calendar_id: UUID
    organisation_id: UUID
