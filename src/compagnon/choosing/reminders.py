"""Who is reminded that a request waits for their answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from compagnon.choosing.letters import REMINDER, about_request
from compagnon.choosing.models import Request
from compagnon.notifications import reminding
from compagnon.notifications.letters import letter
from compagnon.notifications.reminding import Reminder
from compagnon.recruitment.models import Application

DAYS_BEFORE: Final = timedelta(days=3)


def register() -> None:
    """Register the reminder's letter, and what finds out whom to remind."""
    letter(REMINDER, about_request, is_reminder=True)
    reminding.register("choosing", due_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield who has not answered three days before the last day; one query."""
    waiting = Request.objects.filter(
        state=Request.State.WAITING, answer_by__gte=today, answer_by__lte=today + DAYS_BEFORE
    )
    for row in waiting.select_related("asker", "asked__person", "third__person"):
        for asked in row.people[1:]:
            if asked != row.agreed:
                yield _to(asked, row)


def _to(asked: Application, row: Request) -> Reminder:
    whom = asked.person
    return Reminder(
        kind=REMINDER,
        subject_id=row.id,
        due_on=row.answer_by - DAYS_BEFORE,
        recipient_id=asked.person_id,
        address=whom.email,
        language=whom.language,
        context={"request_id": row.id},
    )
