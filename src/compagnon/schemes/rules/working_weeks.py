"""Time as somebody's school counts it: school days and working weeks by their own calendar, holidays left out. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from compagnon.schemes.rules.terms import Entry, Kind

A_WORKING_WEEK: Final = 5
_WEEKEND: Final = (5, 6)
_BACK: Final = timedelta(days=3 * 366)
_AHEAD: Final = timedelta(days=2 * 366)
_JULY: Final = (7, 1)
_AUGUST: Final = (8, 31)


class SchoolDays:
    """The school days of one calendar around a day. In a year of which nobody knows the terms, weekdays count."""

    def __init__(self, years: Iterable[tuple[int, Sequence[Entry]]], *, around: date) -> None:
        """Take school years with their terms, breaks and days off; days up to three years back and two ahead."""
        self._days = sorted(_taught(list(years), around - _BACK, around + _AHEAD))

    def count(self, since: date, until: date) -> int:
        """Return how many school days have passed after a day, up to and with another."""
        after = bisect_right(self._days, since.toordinal())
        return max(0, bisect_right(self._days, until.toordinal()) - after)

    def weeks(self, since: date, until: date) -> int:
        """Return how many whole working weeks have passed: five school days each."""
        return self.count(since, until) // A_WORKING_WEEK

    def after_weeks(self, since: date, weeks: int) -> date:
        """Return the day on which so many working weeks have passed; the last known day if that lies further on."""
        place = bisect_right(self._days, since.toordinal()) + weeks * A_WORKING_WEEK - 1
        return date.fromordinal(self._days[min(place, len(self._days) - 1)])

    def first_from(self, day: date) -> date:
        """Return the day itself outside the holidays, or the first school day after them."""
        if not self.is_holiday(day):
            return day
        place = bisect_left(self._days, day.toordinal())
        return date.fromordinal(self._days[place]) if place < len(self._days) else day

    def is_holiday(self, day: date) -> bool:
        """Say whether a day is free: no school, and no mere weekend between two days of school."""
        if day.weekday() not in _WEEKEND:
            return not self._holds(day)
        friday = day - timedelta(days=day.weekday() - 4)
        return not (self._holds(friday) and self._holds(friday + timedelta(days=3)))

    def _holds(self, day: date) -> bool:
        place = bisect_left(self._days, day.toordinal())
        return place < len(self._days) and self._days[place] == day.toordinal()


def _taught(years: Sequence[tuple[int, Sequence[Entry]]], first: date, last: date) -> Iterator[int]:
    known = [(date(year, *_JULY), date(year + 1, *_AUGUST)) for year, _entries in years]
    taught: set[int] = set()
    for _year, entries in years:
        free = {
            day
            for one in entries
            if one.kind != Kind.TERM
            for day in _weekdays(one.starts_on, one.ends_on)
        }
        for one in entries:
            if one.kind == Kind.TERM:
                taught |= set(_weekdays(one.starts_on, one.ends_on)) - free
    for day in _weekdays(first, last):
        if day in taught or not any(
            begin.toordinal() <= day <= end.toordinal() for begin, end in known
        ):
            yield day


def _weekdays(first: date, last: date) -> Iterator[int]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        if date.fromordinal(ordinal).weekday() not in _WEEKEND:
            yield ordinal
