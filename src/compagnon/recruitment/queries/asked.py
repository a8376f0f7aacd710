"""What an applicant was asked besides, and what came of it, as the Coordination Group reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.core.encryption.opening import Grant
from compagnon.recruitment.models import Application, InformationRequest, RequestReply
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.opening import opened
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading
from compagnon.recruitment.rules.form import Form, Question


@dataclass(frozen=True)
class AskedView:
    """A question that was asked again: what stood there, and what stands there since, if it was answered.

    Of whom an applicant declared it says neither.
    """

    label: StrOrPromise
    before: tuple[StrOrPromise, ...]
    after: tuple[StrOrPromise, ...]
    is_changed: bool


@dataclass(frozen=True)
class RequestView:
    """What an applicant was asked besides, and what they answered, if they have."""

    by: str
    at: datetime
    sentence: StrOrPromise
    questions: tuple[AskedView, ...]
    answered_at: datetime | None
    withdrawn_at: datetime | None
    reply: StrOrPromise


def list_requests(application: Application) -> list[InformationRequest]:
    """Return what an applicant was asked, oldest first, each with its reply; one query."""
    rows = InformationRequest.objects.filter(application=application).select_related("reply")
    found = list(rows.order_by("asked_at", "id"))
    for row in found:
        row.application = application
    return found


def views_of(
    requests: Sequence[InformationRequest],
    names: Mapping[UUID | None, str],
    grant: Grant,
    application: Application,
) -> Iterator[RequestView]:
    """Yield requests in words; one query where there are any."""
    if not requests:
        return
    form = form_of(application)
    for row in requests:
        reply: RequestReply | None = getattr(row, "reply", None)
        yield RequestView(
            by=names.get(row.asked_by_id, ""),
            at=row.asked_at,
            sentence=opened(grant, row, "sentence"),
            questions=tuple(_asked(form, row, reply)),
            answered_at=row.answered_at,
            withdrawn_at=row.withdrawn_at,
            reply=opened(grant, reply, "text") if reply else "",
        )


def _asked(form: Form, row: InformationRequest, reply: RequestReply | None) -> Iterator[AskedView]:
    language = get_language() or ""
    for question in form.questions():
        if question.key in row.questions:
            before = _said(form, question, reply.before if reply else {}, language)
            after = _said(form, question, reply.after if reply else {}, language)
            label = form.words(question.label, language)
            yield AskedView(label, before, after, [*map(str, before)] != [*map(str, after)])


def _said(
    form: Form, question: Question, answers: Mapping[str, Any], language: str
) -> tuple[StrOrPromise, ...]:
    return in_words(form, question, Reading(dict(answers)), language)
