"""The link of the letter that brings a report to a mentor's line manager."""

from typing import Final

from compagnon.core.letter_links import LetterLinks

LINKS: Final = LetterLinks("partnerships.report link", "shared-reports")
path = LINKS.path
is_genuine = LINKS.is_genuine
