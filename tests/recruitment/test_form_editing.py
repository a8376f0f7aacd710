"""A form with something changed: what moves where, what is refused, what is lost. Without a database."""

from dataclasses import replace

import pytest

from compagnon.core.errors import Refused
from compagnon.matching.rules.sharing import SHARED
from compagnon.recruitment.queries.form_additions import shipped_additions
from compagnon.recruitment.rules import form_editing
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.default_form.seen_by import GROUP, NOBODY, PARTNER
from compagnon.recruitment.rules.form import Form, Kind, Limits, Option, ShownIf
from compagnon.recruitment.rules.form_conditions import depending_on, may_depend_on
from compagnon.recruitment.rules.form_content import from_content, to_content
from compagnon.recruitment.rules.form_editing import (
    changed_question,
    find_question,
    find_section,
    moved_question,
    moved_section,
    with_question,
    with_section,
    without_question,
    without_section,
)
from compagnon.recruitment.rules.form_flaws import flaws_of
from compagnon.recruitment.rules.form_kinds import KIND_LABELS, OWN_KINDS
from compagnon.recruitment.rules.form_texts import (
    missing_in,
    outdated_in,
    places_of,
    reworded,
    with_words,
    words_in,
)
from compagnon.recruitment.rules.form_uses import (
    Use,
    check_staying,
    lacking,
    losses_of,
    seen_by_of,
    unasked,
    uses_of,
)
from compagnon.schemes.matching_defaults import matching_settings
from compagnon.schemes.models import Scheme
from tests.recruitment.forms import form_with, question
from tests.recruitment.forms import with_section as with_first

ONE, TWO, THREE = question("one"), question("two"), question("three")
FORM = form_with((ONE, TWO), (THREE,))


def keys(form: Form) -> list[list[str]]:
    return [[one.key for one in section.questions] for section in form.sections]


@pytest.mark.parametrize(
    ("key", "up", "found"),
    [
        ("one", True, [["one", "two"], ["three"]]),
        ("one", False, [["two", "one"], ["three"]]),
        ("two", True, [["two", "one"], ["three"]]),
        ("two", False, [["one"], ["two", "three"]]),
        ("three", True, [["one", "two", "three"], []]),
        ("three", False, [["one", "two"], ["three"]]),
    ],
)
def test_a_question_moves_within_its_section_and_into_the_next(
    key: str, up: bool, found: list[list[str]]
) -> None:
    assert keys(moved_question(FORM, key, up=up)) == found


def test_a_section_moves_and_stays_at_the_edge() -> None:
    assert keys(moved_section(FORM, "part1", up=False)) == [["three"], ["one", "two"]]
    assert keys(moved_section(FORM, "part1", up=True)) == keys(FORM)


def test_a_section_that_asks_nothing_is_kept_until_it_does() -> None:
    emptied = without_question(FORM, "three")

    assert from_content(to_content(emptied)) == emptied
    assert [(flaw.key, str(flaw.said("Part 2"))) for flaw in flaws_of(emptied)] == [
        ("part2", "The section “Part 2” asks nothing.")
    ]


def test_sections_and_questions_are_added_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_editing, "MOST_SECTIONS", 3)
    monkeypatch.setattr(form_editing, "MOST_QUESTIONS", 4)
    more = replace(FORM.sections[0], key="part3", questions=())
    form = with_question(with_section(FORM, more), "part3", question("four"))

    assert keys(form) == [["one", "two"], ["three"], ["four"]]
    with pytest.raises(Refused, match="A form has 3 sections at most"):
        with_section(form, replace(more, key="part4"))
    with pytest.raises(Refused, match="A form asks 4 questions at most"):
        with_question(form, "part3", question("five"))
    with pytest.raises(Refused, match="asks this already"):
        with_question(form, "part3", ONE)


def test_what_is_gone_is_said() -> None:
    for look in (
        lambda: find_section(FORM, "other"),
        lambda: find_question(FORM, "other"),
        lambda: moved_section(FORM, "other", up=True),
    ):
        with pytest.raises(Refused, match="somebody else has taken it away meanwhile"):
            look()


@pytest.mark.requirement("ALL-54")
def test_nobody_can_stop_asking_whom_somebody_must_not_meet() -> None:
    managers = find_question(DEFAULT_FORM, "declared_managers")[1]
    conditional = replace(managers, shown_if=ShownIf("modes", ("online",)))
    for after in (
        without_question(DEFAULT_FORM, "declared_managers"),
        without_section(DEFAULT_FORM, "apart"),
        changed_question(DEFAULT_FORM, replace(managers, roles=("mentor",))),
        changed_question(DEFAULT_FORM, conditional),
    ):
        with pytest.raises(Refused, match="this question stays, for everybody"):
            check_staying(DEFAULT_FORM, after, "coaching")
        check_staying(after, after, "coaching")

    assert lacking(DEFAULT_FORM, "coaching") == ()
    assert [one.key for one in lacking(FORM, "coaching")] == [
        "declared_managers",
        "declared_conflicts",
    ]


def test_a_scheme_for_members_goes_on_asking_who_is_one() -> None:
    after = without_question(DEFAULT_FORM, "membership_category")

    with pytest.raises(Refused, match="The scheme is for members"):
        check_staying(DEFAULT_FORM, after, "association")
    check_staying(DEFAULT_FORM, after, "in_house")


def test_a_section_goes_with_all_it_asks() -> None:
    assert keys(without_section(FORM, "part1")) == [["three"]]


def test_uses_follow_the_schemes_own_matching() -> None:
    usual = matching_settings()
    changed = matching_settings(
        {
            "weights": {"sector": 0, "phases": 0},
            "rules": {"too_far": "off", "no_shared_mode": "off"},
        }
    )

    assert uses_of("region", usual) == (Use.MATCHING, Use.EQUITY)
    assert uses_of("region", changed) == (Use.EQUITY,)
    assert uses_of("sector", usual) == (Use.MATCHING, Use.EQUITY)
    assert uses_of("match_preference", usual) == (Use.MATCHING,)
    assert uses_of("match_preference", changed) == ()
    assert uses_of("interests_offered", usual) == (Use.MATCHING,)
    assert uses_of("institution", usual) == (Use.CONFLICTS,)
    assert uses_of("membership_number", usual) == (Use.MEMBERSHIP,)
    assert uses_of("how_heard", usual) == (Use.COUNTING,)
    assert uses_of("own", usual) == ()
    assert [str(loss.about) for loss in losses_of("modes", usual)] == [
        "No way of meeting in common",
        "Face to face only, in different regions",
    ]


@pytest.mark.requirement("LSIS-70")
def test_who_sees_an_answer_follows_from_its_use_and_is_not_worded() -> None:
    known = {one.key: seen_by_of(one.key) for one in DEFAULT_FORM.questions()}

    assert {key for key, told in known.items() if told == PARTNER} == set(SHARED)
    assert known["purposes"] == GROUP
    assert known["declared_conflicts"] == NOBODY
    assert seen_by_of("own") == GROUP


def test_what_ships_and_is_not_asked_can_be_asked_again() -> None:
    assert unasked(DEFAULT_FORM, "association") == ()
    assert [
        one.key for one in unasked(without_question(DEFAULT_FORM, "region"), "association")
    ] == ["region"]


def test_a_question_depends_on_answers_of_earlier_sections_alone() -> None:
    pick = question("pick", Kind.CHOICE, vocabulary="modes")
    late = question("late", shown_if=ShownIf("pick", ("online",)))
    form = form_with((pick, question("text")), (late, question("other", Kind.CHOICE)))

    assert may_depend_on(form, "late") == (pick,)
    assert may_depend_on(form, "pick") == ()
    assert depending_on(form, "pick") == (late,)


def test_every_kind_has_a_name_and_what_a_scheme_asks_of_its_own_names_nobody() -> None:
    assert set(KIND_LABELS) == set(Kind)
    assert Kind.PEOPLE not in OWN_KINDS


def test_words_of_a_text_that_ships_stay_what_they_are_until_one_is_changed() -> None:
    assert words_in("Region", "fr") == "Région"
    assert words_in("", "fr") == ""
    assert words_in({"en": "Where?"}, "fr") == ""
    assert with_words("Region", "en", "Region") == "Region"

    changed = with_words("Region", "en", "Where are you?")

    assert not isinstance(changed, str)
    assert (changed["en"], changed["fr"], len(changed)) == ("Where are you?", "Région", 5)
    assert with_words({"en": "A", "fr": "B"}, "fr", "") == {"en": "A"}
    assert with_words("", "en", "New") == {"en": "New"}
    assert with_words({"en": "A"}, "en", "") == ""


def test_missing_and_outdated_words_are_counted() -> None:
    asks = question(
        "own",
        Kind.CHOICE,
        label={"en": "Which?", "fr": "Lequel ?"},
        choices=(Option("a", {"en": "A", "fr": "A"}), Option("b", {"en": "B"})),
    )
    scale = question("sure", Kind.SCALE, limits=Limits(1, 5, {"en": "not"}, {"en": "very"}))
    before = form_with((asks, scale)).sections[0]
    after = reworded(
        before,
        lambda name, text: (
            {**text, "en": "Which one?"}
            if name == "own.label" and not isinstance(text, str)
            else text
        ),
    )

    assert [place.name for place in places_of(before)] == [
        *(".title", "own.label", "own.why", "own.option.a", "own.option.b"),
        *("sure.label", "sure.why", "sure.low", "sure.high"),
    ]
    assert missing_in(before, "fr", "en") == 7
    assert missing_in(before, "en", "en") == 0
    assert outdated_in(after, before, "fr", "en") == {"own.label"}
    assert outdated_in(after, before, "de", "en") == frozenset()
    assert outdated_in(after, before, "en", "en") == frozenset()
    assert outdated_in(after, None, "fr", "en") == frozenset()


def test_what_ships_lacks_no_language() -> None:
    for section in DEFAULT_FORM.sections:
        for language in ("cy", "fr", "de", "es"):
            assert missing_in(section, language, "en") == 0


def test_a_form_in_no_language_and_a_question_without_words_are_one_flaw_each() -> None:
    assert len(list(flaws_of(Form(languages=(), sections=())))) == 1
    assert [flaw.key for flaw in flaws_of(form_with((question(why="", label=""),)))] == ["own"]
    untitled = with_first(form_with((question(),)), title={}, intro={"cy": "Helo"})
    assert [flaw.key for flaw in flaws_of(untitled)] == ["part1"]


@pytest.mark.requirement("NF-02")
@pytest.mark.parametrize(("most", "offered"), [(1, []), (2, ["mentors_wanted"])])
def test_learners_may_be_asked_how_many_they_want_where_the_scheme_allows_several(
    most: int, offered: list[str]
) -> None:
    scheme = Scheme(template="association", settings={"most_mentors": most})

    assert [one.name for one in shipped_additions(DEFAULT_FORM, scheme)] == offered
