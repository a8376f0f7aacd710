"""Two days before an introductory meeting: those who come are reminded, those who have not answered are asked again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from compagnon.core import clock
from compagnon.introductions.letters import about_reminder
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.invited import addresses_of
from compagnon.notifications import reminding
from compagnon.notifications.letters import letter
from compagnon.notifications.reminding import Reminder

KIND: Final = "introductions/introduction_near"
BEFORE: Final = timedelta(days=2)


def register() -> None:
    """Register the reminder's letter, and what finds out whom to remind."""
    letter(KIND, about_reminder, is_reminder=True)
    reminding.register("introductions", due_reminders)


def due_reminders(today: date) -> Iterator[Reminder]:
    """Yield who is invited to a meeting in two days or less, and was so before; two queries and one for the keys."""
    rows = list(
        Invitation.objects.filter(
            state__in=[Invitation.State.INVITED, Invitation.State.COMING],
            introduction__state=Introduction.State.PLANNED,
            introduction__starts_at__gt=clock.now(),
            introduction__starts_at__lt=clock.now() + BEFORE + timedelta(days=1),
        ).select_related("introduction__joining_point__cycle__scheme")
    )
    addresses = addresses_of(rows)
    for row in rows:
        due_on = timezone.localtime(row.introduction.starts_at).date() - BEFORE
        if (
            due_on <= today
            and timezone.localtime(row.invited_at).date() < due_on
            and addresses[row.id]
        ):
            yield Reminder(
                kind=KIND,
                subject_id=row.id,
                due_on=due_on,
                recipient_id=None,
                address=addresses[row.id],
                language=row.introduction.language,
                context={"invitation_id": row.id, "sequence": row.introduction.sequence},
            )
