from collections.abc import Mapping
from datetime import date
from uuid import UUID

from compagnon.notifications.facts import Fact
from compagnon.notifications.reminding import Reminder
from compagnon.partnerships.models import Member


def reminder_to(
    member: Member, stem: str, about: Mapping[str, Fact], *, subject_id: UUID, due_on: date
) -> Reminder:
    """Return a reminder to a member of a partnership."""
    return Reminder(
        kind=f"partnerships/{stem}",
        subject_id=subject_id,
        due_on=due_on,
        recipient_id=member.person_id,
        address=member.person.email,
        language=member.person.language,
        context=about,
    )
