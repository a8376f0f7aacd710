"""What a coordinator may add to a form: the questions that ship and are not asked, and the kinds of their own."""

from typing import NamedTuple

from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.form import Form, Kind, Question
from compagnon.recruitment.rules.form_kinds import KIND_LABELS, OWN_KINDS
from compagnon.recruitment.rules.form_uses import known_question, seen_by_of, unasked


class Addition(NamedTuple):
    """Something that may be added, by the name under which a page asks for it."""

    name: str
    label: StrOrPromise
    note: StrOrPromise = ""


def shipped_additions(form: Form) -> tuple[Addition, ...]:
    """Return the questions that ship and that a form does not ask, each with why one would."""
    language = get_language() or ""
    return tuple(
        Addition(one.key, form.words(one.label, language), form.words(one.why, language))
        for one in unasked(form)
    )


def own_additions() -> tuple[Addition, ...]:
    """Return the kinds of question that a scheme may ask of its own."""
    return tuple(Addition(kind.value, KIND_LABELS[kind]) for kind in OWN_KINDS)


def begun_question(form: Form, added: str) -> Question | None:
    """Return the question that is begun by a choice: one that ships, or an empty one; None if there is no such choice."""
    known = known_question(added)
    if known is not None:
        return known if known in unasked(form) else None
    if added not in OWN_KINDS:
        return None
    return Question(key="", kind=Kind(added), label="", why="", seen_by=seen_by_of(""))
