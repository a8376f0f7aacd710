"""What a member's own calendar says of partnerships: when, with whom; never what about."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, installation
from compagnon.core.actors import Actor
from compagnon.notifications.calendars import Day, Entry
from compagnon.partnerships.invitations import occasion_of
from compagnon.partnerships.models import Meeting
from compagnon.partnerships.policy import members_known_to, memberships_of
from compagnon.partnerships.policy.sight import visible_meetings
from compagnon.partnerships.queries.dates import list_dates
from compagnon.partnerships.queries.partnership import names_in_words

SHOWN_FOR: Final = timedelta(days=365)


def entries(actor: Actor) -> Iterator[Entry]:
    """Yield a member's meetings, from a year ago on, and the days of reviews and ends to come; four queries."""
    meetings = visible_meetings(actor).filter(starts_at__gte=clock.now() - SHOWN_FOR)
    for meeting in meetings.exclude(state=Meeting.State.CANCELLED):
        scheme = meeting.partnership.joining_point.cycle.scheme
        yield occasion_of(meeting, _partners(actor, meeting.partnership_id), scheme.name)
    for dates in list_dates(list(memberships_of(actor))):
        key, named = dates.partnership_id, {"name": _partners(actor, dates.partnership_id)}
        page = f"{installation.origin()}/partnerships/{key.hex}/"
        days = (
            ("review", dates.review_on, _("Review: you and %(name)s") % named),
            ("end", dates.ends_on, _("Planned end: you and %(name)s") % named),
        )
        for kind, on, title in days:
            if on is not None:
                yield Day(key=f"{key.hex}-{kind}", on=on, title=title, description=page)


def _partners(actor: Actor, partnership_id: UUID) -> str:
    members = members_known_to(actor, partnership_id)
    others = (one.person.known_as for one in members if one.person_id != actor.person_id)
    return names_in_words(sorted(others))
