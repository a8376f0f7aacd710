"""One application as the Coordination Group and the applicant read it: without whom the applicant declared."""

from collections.abc import Iterable, Iterator, Mapping
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
)
from compagnon.recruitment.queries.eligibility import doubts_about, with_signatures
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.history import Happening, whole_history_of
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.fields import FIELD, FIELDS, ImportField
from compagnon.recruitment.rules.interests import ASKED
from compagnon.recruitment.states import APPLICATION
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.role_words import role_words
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import VOCABULARIES, names_in
from compagnon.schemes.vocabularies.times import TIMES, times_in_words

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
        roles=role_words(row.joining_point.cycle.scheme).listed(row.roles),
        capacity=row.capacity,
        is_mentor=row.is_mentor,
        source=row.source,
        declared_count=row.declared_count,
        answers=tuple(_of_form(row) if row.saved_at else _answers(row)),
        doubts=doubts_about(row),
        assigned_to_id=row.assigned_to_id,
        has_waited=row.waiting_since < row.submitted_at,
        history=tuple(whole_history_of(row)),
        decisions=_decisions(viewer, row),
    )


def _may_be_placed(row: Application) -> bool:
    """Say whether somebody may take part as something else; a peer only as both, where they are not (NF-21)."""
    if settings_of(row.joining_point.cycle.scheme).is_pool:
        return len(row.roles) == 1
    return len(row.offered_roles) > 1


def _decisions(viewer: Actor, row: Application) -> Decisions:
    steps = APPLICATION[row.state]

    def step(to: str) -> Decision | None:
        return decide(viewer, steps[to].permission, row) if to in steps else None

    return Decisions(
        approve=None if row.state == State.APPROVED else step(State.APPROVED),
        place=step(State.APPROVED) if row.state == State.APPROVED and _may_be_placed(row) else None,
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
    answers: dict[str, Any], fields: Iterable[ImportField], interests: Mapping[str, str]
) -> Iterator[tuple[str, tuple[StrOrPromise, ...]]]:
    """Yield what was answered to each of some fields, in words, and what was written beside the lists of choices.

    `interests`: what the scheme calls those that it words itself.
    """
    unlisted: list[list[str]] = answers.get("unlisted") or []
    for field in fields:
        if field.name in answers:
            written = [text for name, text in unlisted if name == field.name]
            yield field.name, (*_values(field, answers[field.name], interests), *written)


def _answers(row: Application) -> Iterator[AnswerView]:
    interests = interest_names(row.joining_point.cycle.scheme)
    for name, values in answers_in_words(row.answers, FIELDS, interests):
        yield AnswerView(FIELD[name].label, values)


def _values(
    field: ImportField, value: Any, interests: Mapping[str, str]
) -> tuple[StrOrPromise, ...]:
    """Return an answer in words."""
    if value is None or value in ("", []):
        return ()
    if isinstance(value, bool):
        return (_("Yes") if value else _("No"),)
    values = value if isinstance(value, list) else [value]
    if not field.vocabulary:
        return tuple(str(one) for one in values)
    if field.vocabulary in TIMES:
        return times_in_words(values)
    names = names_in(VOCABULARIES[field.vocabulary])
    own = interests if field.name in ASKED else {}
    return tuple(own.get(one) or label_of(names, one) for one in values)
