"""The lists the association's template starts from. A scheme edits its own copy; keys never change."""

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary, fold
from compagnon.schemes.vocabularies.languages import LANGUAGES, Language
from compagnon.schemes.vocabularies.people import (
    AUDIENCES,
    CAREER_STAGES,
    MEMBERSHIP_CATEGORIES,
    ROLES,
)
from compagnon.schemes.vocabularies.places import (
    NATION_OF_REGION,
    NATIONS,
    PHASES,
    REGIONS,
    SECTORS,
)
from compagnon.schemes.vocabularies.practice import (
    AVAILABILITIES,
    HOW_HEARD,
    MATCH_PREFERENCES,
    MEETING_FREQUENCIES,
    MODES,
)
from compagnon.schemes.vocabularies.topics import FOCUS_AREAS, INTERESTS, PURPOSES

VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.key: vocabulary
    for vocabulary in (
        ROLES,
        AUDIENCES,
        MEMBERSHIP_CATEGORIES,
        REGIONS,
        NATIONS,
        SECTORS,
        PHASES,
        CAREER_STAGES,
        LANGUAGES,
        INTERESTS,
        PURPOSES,
        FOCUS_AREAS,
        MODES,
        MATCH_PREFERENCES,
        MEETING_FREQUENCIES,
        AVAILABILITIES,
        HOW_HEARD,
    )
}

__all__ = [
    "AUDIENCES",
    "AVAILABILITIES",
    "CAREER_STAGES",
    "FOCUS_AREAS",
    "HOW_HEARD",
    "INTERESTS",
    "LANGUAGES",
    "MATCH_PREFERENCES",
    "MEETING_FREQUENCIES",
    "MEMBERSHIP_CATEGORIES",
    "MODES",
    "NATIONS",
    "NATION_OF_REGION",
    "PHASES",
    "PURPOSES",
    "REGIONS",
    "ROLES",
    "SECTORS",
    "VOCABULARIES",
    "Choice",
    "Language",
    "Vocabulary",
    "fold",
]
