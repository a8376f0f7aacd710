"""What changes whenever a part of a form does: nobody writes over words that they have not seen."""

import hashlib
import json
from typing import Any

from compagnon.recruitment.rules.form import Question, Section
from compagnon.recruitment.rules.form_content import question_content
from compagnon.recruitment.rules.form_texts import places_of, words_in


def seen_of_question(question: Question) -> str:
    """Return the digest of all that a question says and does."""
    return _digest(question_content(question))


def seen_of_section(section: Section) -> str:
    """Return the digest of a section's own words, without its questions."""
    return _digest([section.title, section.intro])


def seen_of_texts(section: Section, language: str) -> str:
    """Return the digest of all words of a section in a language."""
    return _digest({place.name: words_in(place.text, language) for place in places_of(section)})


def _digest(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
