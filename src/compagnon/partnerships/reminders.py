"""What is due in a partnership on a day: its review, and its planned end. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

END_NOTICE: Final = timedelta(days=14)


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
class Reminder:
    """One thing to remind both members of; its due day is part of its key, so it is said once."""

    kind: ReminderKind
    partnership_id: UUID
    due_on: date


def due(partnerships: Iterable[PartnershipDates], today: date) -> Iterator[Reminder]:
    """Yield what to remind of: the review from its day on, the end from two weeks before (ALL-34, ALL-65).

    A day missed is caught up on the next; a review of which the end is already near is left out.
    """
    for dates in partnerships:
        if dates.ends_on - END_NOTICE <= today:
            yield Reminder(ReminderKind.END_NEAR, dates.partnership_id, dates.ends_on - END_NOTICE)
        elif dates.review_on <= today:
            yield Reminder(ReminderKind.REVIEW_DUE, dates.partnership_id, dates.review_on)
