"""What a coordinator may add to a form: the questions that ship and are not asked, and the kinds of their own."""

from typing import NamedTuple

from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.form import Form, Kind, Question
from compagnon.recruitment.rules.form_kinds import KIND_LABELS, OWN_KINDS
from compagnon.recruitment.rules.form_uses import seen_by_of, unasked
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of


class Addition(NamedTuple):
    """Something that may be added, by the name under which a page asks for it."""

    name: str
    label: StrOrPromise
    note: StrOrPromise = ""


def shipped_additions(form: Form, scheme: Scheme) -> tuple[Addition, ...]:
    """Return the questions that ship and that a scheme's form does not ask, each with why one would."""
    language = get_language() or ""
    return tuple(
        Addition(one.key, form.words(one.label, language), form.words(one.why, language))
        for one in unasked(form, scheme.template, has_several=settings_of(scheme).most_mentors > 1)
    )


def own_additions() -> tuple[Addition, ...]:
    """Return the kinds of question that a scheme may ask of its own."""
    return tuple(Addition(kind.value, KIND_LABELS[kind]) for kind in OWN_KINDS)


def begun_question(form: Form, added: str, template: str) -> Question | None:
    """Return the question that is begun by a choice: one that ships, or an empty one; None if there is no such choice."""
    for known in unasked(form, template, has_several=True):
        if known.key == added:
            return known
    if added not in OWN_KINDS:
        return None
    return Question(key="", kind=Kind(added), label="", why="", seen_by=seen_by_of(""))
