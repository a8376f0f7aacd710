"""The charters of the other templates, in five languages; those in four of them await a native reader's review."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compagnon.schemes.charter.kinds import cy, de, en, es, fr
from compagnon.schemes.charter.text import CharterText

_LANGUAGES: Final = {
    "en": en.CHARTERS,
    "cy": cy.CHARTERS,
    "fr": fr.CHARTERS,
    "de": de.CHARTERS,
    "es": es.CHARTERS,
}


def charter_of_kind(template: str) -> Mapping[str, CharterText]:
    """Return the charter of a template in all its languages."""
    return MappingProxyType({code: known[template] for code, known in _LANGUAGES.items()})
