"""Who is reminded that a proposal waits for their answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from compagnon.matching.letters import REMINDER, REMINDER_WORDING, about_reminder
from compagnon.matching.models import Answer, Circle, Proposal, Seat
from compagnon.notifications import reminding
from compagnon.notifications.letters import letter
from compagnon.notifications.reminding import Reminder

DAYS_BEFORE: Final = timedelta(days=3)


def register() -> None:
    """Register the reminder's letter, and what finds out whom to remind."""
    letter(REMINDER, about_reminder, is_reminder=True, wording=REMINDER_WORDING)
    reminding.register("matching", due_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield who has not answered three days before the last day; nobody whose letter is younger. Two queries."""
    waiting = Answer.objects.filter(
        state=Answer.State.WAITING,
        proposal__state=Proposal.State.RELEASED,
        proposal__release__answer_by__gte=today,
        proposal__release__answer_by__lte=today + DAYS_BEFORE,
    )
    for row in waiting.select_related("person", "proposal__release"):
        release = row.proposal.release
        due_on = release.answer_by - DAYS_BEFORE
        if timezone.localtime(release.released_at).date() < due_on:
            yield Reminder(
                kind=REMINDER,
                subject_id=row.id,
                due_on=due_on,
                recipient_id=row.person_id,
                address=row.person.email,
                language=row.person.language,
                context={"answer_id": row.id},
            )
    yield from _seats_due(today)


def _seats_due(today: date) -> Iterator[Reminder]:
    """Yield the same of those who were put together with several; one query."""
    waiting = Seat.objects.filter(
        state=Seat.State.WAITING,
        circle__state=Circle.State.RELEASED,
        circle__release__answer_by__gte=today,
        circle__release__answer_by__lte=today + DAYS_BEFORE,
    )
    for row in waiting.select_related("person", "circle__release"):
        release = row.circle.release
        due_on = release.answer_by - DAYS_BEFORE
        if timezone.localtime(release.released_at).date() < due_on:
            yield Reminder(
                kind=REMINDER,
                subject_id=row.id,
                due_on=due_on,
                recipient_id=row.person_id,
                address=row.person.email,
                language=row.person.language,
                context={"seat_id": row.id},
            )
