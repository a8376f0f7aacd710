"""Pure rules of the workspace."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

EXPECTED_MONTHS: Final = (6, 9)
USUAL_MONTHS: Final = 8
END_NOTICE: Final = timedelta(days=14)


@dataclass(frozen=True)
class ActionPoint:
    """One line of the minutes: what, and which member takes it on."""

    text: str
    owner_id: UUID


@dataclass(frozen=True)
class Terms:
    """What a learning contract fixes (ALL-62, ALL-64, LSIS-31, LSIS-45)."""

    frequency: str
    mode: str
    length_minutes: int
    review_on: date
    ends_on: date
    focus_areas: tuple[str, ...]
    focus_note: str
    mentor_responsibilities: str
    mentee_responsibilities: str


def months_on(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def usual_end(begins_on: date, months: int = USUAL_MONTHS) -> date:
    """Return the end a partnership is planned with: so many months on as its scheme says (ALL-67)."""
    return months_on(begins_on, months)


def usual_review(begins_on: date, months: int = USUAL_MONTHS) -> date:
    """Return the first review: half-way to the usual end, a month on at the earliest."""
    return months_on(begins_on, max(1, months // 2))


def is_unusual_length(begins_on: date, ends_on: date) -> bool:
    """Say whether a partnership is planned for less than six or more than nine months (ALL-67: a warning, no block)."""
    shortest, longest = EXPECTED_MONTHS
    return not months_on(begins_on, shortest) <= ends_on <= months_on(begins_on, longest)


class ReminderKind(StrEnum):
    """What a reminder is about; also the stem of its letter."""

    REVIEW_DUE = "review_due"
    END_NEAR = "end_near"


@dataclass(frozen=True)
class PartnershipDates:
    """The dates of an open partnership whose learning contract is in force."""

    partnership_id: UUID
    review_on: date
    ends_on: date


@dataclass(frozen=True)
class DueReminder:
    """One thing to remind both members of; its day is part of its key, so it is said once."""

    kind: ReminderKind
    partnership_id: UUID
    due_on: date


def due(partnerships: Iterable[PartnershipDates], today: date) -> Iterator[DueReminder]:
    """Yield what to remind of: the review from its day on, the end from two weeks before (ALL-34, ALL-65).

    A day missed is caught up on the next; a review of which the end is already near is left out.
    """
    for dates in partnerships:
        if dates.ends_on - END_NOTICE <= today:
            yield DueReminder(
                ReminderKind.END_NEAR, dates.partnership_id, dates.ends_on - END_NOTICE
            )
        elif dates.review_on <= today:
            yield DueReminder(ReminderKind.REVIEW_DUE, dates.partnership_id, dates.review_on)
