"""Every write of a question and its answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.help.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionDiscarded,
    QuestionsForgotten,
    QuestionTaken,
    VisitorQuestionAsked,
)
from compagnon.help.models import Question, Reply
from compagnon.help.states import QUESTION
from compagnon.schemes.models import Scheme

KEPT_FOR: Final = timedelta(days=180)


@dataclass(frozen=True)
class VisitorLetter:
    """What somebody who cannot sign in writes: who they are, where the answer goes, in which language, about what."""

    name: str
    address: str
    language: str
    about: str
    text: str


@change("help.ask_question", on="scheme")
def ask_question(*, by: Actor, scheme: Scheme, text: str) -> Question:
    """Ask the Coordination Group of a scheme that one takes part in; its daily letter tells it (ALL-84)."""
    assert by.person_id is not None  # noqa: S101 -- who takes part is somebody
    question = Question(scheme=scheme, person_id=by.person_id, asked_at=clock.now())
    texts = {"text": text, "visitor_name": "", "visitor_address": ""}
    write_text(question, author_id=by.person_id, texts=texts)
    question.save(force_insert=True)
    record(QuestionAsked(question_id=question.id, scheme_id=scheme.id), by=by)
    return question


@change("help.write", on="scheme")
def write_as_visitor(*, by: Actor, scheme: Scheme, letter: VisitorLetter) -> Question:
    """Ask the Coordination Group of a scheme without signing in; the answer goes to the address by mail (ALL-84).

    Nobody is looked up by the address, so that nobody learns whether it is known. Refused where the public reads nothing
    of the scheme.
    """
    question = Question(
        scheme=scheme, asked_at=clock.now(), about=letter.about, language=letter.language
    )
    texts = {
        "text": letter.text,
        "visitor_name": letter.name,
        "visitor_address": letter.address,
    }
    write_text(question, author_id=question.id, texts=texts)
    question.save(force_insert=True)
    record(VisitorQuestionAsked(question_id=question.id, scheme_id=scheme.id), by=by)
    return question


@change("help.take_question", on="question")
def take_question(*, by: Actor, question: Question) -> Question:
    """Take a question on, so that no colleague answers it as well. Refused when somebody has."""
    move(question, Question.State.TAKEN, QUESTION, also={"taken_by_id": by.person_id})
    record(QuestionTaken(question_id=question.id, scheme_id=question.scheme_id), by=by)
    return question


@change("help.answer_question", on="question")
def answer_question(*, by: Actor, question: Question, text: str) -> Reply:
    """Answer a question; whoever asked is told by letter, and whoever has no account is sent the answer itself.

    Refused when it is answered, so that nobody answers twice.
    """
    assert by.person_id is not None  # noqa: S101 -- who coordinates is somebody
    now = clock.now()
    move(question, Question.State.ANSWERED, QUESTION, also={"answered_at": now})
    reply = Reply(question=question, person_id=by.person_id, written_at=now)
    write_text(reply, author_id=by.person_id, texts={"text": text})
    reply.save(force_insert=True)
    record(QuestionAnswered(question_id=question.id, scheme_id=question.scheme_id), by=by)
    return reply


@change("help.discard_question", on="question")
def discard_question(*, by: Actor, question: Question) -> None:
    """Delete what somebody without an account wrote, with its key: rubbish, or what needs no answer. Nobody is told."""
    record(QuestionDiscarded(question_id=question.id, scheme_id=question.scheme_id), by=by)
    shred_scope(question.scope())
    question.delete()


@change("help.forget_questions", on=None)
def forget_questions(*, by: Actor, only: list[Question]) -> int:
    """Delete questions with their answers and keys; return how many. Only the system does this."""
    for question in only:
        shred_scope(question.scope())
    Question.objects.filter(pk__in=[one.pk for one in only]).delete()
    if only:
        record(QuestionsForgotten(question_count=len(only)), by=by)
    return len(only)
