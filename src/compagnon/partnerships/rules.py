"""Pure rules of the workspace."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

EXPECTED_MONTHS: Final = (6, 9)
DAYS_A_MONTH: Final = 30.44


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


def usual_end(begins_on: date) -> date:
    """Return the end a partnership is planned with: eight months on, within the six to nine of ALL-67."""
    return begins_on + timedelta(days=round(8 * DAYS_A_MONTH))


def usual_review(begins_on: date) -> date:
    """Return the first review: half-way to the usual end."""
    return begins_on + timedelta(days=round(4 * DAYS_A_MONTH))


def is_unusual_length(begins_on: date, ends_on: date) -> bool:
    """Say whether a partnership is planned for fewer than six or more than nine months (ALL-67: a warning, no block)."""
    months = (ends_on - begins_on).days / DAYS_A_MONTH
    shortest, longest = EXPECTED_MONTHS
    return not shortest <= round(months, 1) <= longest
