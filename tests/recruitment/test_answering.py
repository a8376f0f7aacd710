"""What is typed, and what is understood of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.answering import (
    LONG_LIMIT,
    LONGEST_TYPED,
    MOST_PEOPLE,
    MOST_TYPED,
    as_typed,
    lines_of,
    read_form,
    read_questions,
    rows_of,
    typed_in,
)
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.form import Kind, Limits, Option, Question
from compagnon.schemes.vocabularies.times import EXPANDED
from tests.recruitment.forms import MENTEE_TYPES, MENTOR_TYPES, question

AB = (Option("a", {"en": "A"}), Option("b", {"en": "B"}))
PEOPLE = question("declared_managers", Kind.PEOPLE)
TAUGHT = question("languages_taught", Kind.LANGUAGES, choices=AB)
YEARS = question("years", Kind.NUMBER, limits=Limits(0, 60))
KINDS: dict[str, tuple[Question, list[str], object]] = {
    "text": (question(), ["  Two   words "], "Two words"),
    "empty text": (question(), [""], ""),
    "nothing sent": (question(), [], ""),
    "long text": (question(kind=Kind.LONG_TEXT), ["One.\r\nTwo. "], "One.\nTwo."),
    "choice": (question(kind=Kind.CHOICE, choices=AB), ["b"], "b"),
    "no choice": (question(kind=Kind.CHOICE, choices=AB), [""], ""),
    "several": (question(kind=Kind.SEVERAL, choices=AB), ["b", "a", "b", ""], ["a", "b"]),
    "phases": (question("phases", Kind.PHASES), ["post_16", "primary"], ["primary", "post_16"]),
    "parts of the week": (
        question("availability", Kind.AVAILABILITY),
        ["evenings"],
        ["evenings"],
    ),
    "times": (
        question("availability", Kind.TIMES),
        ["sat_morning", "tue_evening", "before_school"],
        [
            *EXPANDED["before_school"][:2],
            "tue_evening",
            *EXPANDED["before_school"][2:],
            "sat_morning",
        ],
    ),
    "scale": (question(kind=Kind.SCALE, limits=Limits(1, 5)), ["5"], 5),
    "number": (YEARS, [" 0 "], 0),
    "no number": (YEARS, [""], None),
    "yes": (question(kind=Kind.CONSENT), ["yes"], True),
    "no": (question(kind=Kind.CONSENT), ["no"], False),
    "neither": (question(kind=Kind.CONSENT), [""], None),
    "postcode": (question("postcode_area", Kind.POSTCODE_AREA), ["ls6 2ab"], "LS"),
    "no postcode": (question("postcode_area", Kind.POSTCODE_AREA), [""], ""),
}
WRONG: dict[str, tuple[Question, list[str], str]] = {
    "needed": (question(required=True), [" "], "Please answer this."),
    "one needed": (
        question(kind=Kind.SEVERAL, choices=AB, required=True),
        [],
        "Please tick at least one.",
    ),
    "not offered": (
        question(kind=Kind.CHOICE, choices=AB),
        ["c"],
        "Please choose from what is offered.",
    ),
    "one not offered": (
        question(kind=Kind.SEVERAL, choices=AB),
        ["a", "c"],
        "Please choose from what is offered.",
    ),
    "neither yes nor no": (
        question(kind=Kind.CONSENT),
        ["maybe"],
        "Please choose from what is offered.",
    ),
    "too long": (
        question(),
        ["a" * 201],
        "This is 201 letters long; please say it in 200.",
    ),
    "much too long": (
        question(kind=Kind.LONG_TEXT),
        ["a" * (LONG_LIMIT + 1)],
        "This is 2001 letters long; please say it in 2000.",
    ),
    "no number": (YEARS, ["two"], "Please give a whole number from 0 to 60."),
    "too many": (YEARS, ["61"], "Please give a whole number from 0 to 60."),
    "a half": (YEARS, ["2.5"], "Please give a whole number from 0 to 60."),
    "digits of another script": (YEARS, ["٣"], "Please give a whole number from 0 to 60."),
    "a number without end": (YEARS, ["9" * 5000], "Please give a whole number from 0 to 60."),
    "no postcode": (
        question("postcode_area", Kind.POSTCODE_AREA),
        ["12345"],
        "This is no postcode. The first letters are enough, such as LS.",
    ),
}


@pytest.mark.parametrize(("asked", "typed", "answer"), KINDS.values(), ids=KINDS)
def test_an_answer_of_each_kind(asked: Question, typed: list[str], answer: object) -> None:
    reading = read_questions([asked], {asked.key: typed})

    assert (reading.answers[asked.key], reading.problems) == (answer, {})


@pytest.mark.parametrize(("asked", "typed", "said"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_gets_a_sentence(asked: Question, typed: list[str], said: str) -> None:
    reading = read_questions([asked], {asked.key: typed})

    assert (reading.answers, str(reading.problems[asked.key])) == ({}, said)


def taught(*rows: tuple[str, str]) -> dict[str, list[str]]:
    return {
        "languages_taught": [language for language, _level in rows],
        "languages_taught__level": [level for _language, level in rows],
    }


def test_languages_come_with_their_levels_each_once_in_the_order_of_the_list() -> None:
    reading = read_questions([TAUGHT], taught(("de", "b"), ("", ""), ("fr", ""), ("de", "")))

    assert reading.answers == {
        "languages_taught": ["fr", "de"],
        "languages_taught__level": {"de": "b"},
    }


def test_languages_without_levels_are_a_list() -> None:
    asked = question("languages_spoken", Kind.LANGUAGES)

    assert read_questions([asked], {"languages_spoken": ["cy"]}).answers == {
        "languages_spoken": ["cy"]
    }
    assert asked.controls == ("languages_spoken",)


def test_a_level_needs_its_language_and_must_be_one_that_is_offered() -> None:
    alone = read_questions([TAUGHT], taught(("", "a")))
    unknown = read_questions([TAUGHT], taught(("fr", "z")))

    assert str(alone.problems["languages_taught"]) == (
        "There is a level without a language. Please choose which one."
    )
    assert str(unknown.problems["languages_taught"]) == "Please choose from what is offered."


def test_a_level_that_was_not_sent_is_none() -> None:
    sent = {"languages_taught": ["fr", "de"], "languages_taught__level": ["a"]}

    assert read_questions([TAUGHT], sent).answers["languages_taught__level"] == {"fr": "a"}


def people(*rows: tuple[str, str]) -> dict[str, list[str]]:
    return {
        "declared_managers": [name for name, _email in rows],
        "declared_managers__email": [email for _name, email in rows],
    }


@pytest.mark.requirement("ALL-54")
def test_people_are_kept_apart_from_the_answers() -> None:
    typed = people(("Huw Prys", "huw@school.example"), ("", ""), ("Dr Nia  Bowen", ""))
    reading = read_questions([PEOPLE], typed)

    assert reading.answers == {}
    assert reading.declared == {
        "declared_managers": ("Huw Prys <huw@school.example>", "Dr Nia Bowen")
    }
    assert "Huw" not in repr(reading)


def test_an_address_that_was_not_sent_is_none() -> None:
    sent = {"declared_managers": ["Huw", "Nia"], "declared_managers__email": ["h@e.example"]}

    assert lines_of(PEOPLE, sent) == "Huw <h@e.example>\nNia"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("Huw", "huw@")],
            "One of the e-mail addresses is not complete. You may also leave it out.",
        ),
        (
            [("", "huw@school.example")],
            "There is an address without a name. Please add the name.",
        ),
        ([(f"Person {number}", "") for number in range(11)], "Please name 10 people at most."),
    ],
)
def test_what_names_nobody_gets_a_sentence(rows: list[tuple[str, str]], said: str) -> None:
    assert len(rows) <= MOST_PEOPLE + 1

    assert str(read_questions([PEOPLE], people(*rows)).problems["declared_managers"]) == said


def test_people_may_be_needed() -> None:
    asked = question("declared_managers", Kind.PEOPLE, required=True)

    assert str(read_questions([asked], {}).problems["declared_managers"]) == "Please answer this."


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5))
def test_people_as_they_are_kept_come_back_as_they_were_typed(rows: list[tuple[str, str]]) -> None:
    lines = lines_of(PEOPLE, people(*rows))

    assert lines_of(PEOPLE, rows_of(PEOPLE, lines)) == lines


@pytest.mark.parametrize(
    ("typed", "roles"), [(MENTEE_TYPES, ["mentee"]), (MENTOR_TYPES, ["mentor", "mentee"])]
)
def test_the_shipped_form_can_be_filled_in(typed: dict[str, list[str]], roles: list[str]) -> None:
    reading = read_form(DEFAULT_FORM, typed, roles)

    assert reading.problems == {}
    assert reading.declared["declared_managers"] == ("Huw Prys <huw@school.example>",)
    assert ("capacity" in reading.answers) is ("mentor" in roles)


def test_what_nobody_is_asked_is_no_answer() -> None:
    typed = {**MENTOR_TYPES, "membership_category": ["not_a_member"]}

    answers = read_form(DEFAULT_FORM, typed, ["mentee"]).answers

    assert {"capacity", "interests_offered", "membership_number"} & answers.keys() == set()


def test_an_empty_form_says_what_is_missing() -> None:
    problems = read_form(DEFAULT_FORM, {}, ["mentee"]).problems

    assert set(problems) == {
        one.key for one in DEFAULT_FORM.questions() if one.required and "mentee" in one.roles
    }


@pytest.mark.parametrize("roles", [["mentee"], ["mentor"], ["mentor", "mentee"]])
def test_answers_fill_in_the_next_form(roles: list[str]) -> None:
    reading = read_form(DEFAULT_FORM, MENTOR_TYPES, roles)

    again = as_typed(DEFAULT_FORM.questions(), reading.answers)

    assert read_form(DEFAULT_FORM, again, roles).answers == reading.answers


def test_answers_that_are_not_offered_any_more_are_left_out() -> None:
    asked = [
        question("pick", Kind.SEVERAL, choices=AB),
        question("agrees", Kind.CONSENT),
        question("no", Kind.CONSENT),
        question("empty"),
        PEOPLE,
    ]
    answers = {
        "pick": ["a", "gone"],
        "agrees": True,
        "no": False,
        "empty": "",
        "declared_managers": ["Huw"],
    }

    assert as_typed(asked, answers) == {"pick": ["a"], "agrees": ["yes"], "no": ["no"]}


def test_levels_of_an_import_are_none() -> None:
    assert as_typed([TAUGHT], {"languages_taught": ["fr"]}) == {
        "languages_taught": ["fr"],
        "languages_taught__level": [""],
    }


def test_a_draft_holds_no_zero() -> None:
    assert typed_in([question()], {"own": ["a\x00b"]}) == {"own": ["ab"]}


def test_a_draft_holds_what_was_asked_and_not_without_end() -> None:
    sent = {"own": ["x" * (LONGEST_TYPED + 1)], "many": ["a"] * (MOST_TYPED + 1), "other": ["x"]}
    asked = [question(), question("many", Kind.SEVERAL, choices=AB), question("absent")]

    kept = typed_in(asked, sent)

    assert {key: list(map(len, texts)) for key, texts in kept.items()} == {
        "own": [LONGEST_TYPED],
        "many": [1] * MOST_TYPED,
        "absent": [],
    }


def test_last_years_parts_of_the_week_tick_their_days_in_the_grid_and_the_other_way_round() -> None:
    grid, parts = (question("availability", kind) for kind in (Kind.TIMES, Kind.AVAILABILITY))

    assert as_typed([grid], {"availability": ["evenings", "holidays"]}) == {
        "availability": [*EXPANDED["evenings"], "holidays"]
    }
    assert as_typed([parts], {"availability": ["tue_lunch", "sat_morning", "holidays"]}) == {
        "availability": ["school_day", "weekends", "holidays"]
    }
