"""What is the matter with a form: every reason why it could not be filled in, or its answers used, in a sentence."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.fields import FIELD, ImportField
from compagnon.recruitment.rules.form import (
    CHOSEN,
    MANY,
    MENTEES,
    VOCABULARY_OF,
    Form,
    Kind,
    Limits,
    Question,
    ShownIf,
    Text,
    option_keys,
    vocabulary_of,
)
from compagnon.schemes.vocabularies import INTEREST_LISTS, ROLES, VOCABULARIES

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST_KEY: Final = 60
# Asked before the form begins, or after it: a form that asked again would have two answers.
_ASKED_ELSEWHERE: Final = frozenset(
    {
        *("name", "first_name", "last_name", "email", "roles", "submitted_at", "charter_signed"),
        "unlisted",
    }
)
_KINDS_OF_FIELD: Final = {
    "experience_years": {Kind.NUMBER},
    "capacity": {Kind.NUMBER},
    "postcode_area": {Kind.POSTCODE_AREA},
    "phases": {Kind.PHASES, Kind.SEVERAL},
    "languages_taught": {Kind.LANGUAGES},
    "languages_spoken": {Kind.LANGUAGES},
    "availability": {Kind.TIMES, Kind.AVAILABILITY, Kind.SEVERAL},
    "declared_managers": {Kind.PEOPLE},
    "declared_conflicts": {Kind.PEOPLE},
}
MOST_ON_A_SCALE: Final = 11


class Flaw(NamedTuple):
    """Something wrong with a section or a question (its key; none: with the whole form), as a sentence about {key}."""

    key: str
    sentence: StrPromise

    def said(self, name: StrOrPromise) -> StrPromise:
        """Return the sentence, with the name by which its reader knows the thing."""
        return format_lazy(self.sentence, key=name)


def check(form: Form) -> None:
    """Refuse a form that could not be filled in, or whose answers nobody could use."""
    flaw = next(flaws_of(form), None)
    if flaw is not None:
        raise Refused(flaw.said(flaw.key))


def flaws_of(form: Form) -> Iterator[Flaw]:
    """Yield everything that is the matter with a form, in the order of the form; at most one thing a question."""
    if not form.languages:
        yield Flaw("", _("A form needs a language."))
        return
    if not form.sections:
        yield Flaw("", _("A form needs at least one question."))
    yield from _key_flaws([section.key for section in form.sections])
    yield from _key_flaws([question.key for question in form.questions()])
    earlier: dict[str, Question] = {}
    for section in form.sections:
        yield from _text_flaws(form, section.key, [section.title], [section.intro])
        if not section.questions:
            yield Flaw(section.key, _("The section “{key}” asks nothing."))
        for question in section.questions:
            yield from _question_flaws(form, question, earlier)
        earlier |= {question.key: question for question in section.questions}


def _key_flaws(keys: Sequence[str]) -> Iterator[Flaw]:
    for number, key in enumerate(keys):
        if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
            yield Flaw(key, _("“{key}” is no key: small letters, digits and underscores."))
        if key in keys[:number]:
            yield Flaw(key, _("“{key}” stands in the form twice."))


def _text_flaws(
    form: Form, key: str, needed: Sequence[Text], welcome: Sequence[Text] = ()
) -> Iterator[Flaw]:
    """Yield that a text is missing, or has no words in the form's first language."""
    for text in (*needed, *(text for text in welcome if text)):
        written = text if isinstance(text, str) else text.get(form.languages[0], "")
        if not written.strip():
            yield Flaw(key, _("“{key}” lacks a text."))
            return


def _question_flaws(
    form: Form, question: Question, earlier: Mapping[str, Question]
) -> Iterator[Flaw]:
    texts = [option.text for option in question.choices]
    needed = (question.label, question.why, question.seen_by, *texts)
    missing = next(_text_flaws(form, question.key, needed, [question.help]), None)
    problem = next(_problems(question, earlier), None)
    if missing:
        yield missing
    elif problem:
        yield Flaw(question.key, problem)


def _problems(question: Question, earlier: Mapping[str, Question]) -> Iterator[StrPromise]:
    """Yield what is the matter with a question beside its texts."""
    if question.key in _ASKED_ELSEWHERE:
        yield _("“{key}” is asked before the form begins, or after it.")
    if not question.roles or not set(question.roles) <= set(ROLES.keys):
        yield _("“{key}” does not say of whom it is asked.")
    if question.vocabulary and question.vocabulary not in VOCABULARIES:
        yield _("“{key}” is chosen from a list that does not exist.")
    elif question.kind in CHOSEN and len(set(option_keys(question))) < 2:  # noqa: PLR2004 -- a choice is between two
        yield _("“{key}” needs two different answers to choose from, or more.")
    yield from _field_problems(question)
    yield from _limit_problems(question)
    if question.shown_if and not _is_answerable(question.shown_if, earlier):
        yield _("“{key}” depends on an answer that no earlier section offers.")


def _field_problems(question: Question) -> Iterator[StrPromise]:
    """Yield why an answer could not be used by matching and the checks, where its key says that it is."""
    field = FIELD.get(question.key)
    if field is None:
        if question.kind is Kind.PEOPLE:
            yield _("“{key}” names people, and only declared managers and conflicts are kept so.")
        return
    kinds = _KINDS_OF_FIELD.get(question.key)
    if kinds is None and field.vocabulary:
        kinds = {Kind.SEVERAL} if field.is_many else {Kind.CHOICE}
    fits = question.kind in (kinds or {Kind.SHORT_TEXT})
    if not fits or vocabulary_of(question) not in _lists_of(question, field):
        yield _("“{key}” is used in matching or in a check, and cannot be answered in this way.")
    if question.key == "capacity" and question.limits != Limits(*MENTEES):
        yield _("“{key}”: one or two places can be offered.")


def _lists_of(question: Question, field: ImportField) -> Collection[str]:
    """Return the lists that such an answer may be chosen from: interests are the scheme's own, or those of a kind of scheme."""
    if field.vocabulary in INTEREST_LISTS:
        return {*INTEREST_LISTS, ""}
    is_older = question.kind is Kind.AVAILABILITY
    return (VOCABULARY_OF[Kind.AVAILABILITY] if is_older else field.vocabulary,)


def _limit_problems(question: Question) -> Iterator[StrPromise]:
    limits = question.limits
    if question.kind not in {Kind.SCALE, Kind.NUMBER}:
        return
    if limits is None or limits.low >= limits.high:
        yield _("“{key}” needs a smallest and a largest number.")
    elif question.kind is Kind.SCALE and limits.high - limits.low >= MOST_ON_A_SCALE:
        yield _("“{key}”: a scale of more than eleven steps helps nobody.")


def _is_answerable(condition: ShownIf, earlier: Mapping[str, Question]) -> bool:
    question = earlier.get(condition.question)
    if question is None or question.kind not in {*CHOSEN, *MANY}:
        return False
    return bool(condition.answers) and set(condition.answers) <= set(option_keys(question))
