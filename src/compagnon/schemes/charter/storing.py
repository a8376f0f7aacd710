"""A charter's text as its row keeps it: one JSON object a language."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, cast

from compagnon.schemes.charter.text import CharterText, Passage, Principle

_PASSAGES: Final = ("confidentiality_limits", "taking_part", "leaving", "not_appraisal")

Stored = dict[str, Any]


def to_stored(texts: Mapping[str, CharterText]) -> dict[str, Stored]:
    """Return a charter in all its languages as the database gives it back."""
    plain = {language: asdict(text) for language, text in texts.items()}
    return cast("dict[str, Stored]", json.loads(json.dumps(plain)))


def from_stored(stored: Mapping[str, Any]) -> CharterText:
    """Return the text of one language."""
    passages = {
        name: Passage(stored[name]["title"], tuple(stored[name]["paragraphs"]))
        for name in _PASSAGES
    }
    principles = tuple(Principle(**principle) for principle in stored["principles"])
    return CharterText(**{**stored, **passages, "principles": principles})
