from dataclasses import dataclass
from datetime import date

import pytest

from compagnon.schemes.rules import (
    DEFAULT_JOINING_MONTHS,
    default_joining_dates,
    next_joining_point,
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
    assert default_joining_dates(date(2026, 9, 1), month) == (closes_on, starts_on)


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
