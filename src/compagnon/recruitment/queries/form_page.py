"""One page of an applicant's own form: its questions, what was typed so far, and the way through the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.institution import list_suggestions
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Typed, read_form, read_questions, typed_in
from compagnon.recruitment.rules.form import Form, Question, Section
from compagnon.recruitment.rules.institutions import INSTITUTION
from compagnon.recruitment.rules.saving import digest_of


@dataclass(frozen=True)
class PageLink:
    """A page of the form: whether it is this one, and whether nothing is missing on it."""

    key: str
    title: StrOrPromise
    is_current: bool
    is_complete: bool


@dataclass(frozen=True)
class Elsewhere:
    """What stands there by now in answer to a question that somebody has just answered otherwise."""

    label: StrOrPromise
    values: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class FormPage:
    """A page of the form. `seen` is the digest of what is saved of it; `typed` is that itself."""

    application: Application
    scheme_name: str
    form: Form
    key: str
    title: StrOrPromise
    intro: StrOrPromise
    questions: tuple[Question, ...]
    typed: Typed
    seen: str
    pages: tuple[PageLink, ...]
    is_draft: bool
    closes_on: date
    saved_at: datetime | None
    suggested: tuple[str, ...]

    @property
    def application_id(self) -> UUID:
        """Whose page it is."""
        return self.application.id

    @property
    def number(self) -> int:
        """Which page it is, from 1."""
        return 1 + next(place for place, one in enumerate(self.pages) if one.is_current)

    @property
    def previous(self) -> str:
        """The key of the page before; empty on the first."""
        return self.pages[self.number - 2].key if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The key of the page after; empty on the last."""
        return self.pages[self.number].key if self.number < len(self.pages) else ""


def get_form_page(*, viewer: Actor, application: Application, key: str) -> FormPage | None:
    """Return a page of one's own form; None if somebody with these roles and answers is asked nothing there.

    Five queries at most, and one where a workplace is asked for. Refused (`Closed`) to anybody else.
    """
    form = form_of(application)
    typed = typed_of(viewer, application, form.questions())
    answers = read_form(form, typed, application.roles).answers
    asked = form.asked_of(application.roles, answers)
    current = next((one for one in asked if one[0].key == key), None)
    if current is None:
        return None
    section, questions = current
    language, own = get_language() or "", typed_in(questions, typed)
    return FormPage(
        application=application,
        scheme_name=application.joining_point.cycle.scheme.name,
        form=form,
        key=key,
        title=form.words(section.title, language),
        intro=form.words(section.intro, language),
        questions=questions,
        typed=own,
        seen=digest_of(own),
        pages=tuple(_links(form, asked, typed, key)),
        is_draft=application.state == Application.State.DRAFT,
        closes_on=application.joining_point.closes_on,
        saved_at=application.saved_at,
        suggested=_suggested(application, questions),
    )


def _suggested(application: Application, questions: Sequence[Question]) -> tuple[str, ...]:
    """Return the places that are offered where a page asks for one."""
    if all(question.key != INSTITUTION for question in questions):
        return ()
    return list_suggestions(application.joining_point.cycle.scheme.organisation_id)


def changed_elsewhere(page: FormPage, sent: Typed) -> list[Elsewhere]:
    """Return the questions of a page whose saved answer is not what has just been sent, and that answer in words."""
    language = get_language() or ""
    return [
        Elsewhere(page.form.words(question.label, language), _stands(page, question, language))
        for question in page.questions
        if digest_of(typed_in([question], page.typed)) != digest_of(typed_in([question], sent))
    ]


def _stands(page: FormPage, question: Question, language: str) -> tuple[StrOrPromise, ...]:
    """Return what is saved, in words; where it makes no sense yet, as it was typed."""
    said = in_words(page.form, question, read_questions([question], page.typed), language)
    return said or tuple(text for text in page.typed[question.key] if text)


def _links(
    form: Form,
    asked: Sequence[tuple[Section, Sequence[Question]]],
    typed: Typed,
    current: str,
) -> Iterable[PageLink]:
    language = get_language() or ""
    for section, questions in asked:
        yield PageLink(
            section.key,
            form.words(section.title, language),
            section.key == current,
            not read_questions(questions, typed).problems,
        )
