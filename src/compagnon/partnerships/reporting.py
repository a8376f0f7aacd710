"""When a mentor reports to their own line manager, and for how long what was sent can be read. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from compagnon.partnerships.rules import months_on

FIRST: Final = timedelta(days=14)
READABLE_FOR: Final = timedelta(days=60)


@dataclass(frozen=True)
class ReportWords:
    """What a mentor writes, and to whom: how it goes, what it brings, what would help."""

    manager_name: str = ""
    manager_address: str = ""
    process: str = ""
    impact: str = ""
    support: str = ""


@dataclass(frozen=True)
class Period:
    """The days that a report is about, the first and the last. It is due on the last."""

    begins_on: date
    ends_on: date


def next_due(opened_on: date, after: date) -> date:
    """Return the first day after another one on which a report is due: after two weeks, a month, and each month (LSIS-57)."""
    if after < opened_on + FIRST:
        return opened_on + FIRST
    months = max(1, (after.year - opened_on.year) * 12 + after.month - opened_on.month)
    due_on = months_on(opened_on, months)
    return due_on if due_on > after else months_on(opened_on, months + 1)


def due_period(opened_on: date, reported_until: date | None, today: date) -> Period | None:
    """Return what the report is about that is due today; None if none is.

    It reaches back to the one before: whoever left one out owes one, not two.
    """
    begins_on = opened_on if reported_until is None else reported_until + timedelta(days=1)
    last, following = None, next_due(opened_on, begins_on - timedelta(days=1))
    while following <= today:
        last, following = following, next_due(opened_on, following)
    return Period(begins_on, last) if last else None
