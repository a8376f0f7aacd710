"""One application as the Coordination Group and the applicant read it: without whom the applicant declared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application_list import (
    STATE_LABELS,
    STATE_TONES,
    label_of,
    roles_of,
)
from compagnon.recruitment.queries.eligibility import doubts_about, with_signatures
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.history import Happening, whole_history_of
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.fields import FIELD, FIELDS, ImportField
from compagnon.recruitment.states import APPLICATION
from compagnon.schemes.vocabularies import VOCABULARIES

State = Application.State


@dataclass(frozen=True)
class AnswerView:
    """A question and what was answered, in words; nothing where it was left empty."""

    label: StrOrPromise
    values: tuple[StrOrPromise, ...]


@dataclass(frozen=True)
class Decisions:
    """What may be decided now, each with the reason where it may not; None where it makes no sense."""

    approve: Decision | None
    place: Decision | None
    wait: Decision | None
    decline: Decision | None
    ask: Decision | None
    take_back: Decision | None
    withdraw: Decision | None
    confirm_membership: Decision | None
    assign: Decision
    comment: Decision


@dataclass(frozen=True)
class ApplicationView:
    """An application. It has no field for declared people: only how many somebody cannot be paired with (ALL-54)."""

    id: UUID
    name: str
    email: str
    state: StrOrPromise
    tone: str
    submitted_at: datetime
    roles: tuple[StrOrPromise, ...]
    capacity: int
    is_mentor: bool
    source: str
    declared_count: int
    answers: tuple[AnswerView, ...]
    doubts: tuple[StrOrPromise, ...]
    has_waited: bool
    assigned_to_id: UUID | None
    history: tuple[Happening, ...]
    decisions: Decisions


def get_application(*, viewer: Actor, application: Application) -> ApplicationView:
    """Return an application in words, with its history and what may be decided; three queries.

    Of one that was filled in here, a fourth: its form.
    """
    row = with_signatures(viewer, application.joining_point).get(pk=application.pk)
    return ApplicationView(
        id=row.id,
        name=row.person.known_as,
        email=row.person.email,
        state=STATE_LABELS[row.state],
        tone=STATE_TONES[row.state],
        submitted_at=row.submitted_at,
        roles=roles_of(row),
        capacity=row.capacity,
        is_mentor=row.is_mentor,
        source=row.source,
        declared_count=row.declared_count,
        answers=tuple(_of_form(row) if row.saved_at else _answers(row.answers)),
        doubts=doubts_about(row),
        assigned_to_id=row.assigned_to_id,
        has_waited=row.waiting_since < row.submitted_at,
        history=tuple(whole_history_of(row)),
        decisions=_decisions(viewer, row),
    )


def _decisions(viewer: Actor, row: Application) -> Decisions:
    steps = APPLICATION[row.state]

    def step(to: str) -> Decision | None:
        return decide(viewer, steps[to].permission, row) if to in steps else None

    return Decisions(
        approve=None if row.state == State.APPROVED else step(State.APPROVED),
        place=step(State.APPROVED)
        if row.state == State.APPROVED and len(row.offered_roles) > 1
        else None,
        wait=step(State.WAITING),
        decline=step(State.DECLINED),
        ask=step(State.ASKED),
        take_back=decide(viewer, "recruitment.withdraw_request", row)
        if row.state == State.ASKED
        else None,
        withdraw=step(State.WITHDRAWN),
        confirm_membership=None
        if row.is_member_confirmed
        else decide(viewer, "recruitment.confirm_membership", row),
        assign=decide(viewer, "recruitment.assign_application", row),
        comment=decide(viewer, "recruitment.write_comment", row),
    )


def _of_form(row: Application) -> Iterator[AnswerView]:
    """Yield what was answered on the scheme's own form, and not whom the applicant declared."""
    form, language = form_of(row), get_language() or ""
    reading = Reading(row.answers)
    for question in form.questions():
        if question.key in row.answers:
            label = form.words(question.label, language)
            yield AnswerView(label, in_words(form, question, reading, language))


def answers_in_words(
    answers: dict[str, Any], fields: Iterable[ImportField]
) -> Iterator[tuple[str, tuple[StrOrPromise, ...]]]:
    """Yield what was answered to each of some fields, in words, and what was written beside the lists of choices."""
    unlisted: list[list[str]] = answers.get("unlisted") or []
    for field in fields:
        if field.name in answers:
            written = [text for name, text in unlisted if name == field.name]
            yield field.name, (*_values(field, answers[field.name]), *written)


def _answers(answers: dict[str, Any]) -> Iterator[AnswerView]:
    for name, values in answers_in_words(answers, FIELDS):
        yield AnswerView(FIELD[name].label, values)


def _values(field: ImportField, value: Any) -> tuple[StrOrPromise, ...]:
    """Return an answer in words."""
    if value is None or value in ("", []):
        return ()
    if isinstance(value, bool):
        return (_("Yes") if value else _("No"),)
    values = value if isinstance(value, list) else [value]
    if not field.vocabulary:
        return tuple(str(one) for one in values)
    return tuple(label_of(VOCABULARIES[field.vocabulary], one) for one in values)
