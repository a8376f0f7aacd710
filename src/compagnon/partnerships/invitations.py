"""Calendar invitations: one UID a meeting for ever, a higher SEQUENCE at each change, CANCEL at the end (RFC 5546)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from compagnon.core import clock, installation
from compagnon.partnerships.models import Meeting


def method(meeting: Meeting) -> str:
    """Return what the invitation does to a calendar."""
    return "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"


def invitation(meeting: Meeting, *, partner_name: str, scheme_name: str, attendee: str = "") -> str:
    """Return an invitation as text/calendar: when, how long, with whom; never what about.

    Times stand in the installation's own zone, so that a meeting at four stays at four when the clocks change.
    """
    assert meeting.starts_at is not None  # noqa: S101 -- a constraint of the table: an arranged meeting has a time
    starts_at = timezone.localtime(meeting.starts_at)
    event = Event()
    event.add("uid", f"{meeting.id.hex}@{installation.host()}")
    event.add("dtstamp", clock.now())
    event.add("sequence", meeting.invitation_sequence)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=meeting.length_minutes))
    event.add("summary", _("Meeting with %(name)s") % {"name": partner_name})
    event.add("description", scheme_name)
    event.add("status", "CANCELLED" if method(meeting) == "CANCEL" else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{installation.sender()}"))
    if attendee:
        event.add("attendee", vCalAddress(f"mailto:{attendee}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Compagnon//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method(meeting))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())
