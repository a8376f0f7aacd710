"""What happens to a scheme's letters, and to those that are held."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterWorded(Event):
    """A scheme's own words for a letter in one language were written."""

    words_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class LetterUnworded(Event):
    """A letter is sent in the shipped words again."""

    words_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class LetterTried(Event):
    """Somebody sent a letter of the scheme to themselves, to see how it arrives."""

    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class HoldingChosen(Event):
    """A scheme chose whether letters about decisions wait until they are released."""

    scheme_id: UUID
    holds_letters: bool


@dataclass(frozen=True, kw_only=True)
class LettersReleased(Event):
    """A coordinator let letters go that waited for it."""

    scheme_id: UUID
    letter_count: int


@dataclass(frozen=True, kw_only=True)
class LetterWithdrawn(Event):
    """A coordinator ended a letter that waited, without sending it."""

    message_id: UUID
    scheme_id: UUID
