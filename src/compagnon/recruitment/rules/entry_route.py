"""How somebody came to apply: of themselves, or because they were directed to it where the scheme allows that (CORE-12)."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from compagnon.recruitment.rules.form import Form, Question, Section

KEY: Final = "entry_route"
_DIRECTED: Final = "directed"


def without_directed(form: Form, given: Collection[str]) -> Form:
    """Return a form that does not offer to have been directed; an answer that was given before stays readable."""
    return replace(form, sections=tuple(_section(one, given) for one in form.sections))


def _section(section: Section, given: Collection[str]) -> Section:
    if all(question.key != KEY for question in section.questions):
        return section
    return replace(section, questions=tuple(_question(one, given) for one in section.questions))


def _question(question: Question, given: Collection[str]) -> Question:
    if question.key != KEY:
        return question
    kept = (
        one for one in question.choices if not one.key.startswith(_DIRECTED) or one.key in given
    )
    return replace(question, choices=tuple(kept))
