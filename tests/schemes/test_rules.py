from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core.errors import Refused
from compagnon.schemes.rules import (
    DEFAULT_JOINING_MONTHS,
    a_year_later,
    dates_around,
    default_joining_dates,
    first_year,
    is_taking_applications,
    misplaced,
    named,
    next_joining_point,
    year_after,
    year_of,
)


@dataclass(frozen=True)
class Point:
    closes_on: date


SEPTEMBER, JANUARY, APRIL = (
    Point(default_joining_dates(date(2026, 9, 1), month).closes_on) for month in (9, 1, 4)
)


@pytest.mark.requirement("ALL-22")
def test_people_join_in_september_january_and_april() -> None:
    assert DEFAULT_JOINING_MONTHS == (9, 1, 4)


@pytest.mark.parametrize(
    ("month", "closes_on", "starts_on"),
    [
        (9, date(2026, 9, 11), date(2026, 9, 28)),
        (1, date(2027, 1, 8), date(2027, 1, 25)),
        (4, date(2027, 4, 9), date(2027, 4, 26)),
        (8, date(2027, 8, 13), date(2027, 8, 23)),
    ],
)
def test_default_joining_dates_are_the_second_friday_and_the_fourth_monday(
    month: int, closes_on: date, starts_on: date
) -> None:
    dates = default_joining_dates(date(2026, 9, 1), month)

    assert (dates.closes_on, dates.starts_on) == (closes_on, starts_on)
    assert misplaced(dates) is None


@given(
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    st.integers(0, 400),
)
def test_the_usual_days_around_any_closing_and_start_follow_one_another(
    closes_on: date, days: int
) -> None:
    dates = dates_around(closes_on, closes_on + timedelta(days=days))

    days = list(dates.by_name().values())
    assert days == sorted(days)
    assert misplaced(dates) is None
    later = a_year_later(dates)
    assert misplaced(later) is None
    assert [day.weekday() for day in later.by_name().values()] == [day.weekday() for day in days]


@pytest.mark.parametrize(
    ("opens_on", "on", "takes"),
    [
        (date(2026, 8, 1), date(2026, 7, 31), False),
        (date(2026, 8, 1), date(2026, 8, 1), True),
        (None, date(2026, 1, 1), True),
        (None, date(2026, 9, 11), True),
        (None, date(2026, 9, 12), False),
    ],
)
def test_applications_are_taken_from_the_first_to_the_last_day(
    opens_on: date | None, on: date, takes: bool
) -> None:
    assert is_taking_applications(opens_on, date(2026, 9, 11), on=on) is takes


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 9, 14), "2026/27"),
        (date(2027, 4, 9), "2026/27"),
        (date(2027, 4, 10), "2027/28"),
        (date(2027, 8, 1), "2027/28"),
    ],
)
def test_the_first_year_is_one_in_which_somebody_can_still_join(today: date, name: str) -> None:
    assert first_year(today).name == name


@pytest.mark.parametrize(
    ("name", "starts_on", "ends_on", "later"),
    [
        (
            "2026/27",
            date(2026, 9, 1),
            date(2027, 8, 31),
            ("2027/28", date(2027, 9, 1), date(2028, 8, 31)),
        ),
        (
            "The first",
            date(2028, 2, 29),
            date(2028, 12, 31),
            ("2029", date(2029, 2, 28), date(2029, 12, 31)),
        ),
    ],
)
def test_the_year_after_another(
    name: str, starts_on: date, ends_on: date, later: tuple[str, date, date]
) -> None:
    assert year_after(name, starts_on, ends_on) == later


def test_a_name_is_kept_without_spaces_around_it_and_never_empty() -> None:
    assert named(" Ours ") == "Ours"
    with pytest.raises(Refused, match="needs a name"):
        named("  ")


@pytest.mark.requirement("ALL-22")
@pytest.mark.parametrize(
    ("sent_on", "joins_at"),
    [
        (date(2026, 6, 1), SEPTEMBER),
        (date(2026, 9, 11), SEPTEMBER),
        (date(2026, 9, 12), JANUARY),
        (date(2027, 1, 9), APRIL),
        (date(2027, 4, 10), None),
    ],
)
def test_next_joining_point_rolls_a_late_application_on(
    sent_on: date, joins_at: Point | None
) -> None:
    assert next_joining_point([APRIL, SEPTEMBER, JANUARY], on=sent_on) == joins_at


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 7, 31), "2025/26", date(2025, 9, 1), date(2026, 8, 31)),
        (date(2026, 8, 1), "2026/27", date(2026, 9, 1), date(2027, 8, 31)),
        (date(2100, 1, 1), "2099/00", date(2099, 9, 1), date(2100, 8, 31)),
    ],
)
def test_the_academic_year_of_a_day_turns_in_august(
    day: date, name: str, first: date, last: date
) -> None:
    assert year_of(day) == (name, first, last)
