"""What applicants are reminded of by the calendar: a draft that lies still, before it is too late."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from compagnon.core import clock
from compagnon.notifications import reminding
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.reminding import Reminder
from compagnon.recruitment.letters import DRAFT as KIND
from compagnon.recruitment.letters import WORDINGS
from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.standing import erased_on, reminded_on, when_closing


def register() -> None:
    """Register the reminder's letter, and what finds out whom to remind."""
    letter(KIND, about_draft, is_reminder=True, wording=WORDINGS[KIND])
    reminding.register("recruitment", due_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield whose draft is to be erased, or whose joining point is to close, in a few days; one query."""
    for row in _drafts():
        for day in reminded_on(_saved_on(row), row.joining_point.closes_on):
            if day <= today:
                yield Reminder(
                    kind=KIND,
                    subject_id=row.id,
                    due_on=day,
                    recipient_id=row.person_id,
                    address=row.person.email,
                    language=row.person.language,
                    context={"application_id": row.id, "due_on": day},
                )


def about_draft(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the reminder says; None once the draft was sent, erased, or worked on since."""
    row = _drafts().filter(pk=facts.id("application_id"), person=recipient.person_id).first()
    if row is None:
        return None
    point, saved_on = row.joining_point, _saved_on(row)
    if facts.day("due_on") not in reminded_on(saved_on, point.closes_on):
        return None
    return {
        "scheme_id": point.cycle.scheme_id,
        "scheme_name": point.cycle.scheme.name,
        "reader_name": row.person.name,
        "dates": when_closing(point.closes_on, clock.today()),
        "erased": date_format(erased_on(saved_on), "DATE_FORMAT"),
        "path": reverse("recruitment:application", kwargs={"application_id": row.id}),
    }


def _drafts() -> QuerySet[Application]:
    drafts = Application.objects.filter(state=Application.State.DRAFT)
    return drafts.select_related("person", "joining_point__cycle__scheme")


def _saved_on(row: Application) -> date:
    return timezone.localtime(row.saved_at or row.submitted_at).date()
