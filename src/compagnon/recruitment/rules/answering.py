"""What was typed into a form, turned into answers; whatever is wrong gets a sentence, and what was typed stays.

Typed values come as a page sends them: the name of a control → its texts, in order. Answers are kept as
`rules.applicant.ApplicantRow.answers` keeps those of a file, so that nothing later asks where they came from.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.applicant import Answer
from compagnon.recruitment.rules.form import (
    EMAIL,
    LEVEL,
    Form,
    Kind,
    Question,
    option_keys,
    part_of,
)
from compagnon.recruitment.rules.problems import TEXT_LIMIT
from compagnon.recruitment.rules.values import read_postcode_area
from compagnon.schemes.vocabularies.times import expanded, summed_up

Typed = Mapping[str, Sequence[str]]
Answers = dict[str, Answer | dict[str, str]]

LONG_LIMIT: Final = 2000
MOST_PEOPLE: Final = 10
# What a draft may hold at most, whatever a browser sends: nobody fills our disk with a form.
MOST_TYPED: Final = 100
LONGEST_TYPED: Final = 4000
_is_email: Final = EmailValidator()
_DIGITS: Final = re.compile("[0-9]{1,6}")

NEEDED: Final = _("Please answer this.")
_NOT_OFFERED: Final = _("Please choose from what is offered.")


@dataclass
class Reading:
    """What was understood: answers by key, the people named (one a line), and what is wrong by question."""

    answers: Answers = field(default_factory=dict)
    declared: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    problems: dict[str, StrOrPromise] = field(default_factory=dict)


def read_form(form: Form, typed: Typed, roles: Collection[str]) -> Reading:
    """Read everything that somebody with these roles is asked, section after section."""
    whole = Reading()
    for section in form.sections:
        _read_into(whole, section.asked_of(roles, whole.answers), typed)
    return whole


def read_questions(questions: Iterable[Question], typed: Typed) -> Reading:
    """Read what was typed in answer to these questions, and nothing else."""
    reading = Reading()
    _read_into(reading, questions, typed)
    return reading


def _read_into(reading: Reading, questions: Iterable[Question], typed: Typed) -> None:
    for question in questions:
        try:
            if question.is_sensitive:
                reading.declared[question.key] = _people(question, typed)
            else:
                reading.answers |= _READERS[question.kind](question, typed)
        except Refused as problem:
            reading.problems[question.key] = problem.reason


def typed_in(questions: Iterable[Question], sent: Typed) -> dict[str, list[str]]:
    """Return what a page sent in answer to these questions, cut to what a draft may hold; all else is left out.

    So is the zero, which nobody types and PostgreSQL does not keep.
    """
    return {
        control: [text[:LONGEST_TYPED].replace("\x00", "") for text in sent.get(control, ())][
            :MOST_TYPED
        ]
        for question in questions
        for control in question.controls
    }


def as_typed(questions: Iterable[Question], answers: Mapping[str, object]) -> dict[str, list[str]]:
    """Return answers as a page would have sent them: last year's fill in this year's form."""
    typed: dict[str, list[str]] = {}
    for question in questions:
        value = answers.get(question.key)
        if question.is_sensitive or value in (None, "", []):
            continue
        values = value if isinstance(value, list) else [value]
        texts = [_text_of(one) for one in values]
        known = set(option_keys(question)) if question.kind in _OFFERING else set(texts)
        texts = _in_times_of(question, texts)
        typed[question.key] = [text for text in texts if text in known]
        if len(question.controls) > 1:
            levels = answers.get(part_of(question.key, LEVEL))
            said = levels if isinstance(levels, dict) else {}
            typed[question.controls[1]] = [said.get(key, "") for key in typed[question.key]]
    return typed


def lines_of(question: Question, typed: Typed) -> str:
    """Return the people typed, a line each, as they are kept: the name, and the address in brackets."""
    names, emails = typed.get(question.key, ()), typed.get(part_of(question.key, EMAIL), ())
    rows = [
        (_one_line(name), _one_line(emails[number] if number < len(emails) else ""))
        for number, name in enumerate(names)
    ]
    return "\n".join(
        f"{name} <{email}>".strip() if email else name for name, email in rows if name or email
    )


def rows_of(question: Question, lines: str) -> dict[str, list[str]]:
    """Return people kept a line each as a page would have sent them."""
    parts = [line.rstrip(">").partition("<") for line in lines.split("\n") if line]
    return {
        question.key: [name.strip() for name, _bracket, _email in parts],
        part_of(question.key, EMAIL): [email.strip() for _name, _bracket, email in parts],
    }


def _in_times_of(question: Question, codes: list[str]) -> list[str]:
    """Return times in the way in which a form asks for them: by the day, or by the part of the week."""
    if question.kind is Kind.TIMES:
        return list(expanded(codes))
    return list(summed_up(codes)) if question.kind is Kind.AVAILABILITY else codes


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _one_line(text: str) -> str:
    """Return what was typed into one line, without the brackets and the line ends that keep lines apart."""
    return " ".join(text.translate({ord("<"): " ", ord(">"): " "}).split())[:TEXT_LIMIT]


def _first(question: Question, typed: Typed) -> str:
    text = next(iter(typed.get(question.key, ())), "").strip()
    if not text and question.required:
        raise Refused(NEEDED)
    return text


def _short_text(question: Question, typed: Typed) -> Answers:
    text = " ".join(_first(question, typed).split())
    return {question.key: _within(text, TEXT_LIMIT)}


def _long_text(question: Question, typed: Typed) -> Answers:
    text = "\n".join(_first(question, typed).splitlines())
    return {question.key: _within(text, LONG_LIMIT)}


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Refused(
            format_lazy(
                _("This is {length} letters long; please say it in {limit}."),
                length=len(text),
                limit=limit,
            )
        )
    return text


def _choice(question: Question, typed: Typed) -> Answers:
    text = _first(question, typed)
    if text and text not in option_keys(question):
        raise Refused(_NOT_OFFERED)
    return {question.key: text}


def _several(question: Question, typed: Typed) -> Answers:
    chosen = {text for text in typed.get(question.key, ()) if text}
    offered = option_keys(question)
    if chosen - set(offered):
        raise Refused(_NOT_OFFERED)
    if not chosen and question.required:
        raise Refused(_("Please tick at least one."))
    return {question.key: [key for key in offered if key in chosen]}


def _times(question: Question, typed: Typed) -> Answers:
    """Read times of the grid; every weekday at once may be ticked, too, and counts as its five times."""
    return _several(question, {question.key: expanded(typed.get(question.key, ()))})


def _languages(question: Question, typed: Typed) -> Answers:
    """Read languages, each once, in the order of the list; of some the level."""
    levels = typed.get(part_of(question.key, LEVEL), ())
    chosen: dict[str, str] = {}
    for number, code in enumerate(typed.get(question.key, ())):
        level = levels[number] if number < len(levels) else ""
        if level and level not in {option.key for option in question.choices}:
            raise Refused(_NOT_OFFERED)
        if code:
            chosen[code] = level or chosen.get(code, "")
        elif level:
            raise Refused(_("There is a level without a language. Please choose which one."))
    answers = _several(question, {question.key: list(chosen)})
    if question.choices:
        answers[part_of(question.key, LEVEL)] = {
            code: level for code, level in chosen.items() if level
        }
    return answers


def _number(question: Question, typed: Typed) -> Answers:
    text, limits = _first(question, typed), question.limits
    if not text or limits is None:
        return {question.key: None}
    is_number = bool(_DIGITS.fullmatch(text))
    if not (is_number and limits.low <= int(text) <= limits.high):
        raise Refused(
            format_lazy(
                _("Please give a whole number from {low} to {high}."),
                low=limits.low,
                high=limits.high,
            )
        )
    return {question.key: int(text)}


def _postcode_area(question: Question, typed: Typed) -> Answers:
    text = _first(question, typed)
    area = read_postcode_area(text) if text else ""
    if area is None:
        raise Refused(_("This is no postcode. The first letters are enough, such as LS."))
    return {question.key: area}


def _consent(question: Question, typed: Typed) -> Answers:
    text = _first(question, typed)
    if text and text not in {"yes", "no"}:
        raise Refused(_NOT_OFFERED)
    return {question.key: {"yes": True, "no": False}.get(text)}


def _people(question: Question, typed: Typed) -> tuple[str, ...]:
    rows = rows_of(question, lines_of(question, typed))
    names, emails = (rows[control] for control in question.controls)
    if len(names) > MOST_PEOPLE:
        raise Refused(format_lazy(_("Please name {limit} people at most."), limit=MOST_PEOPLE))
    for name, email in zip(names, emails, strict=True):
        if email:
            _check_address(email)
        if not name:
            raise Refused(_("There is an address without a name. Please add the name."))
    if not names and question.required:
        raise Refused(NEEDED)
    return tuple(line for line in lines_of(question, typed).split("\n") if line)


def _check_address(email: str) -> None:
    try:
        _is_email(email)
    except ValidationError as error:
        raise Refused(
            _("One of the e-mail addresses is not complete. You may also leave it out.")
        ) from error


_READERS: Final[Mapping[Kind, Callable[[Question, Typed], Answers]]] = {
    Kind.SHORT_TEXT: _short_text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.PHASES: _several,
    Kind.AVAILABILITY: _several,
    Kind.TIMES: _times,
    Kind.LANGUAGES: _languages,
    Kind.SCALE: _number,
    Kind.NUMBER: _number,
    Kind.POSTCODE_AREA: _postcode_area,
    Kind.CONSENT: _consent,
}
_OFFERING: Final = frozenset(
    {Kind.CHOICE, Kind.SEVERAL, Kind.PHASES, Kind.AVAILABILITY, Kind.TIMES, Kind.LANGUAGES}
)
