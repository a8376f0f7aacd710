"""What an applicant has typed so far, as a page would send it. For the applicant alone."""

from collections.abc import Iterable

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.policy import declaration_grant
from compagnon.recruitment.rules.answering import as_typed, rows_of
from compagnon.recruitment.rules.form import Question

# The columns in which declared people are kept, by the question that asks for them.
COLUMN_OF = {"declared_managers": "managers", "declared_conflicts": "conflicts"}


def typed_of(
    viewer: Actor, application: Application, questions: Iterable[Question]
) -> dict[str, list[str]]:
    """Return what stands in an applicant's own form for these questions: of a draft as typed, else the answers.

    Whom they declared is opened where it is asked for: refused (`Closed`) to anybody but the applicant. Two
    queries and those of a grant; none where nobody is asked about people.
    """
    asked = list(questions)
    if application.state == Application.State.DRAFT:
        typed = {
            control: list(application.typed.get(control, ()))
            for question in asked
            for control in question.controls
            if not question.is_sensitive
        }
    else:
        typed = own_answers(application, asked)
    sensitive = [question for question in asked if question.is_sensitive]
    if sensitive:
        lines = declared_lines(viewer, application)
        for question in sensitive:
            typed |= rows_of(question, lines.get(question.key, ""))
    return typed


def own_answers(application: Application, questions: Iterable[Question]) -> dict[str, list[str]]:
    """Return the answers of an application that was sent as a page would have sent them, without declared people."""
    return as_typed(questions, {**application.answers, "capacity": application.capacity})


def declared_lines(viewer: Actor, application: Application) -> dict[str, str]:
    """Return whom an applicant declared, one a line, by question; for the applicant (else `Closed`)."""
    row = Declaration.objects.filter(application=application).first()
    if row is None:
        return {}
    row.application = application
    grant = declaration_grant(viewer, row)
    return {question: grant.read(row, column) for question, column in COLUMN_OF.items()}


def locked(application: Application) -> Application:
    """Return an application as it stands, kept from others until the change that asks is made."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("joining_point__cycle__scheme")
        .get(pk=application.pk)
    )
