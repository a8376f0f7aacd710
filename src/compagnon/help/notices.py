"""Whoever asked is told that there is an answer; what it says stands on a page, or, for who has no account, in the letter."""

from typing import Final

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.addresses import path_to
from compagnon.core.events import subscribe
from compagnon.help.events import QuestionAnswered
from compagnon.help.models import Question
from compagnon.help.policy import question_grants
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter

ANSWERED: Final = "help/question_answered"
ANSWERED_BY_MAIL: Final = "help/visitor_answered"


def register() -> None:
    """Register the letter, and the event it follows."""
    letter(ANSWERED, about_answer)
    letter(ANSWERED_BY_MAIL, answer_in_words)
    subscribe(QuestionAnswered, tell_asker)


def tell_asker(event: QuestionAnswered, _by: Actor) -> None:
    """Plan the letter about an answer."""
    question = Question.objects.select_related("person", "scheme").get(pk=event.question_id)
    if question.person is None:
        _tell_visitor(question)
        return
    plan_message(
        kind=ANSWERED,
        recipient_id=question.person_id,
        address=question.person.email,
        language=question.person.language,
        context={"question_id": event.question_id},
        key=event.question_id.hex,
        scheme_id=event.scheme_id,
    )


def _tell_visitor(question: Question) -> None:
    grant = question_grants(SYSTEM, [question])[question.id]
    plan_message(
        kind=ANSWERED_BY_MAIL,
        recipient_id=None,
        address=grant.read(question, "visitor_address"),
        language=question.language,
        context={"question_id": question.id},
        key=question.id.hex,
        scheme_id=question.scheme_id,
    )


def answer_in_words(facts: Facts, _recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter to somebody without an account says: the answer itself. None once it is gone."""
    question = (
        Question.objects.filter(pk=facts.id("question_id"), person=None)
        .select_related("scheme", "reply__person")
        .first()
    )
    if question is None:
        return None
    grant = question_grants(SYSTEM, [question])[question.id]
    question.reply.question = question
    return {
        "scheme_name": question.scheme.name,
        "reader_name": grant.read(question, "visitor_name"),
        "answer": grant.read(question.reply, "text"),
        "answered_by": question.reply.person.name,
    }


def about_answer(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter may say: which scheme, and where to read. None once the question is gone."""
    question = (
        Question.objects.filter(pk=facts.id("question_id"), person=recipient.person_id)
        .select_related("scheme", "person")
        .first()
    )
    if question is None or question.person is None:
        return None
    return {
        "scheme_name": question.scheme.name,
        "reader_name": question.person.name,
        "path": path_to("help:question", question_id=question.id),
    }
