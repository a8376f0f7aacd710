"""Whether mentors may sign up at a joining point yet, where the scheme wants them to come to a meeting first (LSIS-40)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.introductions.models import Introduction
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of


def reason_to_wait(joining_point: JoiningPoint) -> str:
    """Return why mentors cannot sign up at a joining point yet; nothing once they can.

    They can where the scheme does not ask for it, and once one of its introductory meetings is over. One query,
    or none.
    """
    if not settings_of(joining_point.cycle.scheme).mentors_after_introduction:
        return ""
    rows = Introduction.objects.filter(
        joining_point=joining_point, state=Introduction.State.PLANNED
    )
    meetings = sorted(rows, key=lambda row: row.ends_at)
    if meetings and meetings[0].ends_at <= clock.now():
        return ""
    who = role_words(joining_point.cycle.scheme).several("mentor")
    if not meetings:
        return _(
            "{who}: signing up begins after an introductory meeting. Its day is not set yet; come back then."
        ).format(who=who)
    return _("{who}: signing up begins after the introductory meeting on {day}.").format(
        who=who, day=date_format(timezone.localtime(meetings[0].starts_at), "DATE_FORMAT")
    )
