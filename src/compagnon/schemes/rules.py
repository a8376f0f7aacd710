"""Pure rules of the calendar of a scheme."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol, TypeVar

# September, January, April, in the order of an academic year (ALL-22).
DEFAULT_JOINING_MONTHS: Final = (9, 1, 4)
_FRIDAY, _MONDAY = 4, 0
_AUGUST = 8


class JoiningDates(NamedTuple):
    """The last day on which applications are taken, and the day on which mentoring starts."""

    closes_on: date
    starts_on: date


class AcademicYear(NamedTuple):
    """A year of a scheme: what it is called, its first and its last day (ALL-21)."""

    name: str
    starts_on: date
    ends_on: date


class TakesApplications(Protocol):
    """Anything with a last day for applications."""

    @property
    def closes_on(self) -> date:
        """The last day on which applications are taken."""


T = TypeVar("T", bound=TakesApplications)


def default_joining_dates(cycle_starts_on: date, month: int) -> JoiningDates:
    """Return the usual dates of a joining point: closed on the second Friday, started on the fourth Monday.

    A month before the one in which the cycle starts belongs to the next calendar year.
    """
    year = cycle_starts_on.year + (month < cycle_starts_on.month)
    return JoiningDates(_nth(2, _FRIDAY, year, month), _nth(4, _MONDAY, year, month))


def academic_year(begins: int) -> AcademicYear:
    """Return the academic year that begins in September of a calendar year."""
    return AcademicYear(
        f"{begins}/{(begins + 1) % 100:02}", date(begins, 9, 1), date(begins + 1, 8, 31)
    )


def year_of(day: date) -> AcademicYear:
    """Return the academic year a day lies in; in August the next one, which is being prepared by then."""
    return academic_year(day.year if day.month >= _AUGUST else day.year - 1)


def _nth(number: int, weekday: int, year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def next_joining_point(points: Iterable[T], *, on: date) -> T | None:
    """Return the joining point for an application sent on a day: whoever is late joins at the next one (ALL-22).

    None if every joining point has closed.
    """
    still_open = (point for point in points if point.closes_on >= on)
    return min(still_open, key=lambda point: point.closes_on, default=None)
