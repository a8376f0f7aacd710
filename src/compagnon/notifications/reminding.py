"""Reminders: each package says what is due; planning one twice, late or after a missed day is one letter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from compagnon.notifications.facts import Fact


@dataclass(frozen=True)
class Reminder:
    """One reminder to one person: of which kind, about what, due on which day."""

    kind: str
    subject_id: UUID
    due_on: date
    recipient_id: UUID
    address: str
    language: str
    context: Mapping[str, Fact] = field(default_factory=dict)


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
