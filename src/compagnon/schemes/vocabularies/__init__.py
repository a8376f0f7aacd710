"""The lists the association's template starts from. A scheme edits its own copy; keys never change."""

from compagnon.schemes.vocabularies.choice import Choice, Vocabulary, fold
from compagnon.schemes.vocabularies.interests import (
    COACHING_INTERESTS,
    INTEREST_LISTS,
    PEER_INTERESTS,
    SUPPORT_INTERESTS,
    TRAINING_INTERESTS,
    interests_of,
    names_in,
)
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
    HOW_HEARD,
    MATCH_PREFERENCES,
    MEETING_FREQUENCIES,
    MODES,
    PARTS_OF_WEEK,
)
from compagnon.schemes.vocabularies.times import AVAILABILITIES
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
        SUPPORT_INTERESTS,
        TRAINING_INTERESTS,
        COACHING_INTERESTS,
        PEER_INTERESTS,
        PURPOSES,
        FOCUS_AREAS,
        MODES,
        MATCH_PREFERENCES,
        MEETING_FREQUENCIES,
        AVAILABILITIES,
        PARTS_OF_WEEK,
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
    "INTEREST_LISTS",
    "LANGUAGES",
    "MATCH_PREFERENCES",
    "MEETING_FREQUENCIES",
    "MEMBERSHIP_CATEGORIES",
    "MODES",
    "NATIONS",
    "NATION_OF_REGION",
    "PARTS_OF_WEEK",
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
    "interests_of",
    "names_in",
]
