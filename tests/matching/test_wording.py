import pytest
from django.utils import translation

from compagnon import engine
from compagnon.matching.rules.problem import Decisions, build_problem
from compagnon.matching.rules.wording import SENTENCES, name_of, name_of_attribute, say, say_rule
from compagnon.schemes.matching_defaults import CRITERIA, RULES, MatchingSettings
from compagnon.schemes.vocabularies import VOCABULARIES
from tests.matching.test_problem import mentee, mentor

EXAMPLES: dict[str, object] = {
    "values": ("fr", "cy"),
    "mentee_values": ["fr"],
    "mentor_values": ["cy"],
    "attribute": "region",
    "shared": "modes",
    "only": "face_to_face",
    "kind": "kept_apart",
    "rule": "too_far",
    "criterion": "languages",
    "choices": ("identical", "diverse"),
}


def test_everything_the_engine_can_say_has_a_sentence() -> None:
    # what was let go of before the engine was asked, and what all of a circle have in common
    ours = {"note.pin_declined", "shared.by_all"}
    assert set(SENTENCES) == set(engine.MESSAGES) | ours


@pytest.mark.parametrize("key", engine.MESSAGES)
def test_a_sentence_needs_nothing_that_the_engine_does_not_tell(key: str) -> None:
    params = {name: EXAMPLES.get(name, 3) for name in engine.parameters(key)}

    sentence = str(say(key, params, criterion="languages"))

    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("key", "params", "criterion", "expected"),
    [
        (
            "wanted.some",
            {"count": 2, "wanted": 3, "values": ("grammar", "speaking")},
            "interests",
            "Wished for and offered: Grammar, Speaking (2 of 3)",
        ),
        ("shared.some", {"count": 1, "values": ["fr"]}, "languages", "In common: French"),
        (
            "likeness.different_as_wished",
            {"mentee_values": ("academy",), "mentor_values": ("prison",)},
            "sector",
            "Different, as wished: Academy or trust / Prison or offender learning",
        ),
        ("rule.forbidden_pairs", {"kind": "kept_apart"}, "", "Cannot be paired"),
        (
            "rule.require_same_if_only",
            {"attribute": "region", "only": "face_to_face", "shared": "modes"},
            "",
            "Must be the same if all that is left is “Face to face”: Region",
        ),
        (
            "note.nobody_answered",
            {"criterion": "frequency"},
            "",
            "No two people answered what “How often to meet” compares, so it decided nothing.",
        ),
        (
            "problem.pin_rule",
            {"mentor": "0a", "mentee": "0b", "rule": "same_institution"},
            "",
            "The pair Amal and 0b was fixed, and a rule forbids it: The same workplace.",
        ),
    ],
)
def test_codes_are_said_as_names(
    key: str, params: dict[str, object], criterion: str, expected: str
) -> None:
    assert str(say(key, params, criterion=criterion, names={"0a": "Amal"})) == expected


def test_codes_nobody_knows_are_shown_as_they_are() -> None:
    assert (
        str(say("shared.some", {"values": ("fr", "x-elvish")}, criterion="languages"))
        == "In common: French, x-elvish"
    )
    assert str(say("shared.some", {"values": ("fr",)}, criterion="unknown")) == "In common: fr"
    assert str(say("note.nobody_answered", {"criterion": "x"})).startswith(
        "No two people answered what “x”"
    )
    assert name_of("x", "institution") == "x"
    assert name_of("x", "nothing") == "x"
    assert name_of_attribute("x") == "x"
    assert say_rule("x") == "x"


def test_rules_that_no_scheme_sets_have_names_too() -> None:
    assert str(say_rule(engine.ONESELF)) == "Nobody is paired with themselves"
    assert str(say_rule(engine.MUTUAL)).startswith("Two people are not paired in both directions")
    assert [str(say_rule(rule.key)) for rule in RULES] == [
        rule.english.format(minimum=2) for rule in RULES
    ]


def test_every_criterion_compares_what_people_were_asked() -> None:
    for criterion in CRITERIA:
        assert str(name_of_attribute(criterion.attribute)) != criterion.attribute


@pytest.mark.requirement("ALL-51")
@pytest.mark.requirement("ALL-52")
def test_every_reason_of_a_proposal_is_a_sentence() -> None:
    people = (
        mentor(
            interests_offered=["grammar"],
            purposes=["challenge"],
            sector="academy",
            phases=["primary"],
        ),
        mentee(
            interests_wanted=["grammar"],
            purposes=["challenge"],
            sector="prison",
            match_preference="diverse",
        ),
    )

    (pair,) = engine.solve(build_problem(people, MatchingSettings())).pairs

    said = {
        one.criterion: str(say(one.reason.key, one.reason.params, criterion=one.criterion))
        for one in pair.contributions
    }
    assert said == {
        "interests": "Wished for and offered: Grammar (1 of 1)",
        "purposes": "In common: Challenge",
        "languages": "Neither said, so it does not count",
        "phases": "One of the two did not say, so it does not count",
        "sector": "Different, as wished: Prison or offender learning / Academy or trust",
        "experience": "Neither said, so it does not count",
        "availability": "Neither said, so it does not count",
        "frequency": "Neither said, so it does not count",
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("support_materials", "Adapting tasks and materials"),
        ("training_models", "Models for a mentoring conversation"),
        ("coaching_leading_change", "Bringing about change in an organisation"),
        ("peer_video", "Looking at recordings of our own lessons"),
        ("grammar", "Grammar"),
    ],
)
def test_reasons_name_the_interests_of_every_kind_of_scheme(code: str, name: str) -> None:
    params = {"values": (code,), "count": 1, "wanted": 2}

    said = say("wanted.some", params, criterion="interests")

    assert said == f"Wished for and offered: {name} (1 of 2)"


def test_a_refused_problem_is_told_with_names() -> None:
    pinned = frozenset({("amal", "nobody")})

    with pytest.raises(engine.ProblemError) as refusal:
        build_problem((mentor(),), MatchingSettings(), Decisions(pinned=pinned))

    reason = refusal.value.reason
    assert str(say(reason.key, reason.params, names={"amal": "Amal"})) == (
        "The pair Amal and nobody was fixed, and one of them is not among the applicants."
    )


def test_the_language_is_the_readers_when_it_is_shown() -> None:
    sentence = say("shared.some", {"values": ("fr",)}, criterion="languages")

    with translation.override(None):
        assert str(sentence) == "In common: French"
    assert VOCABULARIES["languages"]["fr"].english == "French"


@pytest.mark.parametrize(
    ("hers", "sentence"),
    [
        (["evenings"], "Both are free: Tuesday (evening)"),
        (["sat_morning"], "No time suits both"),
    ],
)
def test_the_reason_says_when_both_are_free(hers: list[str], sentence: str) -> None:
    problem = build_problem(
        [mentee(availability=["tue_evening", "sun_morning"]), mentor(availability=hers)],
        MatchingSettings(),
    )
    criterion = next(one for one in problem.criteria if one.key == "availability")

    reason = criterion.reason(problem.mentees[0], problem.mentors[0])

    assert say(reason.key, reason.params, criterion="availability") == sentence
