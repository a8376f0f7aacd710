"""What the Coordination Group asked an applicant besides: which questions, with which sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed
from compagnon.recruitment.models import Application, InformationRequest
from compagnon.recruitment.policy import decision_grant, is_applicant
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.opening import opened
from compagnon.recruitment.rules.answer_words import in_words
from compagnon.recruitment.rules.answering import Reading, Typed, read_questions, typed_in
from compagnon.recruitment.rules.form import Form, Question
from compagnon.recruitment.rules.saving import digest_of


@dataclass(frozen=True)
class AskedOfYou:
    """What an applicant is asked now: the sentence, the questions, and what stands there so far."""

    application: Application
    request_id: UUID
    sentence: StrOrPromise
    form: Form
    questions: tuple[Question, ...]
    typed: Typed
    seen: str


@dataclass(frozen=True)
class Askable:
    """A question that an applicant can be asked again, with what they answered."""

    key: str
    label: StrOrPromise
    values: tuple[StrOrPromise, ...]
    is_sensitive: bool


def open_request(application: Application) -> InformationRequest | None:
    """Return what an applicant was asked and has not answered; None if nobody waits for an answer. One query."""
    if application.state != Application.State.ASKED:
        return None
    row = (
        InformationRequest.objects.filter(application=application)
        .order_by("-asked_at", "-id")
        .first()
    )
    if row is not None:
        row.application = application
    return row


def asked_questions(request: InformationRequest) -> tuple[Question, ...]:
    """Return the questions of a request, in the order of the applicant's form; one query."""
    form = form_of(request.application)
    return tuple(question for question in form.questions() if question.key in request.questions)


def get_asked_of_you(*, viewer: Actor, application: Application) -> AskedOfYou | None:
    """Return what an applicant is asked now; None if nobody waits for an answer. Six queries at most.

    Refused (`Closed`) to anybody else.
    """
    request = open_request(application)
    if request is None:
        return None
    questions = asked_questions(request)
    typed = typed_of(viewer, application, questions)
    return AskedOfYou(
        application=application,
        request_id=request.id,
        sentence=opened(decision_grant(viewer, application), request, "sentence"),
        form=form_of(application),
        questions=questions,
        typed=typed,
        seen=digest_of(typed),
    )


def typed_in_words(
    *, viewer: Actor, application: Application, sent: Typed
) -> list[tuple[StrOrPromise, tuple[StrOrPromise, ...]]]:
    """Return what an applicant typed for a question that nobody asks any more, each with its question; for them alone.

    One query. What makes no sense as an answer stands as it was typed.
    """
    if not is_applicant(viewer, application).allowed:
        raise Closed
    form, language = form_of(application), get_language() or ""
    found = []
    for question in form.questions():
        typed = typed_in([question], sent)
        raw = tuple(text for texts in typed.values() for text in texts if text.strip())
        if raw:
            said = in_words(form, question, read_questions([question], typed), language)
            found.append((form.words(question.label, language), said or raw))
    return found


def list_askable(*, viewer: Actor, application: Application) -> list[Askable]:
    """Return the questions that an applicant was asked, with their answers as the group sees them; one query.

    Whom they declared is theirs: the question can be asked again, and no answer stands beside it.
    """
    decision_grant(viewer, application)  # for nobody else
    return list(_askable(application))


def _askable(application: Application) -> Iterator[Askable]:
    form, language = form_of(application), get_language() or ""
    reading = Reading({**application.answers, "capacity": application.capacity})
    for _section, questions in form.asked_of(application.roles, reading.answers):
        for question in questions:
            label = form.words(question.label, language)
            values = in_words(form, question, reading, language)
            yield Askable(question.key, label, values, question.is_sensitive)
