"""Invitations for calendars: one UID an occasion for ever, a higher SEQUENCE at each change, CANCEL at the end (RFC 5546)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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


def invitation(occasion: Occasion, *, attendee: str = "") -> CalendarPart:
    """Return an invitation, or a cancellation, as text/calendar.

    Times stand in the installation's own zone, so that a meeting at four stays at four when the clocks change.
    """
    starts_at = timezone.localtime(occasion.starts_at)
    method = "CANCEL" if occasion.is_cancelled else "REQUEST"
    event = Event()
    event.add("uid", f"{occasion.id.hex}@{installation.host()}")
    event.add("dtstamp", clock.now())
    event.add("sequence", occasion.sequence)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=occasion.length_minutes))
    event.add("summary", occasion.title)
    event.add("description", occasion.description)
    if occasion.place:
        event.add("location", occasion.place)
    event.add("status", "CANCELLED" if occasion.is_cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{installation.sender()}"))
    if attendee:
        event.add("attendee", vCalAddress(f"mailto:{attendee}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Compagnon//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return CalendarPart(str(calendar.to_ical().decode()), method)
