"""Answers in words, as their applicant reads them again."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.form import LEVEL, Form, Question, part_of, vocabulary_of
from compagnon.schemes.vocabularies import VOCABULARIES


def in_words(
    form: Form, question: Question, reading: Reading, language: str
) -> tuple[StrOrPromise, ...]:
    """Return an answer in words, part by part; nothing where it was left empty or makes no sense."""
    if question.is_sensitive:
        return reading.declared.get(question.key, ())
    value = reading.answers.get(question.key)
    if value is None or value in ("", []):
        return ()
    if isinstance(value, bool):
        return (_("Yes") if value else _("No"),)
    own = {option.key: form.words(option.text, language) for option in question.choices}
    name = vocabulary_of(question)
    known = {choice.key: choice.label for choice in VOCABULARIES[name].choices} if name else own
    levels = reading.answers.get(part_of(question.key, LEVEL))
    said = levels if isinstance(levels, Mapping) else {}
    values = map(str, value if isinstance(value, list) else [value])
    return tuple(_with(known.get(one, one), own.get(said.get(one, ""), "")) for one in values)


def _with(label: StrOrPromise, level: StrOrPromise) -> StrOrPromise:
    return format_lazy("{label} ({level})", label=label, level=level) if level else label
