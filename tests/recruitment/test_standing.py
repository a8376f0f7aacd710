"""Where an application stands, in words."""

from dataclasses import replace
from datetime import date

import pytest

from compagnon.recruitment.models import Application
from compagnon.recruitment.rules.standing import (
    StandingFacts,
    erased_on,
    reminded_on,
    standing_of,
    when_closing,
    when_decided,
    when_mentoring_starts,
)
from compagnon.schemes.settings import MatchingMode

CLOSES, STARTS, TODAY = date(2027, 1, 8), date(2027, 1, 25), date(2026, 12, 1)


def facts(state: str, today: date = TODAY, **more: int) -> StandingFacts:
    return StandingFacts(
        state=state,
        closes_on=CLOSES,
        starts_on=STARTS,
        today=today,
        saved_on=date(2026, 11, 20),
        **more,
    )


SAID = {
    "draft": (
        "It is kept until 20 December 2026, and nobody but you can see it.",
        "Send it by 8 January 2027 to join in time.",
    ),
    "submitted": (
        "Your application has arrived.",
        (
            "The Coordination Group looks at it after 8 January 2027. You will have a letter before"
            " the programme starts on 25 January 2027."
        ),
    ),
    "asked": (
        "The Coordination Group would like to know a little more from you.",
        "Answer what they ask; then they go on with your application.",
    ),
    "approved": (
        "You take part in the matching.",
        (
            "As soon as there is a partner for you, you get a letter, with the reasons, and you say yes"
            " or no. The programme starts on 25 January 2027."
        ),
    ),
    "waiting": (
        "You are number 2 of 3 on the waiting list.",
        (
            "We have nobody to propose to you at the moment. Those who wait come first when somebody is free,"
            " and at the next joining point."
        ),
    ),
    "declined": (
        "The Coordination Group could not take this application up.",
        "You are welcome to write to them, and to apply again next time.",
    ),
    "withdrawn": (
        "You withdrew. Nobody asked why, and it never counts against you.",
        "You are welcome at the next joining point.",
    ),
    "matched": (
        "You have a partner.",
        "Everything between you stands in your partnership.",
    ),
}


@pytest.mark.parametrize("state", Application.State.values)
def test_every_state_is_told_with_what_happens_next(state: str) -> None:
    standing = standing_of(facts(state, place=2, waiting_count=3))

    assert (standing.now, standing.then) == SAID[state]


def test_a_draft_that_is_late_counts_for_the_next_joining_point() -> None:
    on_the_day, after = (standing_of(facts("draft", day)) for day in (CLOSES, date(2027, 1, 9)))

    assert on_the_day.then == "Send it by 8 January 2027 to join in time."
    assert after.then == (
        "This joining point has closed: once you send it, it counts for the next one."
    )


BEFORE, BETWEEN, AFTER = TODAY, date(2027, 1, 15), date(2027, 1, 26)


@pytest.mark.parametrize("today", [BEFORE, CLOSES, BETWEEN, STARTS, AFTER])
def test_no_day_that_has_passed_is_spoken_of_as_to_come(today: date) -> None:
    texts = [
        standing_of(facts("submitted", today)).then,
        standing_of(facts("approved", today)).then,
        when_decided(CLOSES, STARTS, today),
        when_mentoring_starts(STARTS, today),
        when_closing(CLOSES, today),
    ]

    for text in texts:
        assert ("until 8 January" in text or "close on" in text or "after 8 January" in text) <= (
            today <= CLOSES
        )
        assert ("starts on" in text) <= (today <= STARTS)
        assert ("started on" in text) <= (today > STARTS)


def test_whoever_applied_reads_what_is_still_to_come() -> None:
    assert standing_of(facts("submitted", BETWEEN)).then == (
        "Applications closed on 8 January 2027, and the Coordination Group looks at them. You hear from us"
        " before the programme starts on 25 January 2027."
    )
    assert when_decided(CLOSES, STARTS, AFTER) == (
        "Applications closed on 8 January 2027, and the programme started on 25 January 2027. The Coordination"
        " Group has not decided about yours yet; you hear from us as soon as it has."
    )
    assert when_mentoring_starts(STARTS, AFTER) == (
        "The programme started on 25 January 2027; a partnership begins as soon as everybody has said yes."
    )
    assert when_closing(CLOSES, BEFORE) == "Applications close on 8 January 2027."


def test_a_draft_is_kept_for_thirty_days() -> None:
    assert erased_on(date(2026, 11, 20)) == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("saved_on", "days"),
    [
        (date(2026, 11, 20), (date(2026, 12, 13), date(2027, 1, 5))),
        (date(2027, 1, 4), (date(2027, 1, 5), date(2027, 1, 27))),
        (date(2027, 1, 5), (date(2027, 1, 28),)),
        (date(2026, 12, 13), (date(2027, 1, 5),)),  # both on one day are one reminder
    ],
)
def test_an_applicant_is_reminded_of_a_draft_before_it_is_too_late(
    saved_on: date, days: tuple[date, ...]
) -> None:
    assert reminded_on(saved_on, CLOSES) == days


@pytest.mark.parametrize(
    ("mode", "mentor", "mentee", "then"),
    [
        ("open", False, True, "Look at who shows a profile, and ask somebody."),
        (
            "guided",
            False,
            True,
            "As soon as there are people who would suit you, you get a letter, and ask one of them.",
        ),
        (
            "open",
            True,
            False,
            "Look at your profile and show it, so that learners find you and can ask.",
        ),
        (
            "mutual",
            True,
            True,
            (
                "Look at your profile and show it, so that the others find you. Then look at who else shows one, and"
                " ask somebody."
            ),
        ),
    ],
)
def test_where_people_choose_approved_applicants_read_what_to_do_next(
    mode: str, mentor: bool, mentee: bool, then: str
) -> None:
    known = replace(facts("approved"), mode=MatchingMode(mode), is_mentor=mentor, is_mentee=mentee)

    said = standing_of(known)

    assert (said.now, said.then) == ("You take part.", then)
