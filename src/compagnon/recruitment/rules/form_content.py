"""A form as its row keeps it (JSON), and every reason why a form cannot be published, in a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.form import (
    CHOSEN,
    MANY,
    VOCABULARY_OF,
    Form,
    Kind,
    Limits,
    Option,
    Question,
    Section,
    ShownIf,
    Text,
    option_keys,
    vocabulary_of,
)
from compagnon.schemes.vocabularies import ROLES, VOCABULARIES

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
    "availability": {Kind.AVAILABILITY, Kind.SEVERAL},
    "declared_managers": {Kind.PEOPLE},
    "declared_conflicts": {Kind.PEOPLE},
}
MOST_ON_A_SCALE: Final = 11
MENTEES: Final = (1, 2)


def to_content(form: Form) -> dict[str, Any]:
    """Return a form as its row keeps it; what is left out is not kept."""
    return {
        "languages": list(form.languages),
        "sections": [
            _kept(
                key=section.key,
                title=section.title,
                intro=section.intro,
                questions=[_question_content(one) for one in section.questions],
            )
            for section in form.sections
        ],
    }


def from_content(content: Mapping[str, Any]) -> Form:
    """Return the form that a row keeps."""
    return Form(
        languages=tuple(content["languages"]),
        sections=tuple(
            Section(
                key=section["key"],
                title=section["title"],
                intro=section.get("intro", ""),
                questions=tuple(_question(one) for one in section["questions"]),
            )
            for section in content["sections"]
        ),
    )


def check(form: Form) -> None:
    """Refuse a form that could not be filled in, or whose answers nobody could use."""
    if not form.languages:
        raise Refused(_("A form needs a language."))
    if not form.sections:
        raise Refused(_("A form needs at least one question."))
    _check_keys([section.key for section in form.sections])
    _check_keys([question.key for question in form.questions()])
    earlier: dict[str, Question] = {}
    for section in form.sections:
        _check_texts(form, section.key, [section.title], [section.intro])
        if not section.questions:
            raise Refused(format_lazy(_("The section “{key}” asks nothing."), key=section.key))
        for question in section.questions:
            _check_question(form, question, earlier)
        earlier |= {question.key: question for question in section.questions}


def _check_keys(keys: Sequence[str]) -> None:
    for key in keys:
        if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
            raise Refused(
                format_lazy(_("“{key}” is no key: small letters, digits and underscores."), key=key)
            )
        if keys.count(key) > 1:
            raise Refused(format_lazy(_("“{key}” stands in the form twice."), key=key))


def _check_texts(
    form: Form, key: str, needed: Sequence[Text], welcome: Sequence[Text] = ()
) -> None:
    """Refuse a text that is missing, or has no words in the form's first language."""
    for text in (*needed, *(text for text in welcome if text)):
        written = text if isinstance(text, str) else text.get(form.languages[0], "")
        if not written.strip():
            raise Refused(format_lazy(_("“{key}” lacks a text."), key=key))


def _check_question(form: Form, question: Question, earlier: Mapping[str, Question]) -> None:
    texts = [option.text for option in question.choices]
    needed = (question.label, question.why, question.seen_by, *texts)
    _check_texts(form, question.key, needed, [question.help])
    problem = next((said for said in _problems(question, earlier)), None)
    if problem:
        raise Refused(format_lazy(problem, key=question.key))


def _problems(question: Question, earlier: Mapping[str, Question]) -> Iterator[StrPromise]:
    """Yield what is the matter with a question beside its texts."""
    if question.key in _ASKED_ELSEWHERE:
        yield _("“{key}” is asked before the form begins, or after it.")
    if not question.roles or not set(question.roles) <= set(ROLES.keys):
        yield _("“{key}” does not say of whom it is asked: mentors, mentees or both.")
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
    if not fits or vocabulary_of(question) != field.vocabulary:
        yield _("“{key}” is used in matching or in a check, and cannot be answered in this way.")
    if question.key == "capacity" and question.limits != Limits(*MENTEES):
        yield _("“{key}”: a mentor takes one or two mentees.")


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


def _question_content(question: Question) -> dict[str, Any]:
    limits, condition = question.limits, question.shown_if
    return _kept(
        key=question.key,
        kind=question.kind.value,
        label=question.label,
        help=question.help,
        why=question.why,
        seen_by=question.seen_by,
        required=question.required,
        roles=list(question.roles),
        shown_if=condition and {"question": condition.question, "answers": list(condition.answers)},
        choices=[{"key": one.key, "text": one.text} for one in question.choices],
        vocabulary="" if question.kind in VOCABULARY_OF else question.vocabulary,
        limits=limits
        and {
            "low": limits.low,
            "high": limits.high,
            "low_text": limits.low_text,
            "high_text": limits.high_text,
        },
    )


def _question(content: Mapping[str, Any]) -> Question:
    given = dict(content)
    condition, limits = given.pop("shown_if", None), given.pop("limits", None)
    choices = given.pop("choices", ())
    return Question(
        **{
            **given,
            "kind": Kind(given["kind"]),
            "roles": tuple(given["roles"]),
            "choices": tuple(Option(**one) for one in choices),
            "shown_if": condition and ShownIf(condition["question"], tuple(condition["answers"])),
            "limits": limits and Limits(**limits),
        }
    )


def _kept(**values: Any) -> dict[str, Any]:
    """Return what says something: no empty texts, lists or conditions."""
    return {name: value for name, value in values.items() if value}
