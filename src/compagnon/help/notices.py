"""Whoever asked is told that there is an answer; what it says stands on a page."""

from typing import Final

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.events import subscribe
from compagnon.help.events import QuestionAnswered
from compagnon.help.models import Question
from compagnon.notifications.changes import plan_message
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter

ANSWERED: Final = "help/question_answered"


def register() -> None:
    """Register the letter, and the event it follows."""
    letter(ANSWERED, about_answer)
    subscribe(QuestionAnswered, tell_asker)


def tell_asker(event: QuestionAnswered, _by: Actor) -> None:
    """Plan the letter about an answer."""
    question = Question.objects.select_related("person").get(pk=event.question_id)
    plan_message(
        kind=ANSWERED,
        recipient_id=question.person_id,
        address=question.person.email,
        language=question.person.language,
        context={"question_id": event.question_id},
        key=event.question_id.hex,
        scheme_id=event.scheme_id,
    )


def about_answer(facts: Facts, recipient: Recipient) -> dict[str, object] | None:
    """Return what the letter may say: which scheme, and where to read. None once the question is gone."""
    question = (
        Question.objects.filter(pk=facts.id("question_id"), person=recipient.person_id)
        .select_related("scheme", "person")
        .first()
    )
    if question is None:
        return None
    return {
        "scheme_name": question.scheme.name,
        "reader_name": question.person.name,
        "path": path_to("help:question", question_id=question.id),
    }
