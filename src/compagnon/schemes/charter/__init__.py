"""The charter the association's template starts from (ALL-10, ALL-12 to ALL-20), in five languages.

The words are ours, not the association's. Those in Welsh, French, German and Spanish await review by
a native reader; all of them await the association's own. What bounds confidentiality is worded so
that it can never deter anyone from raising a concern (ALL-91): keep it so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from compagnon.schemes.charter import cy, de, en, es, fr
from compagnon.schemes.charter.text import CharterText, Passage, Principle

CHARTER: Mapping[str, CharterText] = MappingProxyType(
    {"en": en.TEXT, "cy": cy.TEXT, "fr": fr.TEXT, "de": de.TEXT, "es": es.TEXT}
)

__all__ = ["CHARTER", "CharterText", "Passage", "Principle"]
