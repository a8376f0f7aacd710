"""Pure rules of the calendar of a scheme."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core.errors import Refused

# September, January, April, in the order of an academic year (ALL-22).
DEFAULT_JOINING_MONTHS: Final = (9, 1, 4)
_FRIDAY, _MONDAY = 4, 0
_AUGUST = 8
_OPEN_FOR: Final = timedelta(weeks=22)  # the longest time between two joining points
_TOLD_AHEAD: Final = timedelta(weeks=1)
_REVIEWED_AFTER: Final = timedelta(weeks=16)  # about half-way through eight months
_A_YEAR_OF_WEEKS: Final = timedelta(weeks=52)


@dataclass(frozen=True)
class JoiningDates:
    """The days of a joining point: the first and the last for applications, by when to match, start, review."""

    opens_on: date
    closes_on: date
    match_by: date
    starts_on: date
    review_on: date

    def by_name(self) -> dict[str, date]:
        """Return every day by its name, in the order in which they come."""
        return asdict(self)


JOINING_DAYS: Final = tuple(field.name for field in fields(JoiningDates))


class Misplaced(NamedTuple):
    """Which of the days stands where it cannot, and why."""

    field: str
    reason: StrPromise


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
    return dates_around(_nth(2, _FRIDAY, year, month), _nth(4, _MONDAY, year, month))


def dates_around(closes_on: date, starts_on: date) -> JoiningDates:
    """Return the usual days of a joining point that closes and starts on these.

    It opens before the one before it closes, so that whoever is late for that one rolls on to this; it is matched
    a week before the start (not before it closes), and its pairs look at their contract again after sixteen weeks.
    """
    return JoiningDates(
        opens_on=closes_on - _OPEN_FOR,
        closes_on=closes_on,
        match_by=max(closes_on, starts_on - _TOLD_AHEAD),
        starts_on=starts_on,
        review_on=starts_on + _REVIEWED_AFTER,
    )


def misplaced(dates: JoiningDates) -> Misplaced | None:
    """Return the first day that does not follow the one before it; None if the joining point can be."""
    if dates.opens_on > dates.closes_on:
        return Misplaced("opens_on", _("Applications open before they close."))
    if dates.starts_on < dates.closes_on:
        return Misplaced("starts_on", _("The programme starts after applications have closed."))
    if not dates.closes_on <= dates.match_by <= dates.starts_on:
        return Misplaced(
            "match_by", _("Matching lies between the closing day and the day the programme starts.")
        )
    if dates.review_on <= dates.starts_on:
        return Misplaced("review_on", _("The review comes after the start."))
    return None


def a_year_later(dates: JoiningDates) -> JoiningDates:
    """Return the same days of the next year, each on the same day of the week."""
    return JoiningDates(**{name: day + _A_YEAR_OF_WEEKS for name, day in dates.by_name().items()})


def is_taking_applications(opens_on: date | None, closes_on: date, *, on: date) -> bool:
    """Say whether a joining point takes applications on a day; without a first day it has always been open."""
    return (opens_on is None or opens_on <= on) and on <= closes_on


def first_year(today: date) -> AcademicYear:
    """Return the year a new scheme begins with: the first one in which somebody can still join."""
    year = year_of(today)
    last = max(
        default_joining_dates(year.starts_on, month).closes_on for month in DEFAULT_JOINING_MONTHS
    )
    return year if last >= today else academic_year(year.starts_on.year + 1)


def year_after(name: str, starts_on: date, ends_on: date) -> AcademicYear:
    """Return the year that follows one; what is called "2026/27" is followed by "2027/28", anything else by its year."""
    later = [_same_day_next_year(day) for day in (starts_on, ends_on)]
    usual = academic_year(starts_on.year).name
    begins = starts_on.year + 1
    return AcademicYear(academic_year(begins).name if name == usual else str(begins), *later)


def _same_day_next_year(day: date) -> date:
    """Return the same day a year on; the 28th after a 29th of February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


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


def named(name: str) -> str:
    """Return a name without spaces around it; refuses an empty one."""
    if not name.strip():
        raise Refused(_("It needs a name."), field="name")
    return name.strip()
