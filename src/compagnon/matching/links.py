"""The link of a proposal's letter."""

from typing import Final

from compagnon.core.letter_links import LetterLinks

LINKS: Final = LetterLinks("matching.answer link", "answers")
path = LINKS.path
is_genuine = LINKS.is_genuine
