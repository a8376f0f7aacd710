"""For calendars: invitations (one UID an occasion for ever, a higher SEQUENCE at each change, CANCEL at the end; RFC 5546) and a person's own calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from compagnon.core import clock, installation
from compagnon.notifications.letters import CalendarPart


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Something that people come to: when, for how long, what it is called, and what may be known of it outside."""

    id: UUID
    sequence: int
    starts_at: datetime
    length_minutes: int
    title: str
    description: str
    place: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on which something is due: what it is called, and what may be known of it outside. `key` is its own for ever."""

    key: str
    on: date
    title: str
    description: str


Entry = Occasion | Day


def invitation(occasion: Occasion, *, attendee: str = "") -> CalendarPart:
    """Return an invitation, or a cancellation, as text/calendar.

    Times stand in the installation's own zone, so that a meeting at four stays at four when the clocks change.
    """
    method = "CANCEL" if occasion.is_cancelled else "REQUEST"
    event = _of_occasion(occasion)
    event.add("status", "CANCELLED" if occasion.is_cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{installation.sender()}"))
    if attendee:
        event.add("attendee", vCalAddress(f"mailto:{attendee}"))
    return CalendarPart(_written([event], method=method), method)


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """Return a calendar to subscribe to; whoever reads it asks again every few hours (RFC 7986)."""
    events = [_of_day(one) if isinstance(one, Day) else _of_occasion(one) for one in entries]
    return _written(events, name=name, **{"refresh-interval": timedelta(hours=4)})


def _of_occasion(occasion: Occasion) -> Event:
    starts_at = timezone.localtime(occasion.starts_at)
    event = _event(occasion.id.hex, occasion.title, occasion.description)
    event.add("sequence", occasion.sequence)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=occasion.length_minutes))
    if occasion.place:
        event.add("location", occasion.place)
    return event


def _of_day(day: Day) -> Event:
    event = _event(day.key, day.title, day.description)
    event.add("dtstart", day.on)
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
    return event


def _event(key: str, title: str, description: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{installation.host()}")
    event.add("dtstamp", clock.now())
    event.add("summary", title)
    event.add("description", description)
    return event


def _written(events: Iterable[Event], **properties: object) -> str:
    written = Calendar()
    written.add("prodid", "-//Compagnon//EN")
    written.add("version", "2.0")
    for name, value in properties.items():
        written.add(name, value)
    for event in events:
        written.add_component(event)
    written.add_missing_timezones()
    return str(written.to_ical().decode())
