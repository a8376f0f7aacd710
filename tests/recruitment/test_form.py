"""Forms as data: what is kept, what is refused, who is asked what."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from compagnon.core.errors import Refused
from compagnon.matching.rules.facts import ApplicantFacts
from compagnon.matching.rules.sharing import SHARED
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.default_form import DEFAULT_FORM
from compagnon.recruitment.rules.default_form.seen_by import GROUP, NOBODY, PARTNER
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.form import (
    Form,
    Kind,
    Limits,
    Option,
    Question,
    ShownIf,
    option_keys,
)
from compagnon.recruitment.rules.form_content import from_content, to_content
from compagnon.recruitment.rules.form_flaws import check
from compagnon.recruitment.rules.option_notes import NOTES
from compagnon.schemes.vocabularies import AUDIENCES, HOW_HEARD, VOCABULARIES
from tests.recruitment.forms import TEXTS, form_with, question, with_section

OPTIONS = (Option("a", {"en": "A"}), Option("b", {"en": "B", "cy": "Bi"}))
CHOICE = question("pick", Kind.CHOICE, choices=OPTIONS)
EVERY_KIND = form_with(
    (
        question(required=True, help={"en": "Help.", "cy": "Cymorth."}),
        question("story", Kind.LONG_TEXT, roles=("mentor",)),
        CHOICE,
    ),
    (
        question("many", Kind.SEVERAL, vocabulary="interests"),
        question("sure", Kind.SCALE, limits=Limits(1, 5, {"en": "not"}, {"en": "very"})),
        question("agrees", Kind.CONSENT, shown_if=ShownIf("pick", ("a",))),
        question("lessons", Kind.NUMBER, limits=Limits(0, 40)),
        question("languages_taught", Kind.LANGUAGES, choices=OPTIONS),
        question("phases", Kind.PHASES),
        question("availability", Kind.TIMES),
        question("postcode_area", Kind.POSTCODE_AREA),
        question("declared_managers", Kind.PEOPLE),
    ),
    languages=("en", "cy"),
)


@pytest.mark.parametrize("form", [EVERY_KIND, DEFAULT_FORM], ids=["every kind", "shipped"])
def test_a_form_is_kept_and_comes_back_the_same(form: Form) -> None:
    check(form)

    assert from_content(to_content(form)) == form


@pytest.mark.requirement("ALL-45")
@pytest.mark.requirement("ALL-46")
@pytest.mark.requirement("ALL-47")
@pytest.mark.requirement("ALL-48")
@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_the_shipped_form_asks_each_side_what_a_match_depends_on(role: str) -> None:
    own = {"mentor": "interests_offered", "mentee": "interests_wanted"}
    of_one_side = {"interests_offered", "interests_wanted", "purposes", "capacity"}
    # Who they are, as what they come, whether they have somebody or were left over before: nobody is asked that.
    known = {"id", "is_mentor", "is_mentee", "is_served", "was_postponed"}
    used = set(ApplicantFacts.__dataclass_fields__) - known
    asked = {
        one.key
        for _section, questions in DEFAULT_FORM.asked_of([role], {"membership_category": "retired"})
        for one in questions
    }

    expected = used - of_one_side | {own[role]}
    expected |= {"mentor": {"capacity"}, "mentee": {"purposes"}}[role]
    assert asked & used == expected


@pytest.mark.requirement("ALL-54")
def test_the_shipped_form_asks_whom_somebody_must_not_meet() -> None:
    sensitive = {one.key: one.seen_by for one in DEFAULT_FORM.questions() if one.is_sensitive}

    assert sensitive == {"declared_managers": NOBODY, "declared_conflicts": NOBODY}


@pytest.mark.requirement("ALL-12")
@pytest.mark.requirement("ALL-42")
def test_the_shipped_form_offers_everybody_whom_the_charter_names_and_every_channel() -> None:
    offered = {one.key: option_keys(one) for one in DEFAULT_FORM.questions()}

    assert offered["audiences"] == AUDIENCES.keys
    assert {"language_teacher", "specialist", "non_specialist", "teaching_assistant"} < set(
        AUDIENCES.keys
    )
    assert offered["how_heard"] == HOW_HEARD.keys
    assert {"website", "newsletter", "social_media", "conference", "branch"} < set(HOW_HEARD.keys)


def test_whoever_applies_as_both_answers_common_parts_once() -> None:
    keys = [
        one.key for _one, asked in DEFAULT_FORM.asked_of(["mentor", "mentee"], {}) for one in asked
    ]

    assert len(keys) == len(set(keys))
    assert {"interests_wanted", "interests_offered", "capacity", "purposes"} <= set(keys)


def test_every_question_says_truly_who_sees_the_answer() -> None:
    told = {one.key: one.seen_by for one in DEFAULT_FORM.questions()}

    assert {key for key, seen_by in told.items() if seen_by == PARTNER} == set(SHARED)
    assert set(told.values()) == {GROUP, PARTNER, NOBODY}


def test_what_the_shipped_form_asks_is_kept_where_a_file_keeps_it() -> None:
    of_files = {one.key for one in DEFAULT_FORM.questions() if one.key in FIELD}
    own = {one.key for one in DEFAULT_FORM.questions()} - of_files

    assert of_files < set(ApplicantRow.__dataclass_fields__)
    assert own == {"entry_route", "hope", "mentoring_experience", "route_into_teaching"}


def test_the_membership_number_is_asked_of_members_alone() -> None:
    work = DEFAULT_FORM.sections[1]

    def asks(category: str) -> bool:
        questions = work.asked_of(["mentee"], {"membership_category": category})
        return "membership_number" in {one.key for one in questions}

    assert asks("trainee")
    assert not asks("not_a_member")
    assert not asks("")


def test_a_condition_holds_for_one_of_several_answers() -> None:
    asked = question(shown_if=ShownIf("many", ("x", "y")))
    form = form_with((asked,))

    assert form.asked_of(["mentor"], {"many": ["z", "y"]}) == ((form.sections[0], (asked,)),)
    assert form.asked_of(["mentor"], {"many": ["z"]}) == ()
    assert form.asked_of(["mentor"], {}) == ()


def test_texts_are_read_in_the_readers_language_or_in_the_forms_first() -> None:
    form = form_with((question(),), languages=("en", "cy"))

    assert form.words({"en": "Why?", "cy": "Pam?"}, "cy") == "Pam?"
    assert form.words({"en": "Why?", "cy": ""}, "cy") == "Why?"
    assert form.words({"en": "Why?"}, "fr") == "Why?"
    assert form.words("", "cy") == ""
    with translation.override("fr"):
        assert str(form.words("Region", "fr")) == "Région"


def test_every_note_stands_beside_an_answer_of_a_list() -> None:
    assert [
        (name, key)
        for name, notes in NOTES.items()
        for key in notes
        if key not in VOCABULARIES[name]
    ] == []


def q(key: str = "own", kind: Kind = Kind.SHORT_TEXT, **more: Any) -> Form:
    return form_with((question(key, kind, **more),))


LONG = "a" * 61
REFUSALS: dict[str, tuple[Form, str]] = {
    "no language": (replace(q(), languages=()), "A form needs a language."),
    "no section": (Form(languages=("en",), sections=()), "A form needs at least one question."),
    "empty section": (form_with(()), "The section “part1” asks nothing."),
    "key with a capital": (
        q("Own"),
        "“Own” is no key: small letters, digits and underscores.",
    ),
    "key like a part": (q("a__b"), "“a__b” is no key: small letters, digits and underscores."),
    "key too long": (q(LONG), f"“{LONG}” is no key: small letters, digits and underscores."),
    "section's key": (
        with_section(q(), key="Part"),
        "“Part” is no key: small letters, digits and underscores.",
    ),
    "twice": (form_with((question(),), (question(),)), "“own” stands in the form twice."),
    "no title": (with_section(q(), title={}), "“part1” lacks a text."),
    "intro in another language": (with_section(q(), intro={"cy": "Helo"}), "“part1” lacks a text."),
    "no reason": (q(why=""), "“own” lacks a text."),
    "nobody sees it": (q(seen_by={"en": " "}), "“own” lacks a text."),
    "help in another language": (q(help={"cy": "Cymorth"}), "“own” lacks a text."),
    "option without words": (
        q(kind=Kind.CHOICE, choices=(*OPTIONS, Option("c", ""))),
        "“own” lacks a text.",
    ),
    "asked elsewhere": (q("email"), "“email” is asked before the form begins, or after it."),
    "of nobody": (
        q(roles=()),
        "“own” does not say of whom it is asked.",
    ),
    "of somebody else": (
        q(roles=("mentor", "friend")),
        "“own” does not say of whom it is asked.",
    ),
    "unknown list": (
        q(kind=Kind.CHOICE, vocabulary="colours"),
        "“own” is chosen from a list that does not exist.",
    ),
    "one option": (
        q(kind=Kind.SEVERAL, choices=OPTIONS[:1]),
        "“own” needs two different answers to choose from, or more.",
    ),
    "the same option twice": (
        q(kind=Kind.CHOICE, choices=(OPTIONS[0], OPTIONS[0])),
        "“own” needs two different answers to choose from, or more.",
    ),
    "people of its own": (
        q(kind=Kind.PEOPLE),
        "“own” names people, and only declared managers and conflicts are kept so.",
    ),
    "region as text": (
        q("region"),
        "“region” is used in matching or in a check, and cannot be answered in this way.",
    ),
    "region from another list": (
        q("region", Kind.CHOICE, choices=OPTIONS),
        "“region” is used in matching or in a check, and cannot be answered in this way.",
    ),
    "several regions": (
        q("region", Kind.SEVERAL, vocabulary="regions"),
        "“region” is used in matching or in a check, and cannot be answered in this way.",
    ),
    "institution as a story": (
        q("institution", Kind.LONG_TEXT),
        "“institution” is used in matching or in a check, and cannot be answered in this way.",
    ),
    "ten mentees": (
        q("capacity", Kind.NUMBER, limits=Limits(1, 10)),
        "“capacity”: one or two places can be offered.",
    ),
    "number without limits": (
        q(kind=Kind.NUMBER),
        "“own” needs a smallest and a largest number.",
    ),
    "limits the wrong way": (
        q(kind=Kind.SCALE, limits=Limits(5, 1)),
        "“own” needs a smallest and a largest number.",
    ),
    "long scale": (
        q(kind=Kind.SCALE, limits=Limits(0, 11)),
        "“own”: a scale of more than eleven steps helps nobody.",
    ),
    "depends on nothing": (
        q(shown_if=ShownIf("other", ("a",))),
        "“own” depends on an answer that no earlier section offers.",
    ),
    "depends on the same page": (
        form_with((CHOICE, question(shown_if=ShownIf("pick", ("a",))))),
        "“own” depends on an answer that no earlier section offers.",
    ),
    "depends on an answer that is not offered": (
        form_with((CHOICE,), (question(shown_if=ShownIf("pick", ("a", "z"))),)),
        "“own” depends on an answer that no earlier section offers.",
    ),
    "depends on no answer": (
        form_with((CHOICE,), (question(shown_if=ShownIf("pick", ())),)),
        "“own” depends on an answer that no earlier section offers.",
    ),
    "depends on a text": (
        form_with((question("text"),), (question(shown_if=ShownIf("text", ("a",))),)),
        "“own” depends on an answer that no earlier section offers.",
    ),
}


@pytest.mark.parametrize(("form", "said"), REFUSALS.values(), ids=REFUSALS)
def test_a_form_that_could_not_be_used_is_refused_with_a_sentence(form: Form, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        check(form)

    assert str(refusal.value) == said


def test_a_question_of_the_schemes_own_feeds_nothing() -> None:
    assert not Question(key="own", kind=Kind.SHORT_TEXT, **TEXTS).is_sensitive


@pytest.mark.requirement("ALL-47")
def test_a_form_that_asks_by_the_part_of_the_week_stays_as_it_was() -> None:
    older = question("availability", Kind.AVAILABILITY)
    form = form_with((older,))
    check(form)

    (kept,) = from_content(to_content(form)).questions()

    assert kept == older
    assert option_keys(kept) == VOCABULARIES["parts_of_week"].keys
