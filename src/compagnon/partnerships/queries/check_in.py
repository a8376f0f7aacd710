"""Whom to ask whether their partnership works, and which questions stand open for a reader."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from compagnon.core import clock
from compagnon.notifications.reminding import NO_OLDER_THAN
from compagnon.partnerships.models import CheckIn, Meeting, Member, Partnership, Progress
from compagnon.partnerships.queries.outside import school_days_of
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.rules import FIRST_MEETINGS, FIRST_WEEKS, is_time_to_ask

AT_ONCE: Final = 500


def list_members_to_ask(today: date) -> list[Member]:
    """Return who is to be asked for the first time, in partnerships at work whose end has not come; two queries.

    One more for each further organisation; not more than 500 at once, those who met first. For the system: it asks for
    no viewer.
    """
    opened_by = clock.now() - timedelta(weeks=FIRST_WEEKS)
    rows = (
        Member.objects.filter(
            check_in=None,
            left_at=None,
            partnership__state=Partnership.State.OPEN,
            partnership__planned_end_on__gt=today,
        )
        .annotate(
            met_count=Count(
                "partnership__meetings",
                filter=Q(partnership__meetings__state=Meeting.State.HELD),
            )
        )
        .filter(Q(met_count__gte=FIRST_MEETINGS) | Q(partnership__opened_at__lte=opened_by))
        .select_related("partnership__joining_point__cycle__scheme")
        .order_by("-met_count", "partnership__opened_at", "id")
    )
    found = list(rows[:AT_ONCE])
    days = school_days_of([row.partnership for row in found], found)
    return [
        row
        for row in found
        if is_time_to_ask(
            row.met_count,
            days[row.id].weeks(timezone.localtime(row.partnership.opened_at).date(), today),
        )
    ]


def list_open_check_ins(today: date, check_in_id: UUID | None = None) -> list[CheckIn]:
    """Return the questions that stand open in partnerships at work, or the one; one query. For reminders only."""
    rows = CheckIn.objects.filter(
        asks_on__range=(today - NO_OLDER_THAN, today),
        member__partnership__state=Partnership.State.OPEN,
    )
    return list(rows.filter(pk=check_in_id) if check_in_id else rows)


def is_asked_in(reading: Reading) -> bool:
    """Say whether the reader is asked if it works; one query. Of the others' questions nobody knows."""
    rows = CheckIn.objects.filter(member=reading.own, asks_on__lte=clock.today())
    return rows.exists() and reading.partnership.state == Partnership.State.OPEN


def is_silent_in(reading: Reading) -> bool:
    """Say whether the members are asked, after a silence, if they go on; one query."""
    rows = Progress.objects.filter(partnership=reading.partnership, asks_on__lte=clock.today())
    return rows.exists() and reading.partnership.state == Partnership.State.OPEN
