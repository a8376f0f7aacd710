"""The link of an invitation's letter, and the mark by which those who sign up afterwards are recognised."""

from typing import Final
from uuid import UUID

from compagnon.core.letter_links import LetterLinks

LINKS: Final = LetterLinks("introductions.invitation link", "invitations")
path = LINKS.path
is_genuine = LINKS.is_genuine

_MARK: Final = "intro-"


def mark_of(introduction_id: UUID) -> str:
    """Return what the link to apply carries: which meeting led to it."""
    return f"{_MARK}{introduction_id.hex}"


def introduction_of(mark: str) -> UUID | None:
    """Return which meeting a mark speaks of; None for any other mark."""
    try:
        return UUID(hex=mark.removeprefix(_MARK)) if mark.startswith(_MARK) else None
    except ValueError:
        return None
