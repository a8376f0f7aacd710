"""What the other charters say differently from the association's, and how they are put together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compagnon.schemes.charter.text import CharterText, Principle


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language's words for mentoring in one house, mentor training, coaching and peer coaching."""

    confidential: Principle
    supportive: Principle
    in_house_title: str
    in_house_introduction: str
    in_house_principles: tuple[Principle, ...]
    training_title: str
    training_introduction: str
    training_principles: tuple[Principle, ...]
    coaching_title: str
    coaching_introduction: str
    coaching_principles: tuple[Principle, ...]
    peer_coaching_title: str
    peer_coaching_introduction: str
    peer_coaching_principles: tuple[Principle, ...]
    coach: str
    coachee: str
    peer: str


def charters(association: CharterText, words: Words) -> Mapping[str, CharterText]:
    """Return one language's charters by the key of their template.

    The limits of confidentiality, leaving, what is not appraisal and the reminder are the association's, word for
    word: they are worded so that they never deter anyone from raising a concern.
    """
    shared = (words.supportive, words.confidential)
    friendship = next(one for one in association.principles if one.key == "critical_friendship")
    both = association.taking_part.paragraphs[0]
    return {
        "in_house": replace(
            association,
            title=words.in_house_title,
            introduction=words.in_house_introduction,
            principles=(*words.in_house_principles, *shared, friendship),
        ),
        "training": replace(
            association,
            title=words.training_title,
            introduction=words.training_introduction,
            principles=(*words.training_principles, *shared, friendship),
        ),
        "coaching": replace(
            association,
            title=words.coaching_title,
            introduction=words.coaching_introduction,
            principles=(*words.coaching_principles, *shared),
            taking_part=replace(
                association.taking_part, paragraphs=(both, words.coach, words.coachee)
            ),
        ),
        "peer_coaching": replace(
            association,
            title=words.peer_coaching_title,
            introduction=words.peer_coaching_introduction,
            principles=(*words.peer_coaching_principles, *shared),
            taking_part=replace(association.taking_part, paragraphs=(both, words.peer)),
        ),
    }
