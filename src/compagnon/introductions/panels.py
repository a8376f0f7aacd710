"""On the page of an application: that its applicant volunteered after an introductory meeting (LSIS-40)."""

from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor
from compagnon.introductions import links
from compagnon.introductions.policy import visible_introductions
from compagnon.introductions.queries.gate import reason_to_wait
from compagnon.recruitment.models import Application
from compagnon.recruitment.panels import Panel
from compagnon.recruitment.waiting import MENTORS_WAIT

TITLE: Final = _("Introductory meeting")


def volunteer_panel(viewer: Actor, application: Application) -> Panel | None:
    """Return which meeting led to an application, for coordinators, or that its applicant has to wait for one."""
    key = links.introduction_of(application.source)
    meeting = visible_introductions(viewer).filter(pk=key).first() if key else None
    if meeting is None:
        return _waiting_panel(application)
    line = format_lazy(
        _("{title}, {day}"),
        title=meeting.title,
        day=date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT"),
    )
    return Panel(TITLE, _("Volunteered after the meeting"), "good", (line,))


def _waiting_panel(application: Application) -> Panel | None:
    """Return that a mentor, imported before the meeting, is not approved yet; nothing where nobody waits."""
    waits = application.is_mentor and reason_to_wait(application.joining_point)
    return Panel(TITLE, _("Not yet at a meeting"), "warn", (MENTORS_WAIT,)) if waits else None
