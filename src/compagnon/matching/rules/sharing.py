"""Which answers of an application the partner may read. Pure."""

from collections.abc import Mapping
from typing import Any, Final

# Never among them: why somebody wants to be mentored (LSIS-70), where they work, whom they must not meet.
SHARED: Final = (
    "region",
    "sector",
    "phases",
    "career_stage",
    "languages_taught",
    "languages_spoken",
    "interests_wanted",
    "interests_offered",
    "modes",
    "meeting_frequency",
    "availability",
)


def shared_parts(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that both members of a partnership may read of each other, those given at all."""
    return {key: answers[key] for key in SHARED if answers.get(key)}
