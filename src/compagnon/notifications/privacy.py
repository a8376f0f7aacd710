"""What the outbox keeps of a person: where a letter went, when, of which kind; never what it said."""

from uuid import UUID

from compagnon.core.actors import SYSTEM
from compagnon.core.privacy import Category, Erasure, Treatment, declare, on_erasure
from compagnon.notifications.changes import forget_person
from compagnon.notifications.models import AddressProblem, CalendarFeed, Message, ReminderChoice

_TECHNICAL = Treatment(
    Category.TECHNICAL, Erasure.WITH_ROW, "Needed to send each letter once; gone with the letter."
)
_RECORD = Treatment(
    Category.RECORD,
    Erasure.WITH_ROW,
    "Which letter went out and when; deleted 180 days later, and at once when the person is erased.",
    exported=True,
)
_ADDRESS = Treatment(Category.CONTACT, Erasure.WITH_ROW, "Where the letter goes.", exported=True)
_PERSON = Treatment(Category.IDENTITY, Erasure.WITH_ROW, "Whom the row is about.")
_CHOICE = Treatment(
    Category.ANSWER,
    Erasure.WITH_ROW,
    "What the person chose about reminders and their calendar.",
    exported=True,
)


def erase(person_id: UUID, address: str) -> None:
    """Delete a person's letters and choices."""
    forget_person(by=SYSTEM, person_id=person_id, address=address)


on_erasure(erase)
declare(
    Message,
    {
        "id": _TECHNICAL,
        "seal": _TECHNICAL,
        "work_state": _TECHNICAL,
        "attempts": _TECHNICAL,
        "next_try_at": _TECHNICAL,
        "leased_until": _TECHNICAL,
        "kind": _RECORD,
        "recipient": _PERSON,
        "address": _ADDRESS,
        "language": _RECORD,
        "context": Treatment(
            Category.TECHNICAL, Erasure.WITH_ROW, "Ids and dates of what the letter is about."
        ),
        "key": _TECHNICAL,
        "message_id": _TECHNICAL,
        "held_for": _TECHNICAL,
        "scheme_id": _TECHNICAL,
        "secret": Treatment(
            Category.TECHNICAL,
            Erasure.WITH_ROW,
            "A sign-in code or link token, encrypted, and destroyed when the letter is sent.",
        ),
        "planned_at": _RECORD,
        "sent_at": _RECORD,
        "outcome": _RECORD,
        "last_error": _TECHNICAL,
    },
)
declare(
    AddressProblem,
    {
        "address": _ADDRESS,
        "code": _RECORD,
        "noticed_at": _RECORD,
    },
)
declare(
    CalendarFeed,
    {
        "person": _PERSON,
        "serial": Treatment(
            Category.TECHNICAL, Erasure.WITH_ROW, "Part of the address of the person's calendar."
        ),
        "opened_at": _CHOICE,
    },
)
declare(
    ReminderChoice,
    {
        "person": _PERSON,
        "wants_reminders": _CHOICE,
        "news": _CHOICE,
        "chosen_at": _CHOICE,
    },
)
