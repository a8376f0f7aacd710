import pytest
from django.utils import translation

from compagnon.schemes.template import TEMPLATES
from compagnon.schemes.vocabularies import (
    AUDIENCES,
    CAREER_STAGES,
    FOCUS_AREAS,
    HOW_HEARD,
    INTEREST_LISTS,
    LANGUAGES,
    MODES,
    NATION_OF_REGION,
    NATIONS,
    PHASES,
    PURPOSES,
    REGIONS,
    ROLES,
    SECTORS,
    VOCABULARIES,
    Choice,
    Language,
    Vocabulary,
    fold,
    interests_of,
    names_in,
)


def keys(found: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.key for choice in found)


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda one: one.key)
def test_every_spelling_of_every_choice_finds_that_choice(vocabulary: Vocabulary) -> None:
    for choice in vocabulary.choices:
        for spelling in (choice.key, choice.english, *choice.aliases):
            assert vocabulary.find(spelling) == (choice,)


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=lambda one: one.key)
def test_keys_are_unique_and_stable_names(vocabulary: Vocabulary) -> None:
    assert len(set(vocabulary.keys)) == len(vocabulary.choices)
    assert [key for key in vocabulary.keys if not key.isidentifier() or key != key.lower()] == []


def test_each_kind_of_scheme_has_interests_and_a_key_names_one_thing_in_all_of_them() -> None:
    lists = [interests_of(template) for template in TEMPLATES]
    every = [choice for one in lists for choice in one.choices]

    assert {one.key for one in lists} == INTEREST_LISTS
    assert len({choice.key for choice in every}) == len(every)
    assert {choice.english for one in lists for choice in names_in(one).choices} == {
        choice.english for choice in every
    }
    assert names_in(REGIONS) is REGIONS


def test_a_spelling_that_means_two_things_is_refused() -> None:
    muddled = Vocabulary(
        "fruit", "Fruit", (Choice("apple", "Apple"), Choice("pear", "Pear", ("apple",)))
    )

    with pytest.raises(ValueError, match="fruit: 'apple' means two things"):
        muddled.find("pear")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("French", ("fr",)),
        ("  FRANÇAIS ", ("fr",)),
        ("francais", ("fr",)),
        ("French (specialist)", ("fr",)),
        ("French: fluent", ("fr",)),
        ("Welsh \u2013 first language", ("cy",)),
        ("Cymraeg", ("cy",)),
        ("اردو", ("ur",)),
        ("日本語", ("ja",)),
        ("BSL", ("bfi",)),
        ("Gaidhlig", ("gd",)),
        ("Klingon", ()),
        ("", ()),
        ("()", ()),
    ],
)
def test_a_language_is_recognised_as_people_write_it(
    written: str, expected: tuple[str, ...]
) -> None:
    assert keys(LANGUAGES.find(written)) == expected


@pytest.mark.parametrize(
    ("vocabulary", "written", "expected"),
    [
        (ROLES, "Both", ("mentor", "mentee")),
        (ROLES, "I would like a mentor", ("mentee",)),
        (MODES, "I don\u2019t mind", ("face_to_face", "online")),
        (PHASES, "KS3", ("secondary",)),
        (PHASES, "Progression step 3", ("primary",)),
        (PURPOSES, "Induction: settling into a new school", ("induction",)),
        (SECTORS, "Academy / MAT", ("academy",)),
    ],
)
def test_other_spellings_are_recognised(
    vocabulary: Vocabulary, written: str, expected: tuple[str, ...]
) -> None:
    assert keys(vocabulary.find(written)) == expected


def test_a_vocabulary_is_asked_by_key() -> None:
    assert REGIONS["wales"].english == "Wales"
    assert "wales" in REGIONS
    assert "narnia" not in REGIONS


def test_every_region_lies_in_a_nation() -> None:
    assert set(NATION_OF_REGION) == set(REGIONS.keys)
    assert set(NATION_OF_REGION.values()) == set(NATIONS.keys)
    assert sum(nation == "england" for nation in NATION_OF_REGION.values()) == 9


def test_labels_are_given_in_the_readers_language_when_shown() -> None:
    label = ROLES["mentor"].label

    with translation.override(None):
        assert str(label) == "Mentor"
        assert str(ROLES.label) == "Roles"


def test_languages_carry_the_name_they_give_themselves() -> None:
    named = {one.key: one.local_name for one in LANGUAGES.choices if isinstance(one, Language)}

    assert len(named) == len(LANGUAGES.choices)
    assert (named["cy"], named["ur"], named["ha"]) == ("Cymraeg", "اردو", "Hausa")


def test_sign_languages_are_languages() -> None:
    signed = [one.key for one in LANGUAGES.choices if isinstance(one, Language) and one.is_signed]

    assert signed == ["bfi", "isg"]


@pytest.mark.requirement("ALL-12")
def test_everyone_the_charter_welcomes_can_say_who_they_are() -> None:
    assert AUDIENCES.keys == (
        "language_teacher",
        "specialist",
        "non_specialist",
        "teaching_assistant",
        "language_provider",
    )


@pytest.mark.requirement("ALL-33")
def test_both_modes_can_be_chosen() -> None:
    assert MODES.keys == ("face_to_face", "online")


@pytest.mark.requirement("ALL-42")
def test_every_way_of_promotion_can_be_named() -> None:
    assert HOW_HEARD.keys[:5] == ("website", "newsletter", "social_media", "conference", "branch")


@pytest.mark.requirement("ALL-64")
@pytest.mark.requirement("CORE-09")
def test_every_example_of_a_focus_area_is_offered() -> None:
    assert FOCUS_AREAS.keys == (
        "personal_development",
        "behaviour_management",
        "curriculum_design",
        "assessment",
        "multilingual_pedagogies",
        "leadership",
        "workload_wellbeing",
    )


@pytest.mark.requirement("CORE-02")
def test_the_three_purposes_are_told_apart() -> None:
    assert PURPOSES.keys == ("induction", "progression", "challenge")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Siân  ap-Gwilym", "sian ap gwilym"),
        ("Don\u2019t & won't", "dont and wont"),
        ("K\u0131rk\u200b", "k\u0131rk"),
        ("हिन्दी", "हिन्दी"),
        ("\u00a0", ""),
    ],
)
def test_folding_keeps_what_tells_words_apart(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.requirement("ALL-27")
def test_career_stages_name_those_whom_the_association_looks_for() -> None:
    assert {"early_career", "returner", "middle_leader", "teacher_educator"} <= set(
        CAREER_STAGES.keys
    )
