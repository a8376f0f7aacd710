"""Reminders: each package says what is due; planning one twice, late or after a missed day is one letter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from compagnon.core import clock
from compagnon.notifications.changes import natural_key, plan_message
from compagnon.notifications.facts import Fact
from compagnon.notifications.models import Message

# A server that was off for two months reminds of what it missed; older reminders help nobody.
NO_OLDER_THAN: Final = timedelta(days=60)
AT_ONCE: Final = 500


@dataclass(frozen=True)
class Reminder:
    """One reminder to one person, with or without an account: of which kind, about what, due on which day."""

    kind: str
    subject_id: UUID
    due_on: date
    recipient_id: UUID | None
    address: str
    language: str
    context: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what makes this reminder the same one tomorrow."""
        return f"{self.subject_id.hex} {self.due_on.isoformat()}"


Due = Callable[[date], Iterable[Reminder]]

_sources: Final[dict[str, Due]] = {}


def register(name: str, due: Due) -> None:
    """Register what finds the reminders of a package: `due(today)` yields those whose day has come.

    It may yield the same reminder every day: kind, subject, recipient and day make it one letter. Its letter
    is registered with `is_reminder=True`, and its `render_context` answers None once the thing is done.
    """
    if name in _sources:
        raise ValueError(f"Declared twice: {name}")
    _sources[name] = due


def sources() -> Mapping[str, Due]:
    """Return every registered source."""
    return dict(_sources)


def plan_reminders(due: Due) -> int:
    """Plan what a source says is due today and was not planned before; return how many."""
    today = clock.today()
    wanted: dict[str, Reminder] = {}
    for reminder in due(today):
        if today - NO_OLDER_THAN <= reminder.due_on <= today:
            key = natural_key(reminder.kind, reminder.recipient_id, reminder.address, reminder.key)
            wanted[key] = reminder
    keys = list(wanted)
    return sum(
        _plan_missing({key: wanted[key] for key in keys[start : start + AT_ONCE]})
        for start in range(0, len(keys), AT_ONCE)
    )


def _plan_missing(wanted: Mapping[str, Reminder]) -> int:
    """Plan those that have no row yet, in one transaction."""
    planned = set(Message.objects.filter(key__in=wanted).values_list("key", flat=True))
    missing = [reminder for key, reminder in wanted.items() if key not in planned]
    with transaction.atomic():
        for reminder in missing:
            plan_message(
                kind=reminder.kind,
                recipient_id=reminder.recipient_id,
                address=reminder.address,
                language=reminder.language,
                context=reminder.context,
                key=reminder.key,
            )
    return len(missing)
