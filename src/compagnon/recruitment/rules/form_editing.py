"""A form with something changed: sections and questions added, worded anew, moved and taken away. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused
from compagnon.recruitment.rules.form import Form, Kind, Question, Section
from compagnon.schemes.vocabularies.times import expanded

# Nobody fills in more, and nobody fills our disk with a form.
MOST_SECTIONS: Final = 20
MOST_QUESTIONS: Final = 100
MOST_OPTIONS: Final = 40
LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 600

GONE: Final = _("This is not part of the form any more: somebody else has taken it away meanwhile.")
T = TypeVar("T", Section, Question)


def find_section(form: Form, key: str) -> Section:
    """Return a section; refused if it is not part of the form."""
    found = next((section for section in form.sections if section.key == key), None)
    if found is None:
        raise Refused(GONE)
    return found


def find_question(form: Form, key: str) -> tuple[Section, Question]:
    """Return a question and its section; refused if it is not part of the form."""
    for section in form.sections:
        for question in section.questions:
            if question.key == key:
                return section, question
    raise Refused(GONE)


def with_section(form: Form, section: Section) -> Form:
    """Return a form with a section at its end; refused if there are too many."""
    if len(form.sections) >= MOST_SECTIONS:
        raise Refused(format_lazy(_("A form has {limit} sections at most."), limit=MOST_SECTIONS))
    return replace(form, sections=(*form.sections, section))


def changed_section(form: Form, key: str, make: Callable[[Section], Section]) -> Form:
    """Return a form with a section changed."""
    find_section(form, key)
    return replace(
        form, sections=tuple(make(one) if one.key == key else one for one in form.sections)
    )


def without_section(form: Form, key: str) -> Form:
    """Return a form without a section and all it asks."""
    find_section(form, key)
    return replace(form, sections=tuple(one for one in form.sections if one.key != key))


def moved_section(form: Form, key: str, *, up: bool) -> Form:
    """Return a form with a section one place further up or down; at the end it stays where it is."""
    find_section(form, key)
    return replace(form, sections=_moved(form.sections, key, up=up))


def with_question(form: Form, section_key: str, question: Question) -> Form:
    """Return a form with a question at the end of a section; refused if there are too many, or it is there already."""
    if any(one.key == question.key for one in form.questions()):
        raise Refused(_("The form asks this already."))

    if sum(len(one.questions) for one in form.sections) >= MOST_QUESTIONS:
        raise Refused(
            format_lazy(_("A form asks {limit} questions at most."), limit=MOST_QUESTIONS)
        )
    return changed_section(
        form, section_key, lambda one: replace(one, questions=(*one.questions, question))
    )


def changed_question(form: Form, question: Question) -> Form:
    """Return a form with a question as it is given."""
    section, _before = find_question(form, question.key)
    return changed_section(
        form,
        section.key,
        lambda one: replace(
            one,
            questions=tuple(
                question if asked.key == question.key else asked for asked in one.questions
            ),
        ),
    )


def without_question(form: Form, key: str) -> Form:
    """Return a form without a question."""
    section, _question = find_question(form, key)
    return changed_section(form, section.key, lambda one: _less(one, key))


def moved_question(form: Form, key: str, *, up: bool) -> Form:
    """Return a form with a question one place further up or down; from the edge of a section into the next one."""
    section, question = find_question(form, key)
    edge = section.questions[0 if up else -1]
    if edge.key != key:
        return changed_section(
            form,
            section.key,
            lambda one: replace(one, questions=_moved(one.questions, key, up=up)),
        )
    place = form.sections.index(section) + (-1 if up else 1)
    if not 0 <= place < len(form.sections):
        return form
    left = changed_section(form, section.key, lambda one: _less(one, key))

    def add(one: Section) -> Section:
        questions = (*one.questions, question) if up else (question, *one.questions)
        return replace(one, questions=questions)

    return changed_section(left, form.sections[place].key, add)


def asked_by_day(form: Form, key: str) -> Form:
    """Return a form that asks for days and times of day where it asked for parts of the week; twice changes nothing.

    What was asked only after a part of the week is asked after any time that lies in it (ALL-47).
    """
    _section, question = find_question(form, key)
    if question.kind is not Kind.AVAILABILITY:
        return form
    made = changed_question(form, replace(question, kind=Kind.TIMES))
    for asked in form.questions():
        condition = asked.shown_if
        if condition is not None and condition.question == key:
            after = replace(condition, answers=expanded(condition.answers))
            made = changed_question(made, replace(asked, shown_if=after))
    return made


def _less(section: Section, key: str) -> Section:
    return replace(section, questions=tuple(one for one in section.questions if one.key != key))


def _moved(things: Sequence[T], key: str, *, up: bool) -> tuple[T, ...]:
    place = next(number for number, one in enumerate(things) if one.key == key)
    other = place + (-1 if up else 1)
    row = list(things)
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
    return tuple(row)
