import json
from dataclasses import asdict, fields

import pytest

from compagnon.schemes.charter import CHARTER, CharterText, Passage
from compagnon.schemes.vocabularies import FOCUS_AREAS

PRINCIPLES = (
    "inclusive",
    "diverse",
    "supportive",
    "confidential",
    "critical_friendship",
    "professional_development_and_wellbeing",
    "peer_mentoring",
)


def passages(charter: CharterText) -> tuple[Passage, ...]:
    return (
        charter.confidentiality_limits,
        charter.taking_part,
        charter.leaving,
        charter.not_appraisal,
    )


def every_text(charter: CharterText) -> list[str]:
    return [
        charter.title,
        charter.introduction,
        charter.boundaries_reminder,
        *(text for principle in charter.principles for text in (principle.title, principle.text)),
        *(text for passage in passages(charter) for text in (passage.title, *passage.paragraphs)),
    ]


def sentences(text: str) -> int:
    return len(text.split(". "))


def test_the_charter_is_written_in_the_five_languages() -> None:
    assert tuple(CHARTER) == ("en", "cy", "fr", "de", "es")


@pytest.mark.parametrize("language", CHARTER)
def test_the_charter_has_the_seven_principles_in_their_order(language: str) -> None:
    assert tuple(principle.key for principle in CHARTER[language].principles) == PRINCIPLES


@pytest.mark.parametrize("language", CHARTER)
def test_the_charter_says_as_much_in_every_language(language: str) -> None:
    english, charter = CHARTER["en"], CHARTER[language]

    assert [len(one.paragraphs) for one in passages(charter)] == [
        len(one.paragraphs) for one in passages(english)
    ]
    assert all(text and text == text.strip() for text in every_text(charter))
    assert len(every_text(charter)) == len(every_text(english))


@pytest.mark.parametrize("language", ["cy", "fr", "de", "es"])
def test_no_text_of_the_charter_is_left_in_english(language: str) -> None:
    assert set(every_text(CHARTER[language])) & set(every_text(CHARTER["en"])) == set()


@pytest.mark.parametrize("language", CHARTER)
def test_the_limits_of_confidentiality_name_the_emergency_number(language: str) -> None:
    assert "(999 " in " ".join(CHARTER[language].confidentiality_limits.paragraphs)


@pytest.mark.requirement("ALL-90")
def test_the_charter_keeps_the_programme_apart_from_appraisal() -> None:
    (said,) = CHARTER["en"].not_appraisal.paragraphs

    for apart in ("performance management", "capability procedures", "formal appraisal"):
        assert apart in said
    assert "apart from line management and appraisal" in CHARTER["en"].boundaries_reminder


@pytest.mark.parametrize("language", CHARTER)
def test_the_reminder_for_a_learning_contract_is_three_sentences(language: str) -> None:
    assert sentences(CHARTER[language].boundaries_reminder) == 3


def test_no_part_of_the_charter_is_forgotten_by_these_tests() -> None:
    assert [field.name for field in fields(CharterText)] == [
        "title",
        "introduction",
        "principles",
        "confidentiality_limits",
        "taking_part",
        "leaving",
        "not_appraisal",
        "boundaries_reminder",
    ]


def test_a_charter_can_be_stored_with_its_parts_named() -> None:
    stored = json.loads(json.dumps(asdict(CHARTER["cy"])))

    assert stored["principles"][0]["key"] == "inclusive"
    assert stored["leaving"]["title"] == "Rhydd i wrthod, i oedi ac i adael"


def principle(key: str) -> str:
    """What a principle says, in English."""
    return next(one.text for one in CHARTER["en"].principles if one.key == key)


@pytest.mark.requirement("ALL-17")
def test_critical_friendship_is_honest_and_joins_support_with_challenge() -> None:
    said = principle("critical_friendship")
    for words in (
        "talk honestly",
        "support and challenge go together",
        "into our own practice",
        "what research has found",
    ):
        assert words in said


@pytest.mark.requirement("ALL-18")
def test_the_work_and_what_it_asks_of_people_are_both_focus() -> None:
    said = principle("professional_development_and_wellbeing")
    for words in (
        "classroom practice",
        "curriculum",
        "assessment",
        "asks of us emotionally",
        "wellbeing",
    ):
        assert words in said
    offered = FOCUS_AREAS.keys
    assert {"curriculum_design", "assessment", "workload_wellbeing"} <= set(offered)
