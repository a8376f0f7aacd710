"""On which answers a question may depend: those to choose from in an earlier section."""

from compagnon.recruitment.rules.form import CHOSEN, MANY, Form, Question
from compagnon.recruitment.rules.form_editing import find_question


def may_depend_on(form: Form, key: str) -> tuple[Question, ...]:
    """Return the questions of earlier sections on whose answers a question may depend, in their order."""
    section, _question = find_question(form, key)
    earlier = form.sections[: form.sections.index(section)]
    return tuple(
        question
        for one in earlier
        for question in one.questions
        if question.kind in {*CHOSEN, *MANY}
    )


def depending_on(form: Form, key: str) -> tuple[Question, ...]:
    """Return the questions that are asked only after an answer to this one."""
    return tuple(
        question
        for question in form.questions()
        if question.shown_if is not None and question.shown_if.question == key
    )
