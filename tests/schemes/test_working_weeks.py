from datetime import date

import pytest

from compagnon.schemes.rules.usual_terms import USUAL_TERMS
from compagnon.schemes.rules.working_weeks import SchoolDays

AROUND = date(2026, 9, 14)


def days_of(nation: str) -> SchoolDays:
    years = [(year, entries) for (whose, year), entries in USUAL_TERMS.items() if whose == nation]
    return SchoolDays(years, around=AROUND)


WALES, SCOTLAND = days_of("wales"), days_of("scotland")


@pytest.mark.parametrize(
    ("day", "wales", "scotland"),
    [
        (date(2026, 10, 9), False, False),  # a Friday of school in both
        (date(2026, 10, 10), False, True),  # the weekend before Scotland's week off
        (date(2026, 10, 15), False, True),
        (date(2026, 10, 18), False, True),  # a Sunday; school begins on Monday
        (date(2026, 10, 25), True, False),
        (date(2026, 10, 28), True, False),
        (date(2026, 12, 25), True, True),
        (date(2027, 8, 16), True, False),  # Scotland's summer is over
        (date(2027, 5, 3), True, True),  # a day off
    ],
)
def test_holidays_are_those_of_the_nation(day: date, wales: bool, scotland: bool) -> None:
    assert (WALES.is_holiday(day), SCOTLAND.is_holiday(day)) == (wales, scotland)


@pytest.mark.parametrize(
    ("day", "wales", "scotland"),
    [
        (date(2026, 10, 10), date(2026, 10, 10), date(2026, 10, 19)),
        (date(2026, 10, 28), date(2026, 11, 2), date(2026, 10, 28)),
        (date(2026, 12, 24), date(2027, 1, 4), date(2027, 1, 6)),
    ],
)
def test_first_from_is_the_first_school_day_after_the_holidays(
    day: date, wales: date, scotland: date
) -> None:
    assert (WALES.first_from(day), SCOTLAND.first_from(day)) == (wales, scotland)


def test_working_weeks_leave_the_holidays_out() -> None:
    assert WALES.weeks(AROUND, date(2026, 10, 20)) == 5
    assert SCOTLAND.weeks(AROUND, date(2026, 10, 20)) == 4
    assert WALES.weeks(AROUND, date(2026, 9, 1)) == 0
    assert WALES.after_weeks(date(2026, 10, 16), 2) == date(2026, 11, 6)
    assert SCOTLAND.after_weeks(date(2026, 10, 16), 2) == date(2026, 10, 30)


def test_where_nobody_knows_the_terms_weekdays_count() -> None:
    nowhere = SchoolDays([], around=AROUND)

    assert not nowhere.is_holiday(date(2026, 12, 24))
    assert not nowhere.is_holiday(date(2026, 12, 26))
    assert nowhere.count(date(2026, 9, 14), date(2026, 9, 21)) == 5
    assert nowhere.after_weeks(AROUND, 1000) == date(2028, 9, 15)
    assert nowhere.first_from(date(2040, 1, 1)) == date(2040, 1, 1)
