"""The link of a proposal's letter."""

from typing import Final

from compagnon.core.letter_links import LetterLinks

CONCESSIONS: Final = LetterLinks("matching.concession link", "concessions")
LINKS: Final = LetterLinks("matching.answer link", "answers")
CIRCLES: Final = LetterLinks("matching.seat link", "places")
path = LINKS.path
is_genuine = LINKS.is_genuine
