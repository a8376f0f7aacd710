"""What members are reminded of by the calendar: their review, and the end they planned."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from compagnon.core import clock
from compagnon.notifications import reminding
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter
from compagnon.notifications.reminding import Reminder
from compagnon.partnerships.letters import about_partnership
from compagnon.partnerships.models import Member
from compagnon.partnerships.queries.dates import list_dates
from compagnon.partnerships.rules import ReminderKind, due
from compagnon.partnerships.wordings import WORDINGS


def register() -> None:
    """Register the reminders' letters, and what finds out whom to remind."""
    for kind in ReminderKind:
        letter(f"partnerships/{kind}", about_reminder, is_reminder=True, wording=WORDINGS[kind])
    reminding.register("partnerships", due_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield what the members of open partnerships are to be reminded of (ALL-34, ALL-65)."""
    found = list(due(list_dates(), today))
    members: dict[UUID, list[Member]] = {}
    for member in Member.objects.filter(
        partnership__in=[one.partnership_id for one in found]
    ).select_related("person"):
        members.setdefault(member.partnership_id, []).append(member)
    for one in found:
        for member in members[one.partnership_id]:
            yield Reminder(
                kind=f"partnerships/{one.kind}",
                subject_id=one.partnership_id,
                due_on=one.due_on,
                recipient_id=member.person_id,
                address=member.person.email,
                language=member.person.language,
                context={"partnership_id": one.partnership_id, "due_on": one.due_on},
            )


def about_reminder(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what a reminder may say; None once its date was moved or the partnership rests or is over."""
    is_due = any(
        (one.partnership_id, one.due_on) == (facts.id("partnership_id"), facts.day("due_on"))
        for one in due(list_dates(facts.id("partnership_id")), clock.today())
    )
    return about_partnership(facts, recipient) if is_due else None
