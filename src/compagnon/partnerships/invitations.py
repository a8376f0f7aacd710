"""A pair's meeting as their calendars get it: when, how long, with whom; never what about."""

from dataclasses import replace

from django.utils.translation import gettext as _

from compagnon.core import installation
from compagnon.notifications import calendars
from compagnon.notifications.letters import CalendarPart
from compagnon.partnerships.models import Meeting


def invitation(
    meeting: Meeting,
    *,
    partner_name: str,
    scheme_name: str,
    attendee: str = "",
    is_off: bool = False,
) -> CalendarPart:
    """Return the invitation to a meeting, or its cancellation; `is_off`: for this reader alone."""
    occasion = occasion_of(meeting, partner_name, scheme_name)
    if is_off:
        occasion = replace(occasion, sequence=occasion.sequence + 1, is_cancelled=True)
    return calendars.invitation(occasion, attendee=attendee)


def occasion_of(meeting: Meeting, partner_name: str, scheme_name: str) -> calendars.Occasion:
    """Return an arranged meeting as calendars know it."""
    assert meeting.starts_at is not None  # noqa: S101 -- a constraint of the table: an arranged meeting has a time
    return calendars.Occasion(
        id=meeting.id,
        sequence=meeting.invitation_sequence,
        starts_at=meeting.starts_at,
        length_minutes=meeting.length_minutes,
        title=_("Meeting with %(name)s") % {"name": partner_name},
        description=f"{scheme_name}\n{installation.origin()}/meetings/{meeting.id.hex}/",
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
    )
