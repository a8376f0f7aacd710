"""On the page of an application: that its applicant volunteered after an introductory meeting (LSIS-40)."""

from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.actors import Actor
from compagnon.introductions import links
from compagnon.introductions.policy import visible_introductions
from compagnon.recruitment.models import Application
from compagnon.recruitment.panels import Panel

TITLE: Final = _("Introductory meeting")


def volunteer_panel(viewer: Actor, application: Application) -> Panel | None:
    """Return which meeting led to an application, for coordinators; nothing where none did."""
    key = links.introduction_of(application.source)
    if key is None:
        return None
    meeting = visible_introductions(viewer).filter(pk=key).first()
    if meeting is None:
        return None
    line = format_lazy(
        _("{title}, {day}"),
        title=meeting.title,
        day=date_format(timezone.localtime(meeting.starts_at), "DATE_FORMAT"),
    )
    return Panel(TITLE, _("Volunteered after the meeting"), "good", (line,))
