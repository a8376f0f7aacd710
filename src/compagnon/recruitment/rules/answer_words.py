"""Answers in words, as their applicant reads them again."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.form import LEVEL, Form, Question, part_of, vocabulary_of
from compagnon.recruitment.rules.interests import ASKED
from compagnon.schemes.vocabularies import INTERESTS, VOCABULARIES, names_in
from compagnon.schemes.vocabularies.times import TIMES, times_in_words


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
    shipped = name or (INTERESTS.key if question.key in ASKED else "")
    listed = names_in(VOCABULARIES[shipped]).choices if shipped else ()
    known = {choice.key: choice.label for choice in listed} | ({} if name else own)
    if name in TIMES:
        return times_in_words(str(one) for one in (value if isinstance(value, list) else [value]))
    levels = reading.answers.get(part_of(question.key, LEVEL))
    said = levels if isinstance(levels, Mapping) else {}
    values = map(str, value if isinstance(value, list) else [value])
    return tuple(_with(known.get(one, one), own.get(said.get(one, ""), "")) for one in values)


def _with(label: StrOrPromise, level: StrOrPromise) -> StrOrPromise:
    return format_lazy("{label} ({level})", label=label, level=level) if level else label
