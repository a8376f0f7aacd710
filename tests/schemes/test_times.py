"""A grid of days and parts of a day: as it is written, said and summed up."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.values import choose
from compagnon.schemes.vocabularies import AVAILABILITIES, PARTS_OF_WEEK
from compagnon.schemes.vocabularies.times import EXPANDED, expanded, summed_up, times_in_words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
CODES = st.lists(st.sampled_from([*AVAILABILITIES.keys, *PARTS_OF_WEEK.keys]), unique=True)


def found(text: str) -> list[str]:
    return [one.key for one in AVAILABILITIES.find(text)]


def of_weekdays(part: str) -> list[str]:
    return [f"{day}_{part}" for day in WEEKDAYS]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon am", ["mon_morning"]),
        ("Tue evening", ["tue_evening"]),
        ("In the evening, on Tuesdays", ["tue_evening"]),
        ("Tuesday (evening)", ["tue_evening"]),
        ("mon_before_school", ["mon_before_school"]),
        ("Thurs pm", ["thu_afternoon", "thu_after_school"]),
        ("Mon, Tue and Wed lunchtime", ["mon_lunch", "tue_lunch", "wed_lunch"]),
        ("Mon-Wed lunch", ["mon_lunch", "tue_lunch", "wed_lunch"]),
        ("Monday to Friday, before school", of_weekdays("before_school")),
        ("Weekday evenings", of_weekdays("evening")),
        ("Weekdays after school", of_weekdays("after_school")),
        ("Evenings", of_weekdays("evening")),
        ("Sat all day", ["sat_morning", "sat_afternoon", "sat_evening"]),
        ("Sundays", ["sun_morning", "sun_afternoon", "sun_evening"]),
        ("Weekends (Saturday only)", [*EXPANDED["weekends"]]),
        ("Half terms", ["holidays"]),
        ("Any time", list(AVAILABILITIES.keys)),
    ],
)
def test_times_are_recognised_as_people_write_them(written: str, expected: list[str]) -> None:
    assert found(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "whenever",
        "Mon am, Tue pm",  # two times: a file is divided there before anybody asks for one
        "Fri-Mon am",
        "Mon-Wed whenever",
        "Mon-Wed Fri",
        "sat before school",
        "Tuesday whenever",
    ],
)
def test_what_is_not_understood_altogether_is_no_time(written: str) -> None:
    assert found(written) == []


@given(CODES)
def test_what_is_exported_is_read_again_as_the_same_times(codes: list[str]) -> None:
    with translation.override("en"):
        said = "; ".join(map(str, times_in_words(codes)))

    assert choose(said, AVAILABILITIES) == (expanded(codes), ())


@given(CODES)
def test_a_part_of_the_week_stands_for_its_times(codes: list[str]) -> None:
    times = expanded(codes)

    assert expanded(times) == times
    assert set(summed_up(times)) == set(summed_up(codes))
    assert set(codes) & set(PARTS_OF_WEEK.keys) <= set(summed_up(times))


def test_times_are_said_shortly_and_in_the_readers_language() -> None:
    codes = ["holidays", "wed_morning", "evenings", "wed_lunch", "knitting"]

    assert list(map(str, times_in_words(codes))) == [
        "Weekday evenings",
        "Wednesday (morning, lunch break)",
        "School holidays",
        "knitting",
    ]
    with translation.override("de"):
        assert str(AVAILABILITIES["wed_lunch"].label) == "Mittwoch (Mittagspause)"
