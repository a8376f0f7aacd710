from datetime import date
from typing import Any

import pytest

from compagnon.partnerships.stages import Outside, Stage, Standing, standing_of
from compagnon.schemes.rules.usual_terms import USUAL_TERMS
from compagnon.schemes.rules.working_weeks import SchoolDays

OPENED = date(2026, 9, 14)
ENGLAND = SchoolDays([(2026, USUAL_TERMS["england", 2026])], around=OPENED)
SCOTLAND = SchoolDays([(2026, USUAL_TERMS["scotland", 2026])], around=OPENED)
AGREED = {"agreed_on": date(2026, 9, 21), "heard_on": date(2026, 9, 21), "frequency": "monthly"}


def stands(today: date, **said: Any) -> Standing:
    usual: dict[str, Any] = {
        "is_paused": False,
        "ended_on": None,
        "opened_on": OPENED,
        "ends_on": date(2027, 5, 28),
        "heard_on": OPENED,
        "calendars": (ENGLAND, ENGLAND),
    }
    return standing_of(Outside(**{**usual, **said}), today)


@pytest.mark.parametrize(
    ("today", "said", "stage", "since", "changes_on"),
    [
        (date(2026, 9, 25), {}, Stage.ON_TRACK, OPENED, date(2026, 9, 28)),
        (date(2026, 9, 28), {}, Stage.UNSIGNED, OPENED, date(2026, 12, 7)),
        (date(2026, 12, 14), {}, Stage.QUIET, OPENED, date(2027, 5, 28)),
        (date(2026, 10, 5), AGREED, Stage.FIRST_MEETING, date(2026, 9, 21), date(2026, 12, 14)),
        (
            date(2026, 10, 5),
            {**AGREED, "meets_on": date(2026, 10, 20)},
            Stage.ON_TRACK,
            date(2026, 9, 21),
            date(2026, 10, 21),
        ),
        (
            date(2026, 12, 4),
            {**AGREED, "meets_on": date(2026, 10, 16)},  # nobody recorded it
            Stage.GAP,
            date(2026, 10, 16),
            date(2026, 12, 14),
        ),
        (
            date(2027, 2, 3),
            {
                **AGREED,
                "heard_on": date(2027, 1, 29),
                "met_on": date(2027, 1, 29),
                "review_on": date(2027, 2, 3),
            },
            Stage.REVIEW,
            date(2027, 2, 3),
            date(2027, 3, 19),
        ),
        (date(2027, 5, 28), AGREED, Stage.ENDING, date(2027, 5, 28), None),
        (date(2027, 1, 5), {"ended_on": date(2027, 1, 4)}, Stage.ENDED, date(2027, 1, 4), None),
        (date(2027, 1, 5), {"is_paused": True}, Stage.PAUSED, date(2027, 1, 5), None),
        (
            date(2027, 1, 5),
            {"is_paused": True, "known_stage": "paused", "known_since": date(2026, 12, 1)},
            Stage.PAUSED,
            date(2026, 12, 1),
            None,
        ),
        (
            date(2027, 1, 15),
            {"resumed_on": date(2027, 1, 11), "heard_on": date(2027, 1, 11)},
            Stage.ON_TRACK,
            date(2027, 1, 11),
            date(2027, 1, 25),
        ),
    ],
)
def test_where_a_partnership_stands_and_when_that_changes_by_itself(
    today: date, said: dict[str, Any], stage: Stage, since: date, changes_on: date | None
) -> None:
    assert stands(today, **said)[:3] == (stage, since, changes_on)


def test_when_they_began_to_be_stuck_is_known() -> None:
    assert stands(date(2026, 10, 8)).begins_on == date(2026, 9, 28)
    assert stands(date(2026, 9, 25)).begins_on is None


@pytest.mark.requirement("ALL-39")
def test_nobody_is_stuck_before_the_weeks_have_passed_in_the_calendars_of_both() -> None:
    both = {**AGREED, "met_on": date(2026, 9, 30), "calendars": (ENGLAND, SCOTLAND)}

    # Six working weeks from 30 September: England has one week off, Scotland another; together they take longer.
    assert stands(date(2026, 11, 17), **both).stage == Stage.ON_TRACK
    assert stands(date(2026, 11, 18), **both).stage == Stage.GAP
    assert stands(date(2026, 11, 18), **{**both, "calendars": ()}).stage == Stage.GAP


@pytest.mark.parametrize(
    ("frequency", "asks_on"),
    [
        ("", date(2026, 11, 16)),
        ("half_termly", date(2026, 12, 14)),
        ("monthly", date(2026, 11, 16)),
        ("fortnightly", date(2026, 11, 2)),
    ],
)
def test_members_are_asked_after_two_of_their_intervals_six_working_weeks_at_the_least(
    frequency: str, asks_on: date
) -> None:
    assert stands(OPENED, frequency=frequency).asks_on == asks_on


def test_nobody_is_asked_while_a_meeting_is_ahead_or_when_the_end_comes_first() -> None:
    assert stands(OPENED, meets_on=date(2026, 9, 20)).asks_on is None
    assert stands(date(2026, 9, 21), meets_on=date(2026, 9, 20)).asks_on == date(2026, 11, 16)
    assert stands(OPENED, ends_on=date(2026, 11, 16)).asks_on is None
    assert stands(OPENED, is_paused=True).asks_on is None
