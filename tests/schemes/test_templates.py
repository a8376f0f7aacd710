"""The five templates: complete enough to open the same day."""

import pytest

from compagnon.schemes.charter import CHARTER, CharterText
from compagnon.schemes.charter.kinds import charter_of_kind
from compagnon.schemes.matching_defaults import CRITERIA, RULES, matching_settings
from compagnon.schemes.models import Scheme
from compagnon.schemes.settings import parsed
from compagnon.schemes.template import TEMPLATES, Template
from compagnon.schemes.vocabularies import FOCUS_AREAS

every_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
OTHERS = [key for key in TEMPLATES if key != "association"]


def own_texts(charter: CharterText) -> list[str]:
    """What a charter says in words of its own."""
    principles = [text for one in charter.principles for text in (one.title, one.text)]
    return [charter.title, charter.introduction, *principles, *charter.taking_part.paragraphs]


def test_there_is_a_template_for_each_of_the_seeds() -> None:
    assert {key: one.kind for key, one in TEMPLATES.items()} == {
        "association": Scheme.Kind.MENTORING,
        "in_house": Scheme.Kind.MENTORING,
        "training": Scheme.Kind.MENTORING,
        "coaching": Scheme.Kind.COACHING,
        "peer_coaching": Scheme.Kind.PEER_COACHING,
    }
    assert all(key == one.key for key, one in TEMPLATES.items())


@every_template
def test_a_template_has_words_focus_areas_and_a_charter_in_five_languages(
    template: Template,
) -> None:
    assert all((str(template.title), str(template.purpose), str(template.summary)))
    assert set(template.focus_areas) <= set(FOCUS_AREAS.keys)
    assert len(template.focus_areas) >= 5
    assert tuple(template.charter) == ("en", "cy", "fr", "de", "es")


@every_template
def test_what_a_template_matches_by_is_known(template: Template) -> None:
    weights = template.matching.get("weights", {})

    assert set(weights) <= {one.key for one in CRITERIA}
    assert set(template.matching.get("rules", {})) <= {
        one.key for one in RULES if not one.is_locked
    }
    assert any(one.weight for one in matching_settings(template.matching).criteria)


@pytest.mark.requirement("NF-11")
def test_mentoring_lasts_months_and_is_for_people_in_a_change() -> None:
    lasting = {
        key: parsed(one.settings).length_months
        for key, one in TEMPLATES.items()
        if one.kind == Scheme.Kind.MENTORING
    }

    assert lasting == {"association": 8, "in_house": 8, "training": 6}
    for key in lasting:
        purposes = matching_settings(TEMPLATES[key].matching).criterion("purposes")
        assert purposes is not None
        assert purposes.weight


@pytest.mark.requirement("ALL-54")
@every_template
def test_no_template_lets_a_declared_manager_be_paired(template: Template) -> None:
    rule = matching_settings(template.matching).rule("kept_apart")

    assert rule is not None
    assert rule.is_on


@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize("language", CHARTER)
def test_a_charter_says_as_much_in_every_language(key: str, language: str) -> None:
    english, charter = TEMPLATES[key].charter["en"], TEMPLATES[key].charter[language]

    assert [one.key for one in charter.principles] == [one.key for one in english.principles]
    assert len(own_texts(charter)) == len(own_texts(english))
    assert all(text and text == text.strip() for text in own_texts(charter))
    if language != "en":
        assert set(own_texts(charter)) & set(own_texts(english)) == set()


@pytest.mark.requirement("ALL-91")
@pytest.mark.parametrize("key", OTHERS)
@pytest.mark.parametrize("language", CHARTER)
def test_every_charter_bounds_confidentiality_word_for_word_as_the_first(
    key: str, language: str
) -> None:
    charter, known = charter_of_kind(key)[language], CHARTER[language]

    assert charter.confidentiality_limits == known.confidentiality_limits
    assert charter.boundaries_reminder == known.boundaries_reminder
    assert charter.leaving == known.leaving
    assert charter.not_appraisal == known.not_appraisal


@pytest.mark.requirement("ALL-92")
@pytest.mark.parametrize("key", OTHERS)
def test_whoever_supports_is_asked_to_encourage_the_local_procedure(key: str) -> None:
    asked = " ".join(TEMPLATES[key].charter["en"].taking_part.paragraphs)

    assert "encourage them to follow their local procedure" in asked


def test_only_the_template_of_one_house_has_a_checklist() -> None:
    assert [key for key, one in TEMPLATES.items() if one.checklist] == ["in_house"]
