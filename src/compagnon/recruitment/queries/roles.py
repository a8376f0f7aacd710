"""What an applicant is asked besides who would like to take part as something else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.draft import typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.rules.answering import Reading, Typed, read_form, typed_in
from compagnon.recruitment.rules.form import Form, Question


@dataclass(frozen=True)
class OtherRole:
    """The questions that only the new roles are asked, what was typed to all of the form, and how it reads."""

    form: Form
    questions: tuple[Question, ...]
    typed: Typed
    reading: Reading


def get_other_role(
    *, viewer: Actor, application: Application, roles: Collection[str], sent: Typed
) -> OtherRole:
    """Return what somebody is asked besides with other roles, with what they have typed to it; four queries at most.

    Refused (`Closed`) to anybody but the applicant.
    """
    form = form_of(application)
    stored = typed_of(viewer, application, form.questions())
    asked_before = set(_asked(form, application.roles, application.answers))

    def besides(answers: Mapping[str, object]) -> tuple[Question, ...]:
        return tuple(one for one in _asked(form, roles, answers) if one not in asked_before)

    new = besides(read_form(form, stored, roles).answers)
    # An answer to one of these may bring a further question.
    new = besides(read_form(form, {**stored, **typed_in(new, sent)}, roles).answers)
    typed = {**stored, **typed_in(new, sent)}
    return OtherRole(form, new, typed, read_form(form, typed, roles))


def _asked(form: Form, roles: Collection[str], answers: Mapping[str, object]) -> list[Question]:
    return [one for _section, some in form.asked_of(roles, answers) for one in some]
