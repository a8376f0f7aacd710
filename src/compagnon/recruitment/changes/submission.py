"""Sending an application, and changing what one sent until the joining point closes."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.recruitment.changes.draft import declare_typed
from compagnon.recruitment.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    RequestAnswered,
    RolesChanged,
)
from compagnon.recruitment.models import Application, InformationRequest, RequestReply
from compagnon.recruitment.queries.draft import locked, typed_of
from compagnon.recruitment.queries.form import form_of
from compagnon.recruitment.queries.queue import waiting_since
from compagnon.recruitment.queries.request import asked_questions, open_request
from compagnon.recruitment.queries.roles import get_other_role
from compagnon.recruitment.rules.answering import (
    Answers,
    Typed,
    read_form,
    read_questions,
    typed_in,
)
from compagnon.recruitment.rules.form import LEVEL, Question, part_of
from compagnon.recruitment.rules.saving import check_seen, digest_of
from compagnon.recruitment.states import APPLICATION
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import Charter, JoiningPoint
from compagnon.schemes.rules import next_joining_point
from compagnon.schemes.vocabularies import ROLES

State = Application.State


@change("recruitment.submit_application", on="application")
def submit_application(*, by: Actor, application: Application, charter: Charter) -> Application:
    """Sign the charter as it stands and send the application; sent twice, it was sent once.

    Whoever is late joins at the next joining point (ALL-22). Refused while an answer is missing or makes no sense,
    for a charter that is another scheme's or has been replaced, and if every joining point has closed.
    """
    row = locked(application)
    if row.state != State.DRAFT:
        return row
    if charter.scheme_id != row.joining_point.cycle.scheme_id:
        raise Refused(_("This is the charter of another scheme."))
    form = form_of(row)
    reading = read_form(form, typed_of(by, row, form.questions()), row.roles)
    if reading.problems:
        raise Refused(_("Some answers are still missing. Please look at your answers again."))
    row.joining_point = _point_for(row)
    sign_charter(by=by, charter=charter)
    _take_over(row, reading.answers)
    row.declared_count = sum(map(len, reading.declared.values()))
    row.typed, row.submitted_at = {}, clock.now()
    row.waiting_since = waiting_since(row)
    row.save()
    move(row, State.SUBMITTED, APPLICATION)
    record(
        ApplicationSubmitted(application_id=row.id, joining_point_id=row.joining_point_id), by=by
    )
    return row


@change("recruitment.correct_answers", on="application")
def correct_answers(
    *, by: Actor, application: Application, questions: Sequence[Question], sent: Typed, seen: str
) -> None:
    """Change some of one's answers after sending them; what is wrong leaves them as they were, and is refused.

    `seen` as in `save_draft`. The same answers again change nothing.
    """
    row = locked(application)
    stored, typed = typed_of(by, row, questions), typed_in(questions, sent)
    if digest_of(stored) == digest_of(typed):
        return
    check_seen(stored, seen)
    reading = read_questions(questions, typed)
    if reading.problems:
        raise Refused(_("Some of this cannot be kept as an answer. Please look at it again."))
    _take_over(row, {**row.answers, **reading.answers})
    declared = declare_typed(by, row, questions, typed)
    row.declared_count = row.declared_count if declared is None else declared
    row.save(update_fields=["answers", "capacity", "declared_count"])
    record(ApplicationCorrected(application_id=row.id), by=by)


@change("recruitment.change_roles", on="application")
def change_roles(
    *, by: Actor, application: Application, roles: Collection[str], sent: Typed
) -> Application:
    """Take part as something else: until the joining point closes, and before anything is decided.

    `sent` answers what only the new roles are asked; what was answered before stays. Refused without a role, for the
    same ones, and while an answer is missing or makes no sense.
    """
    row = locked(application)
    chosen = [role for role in ROLES.keys if role in roles]
    if row.state != State.SUBMITTED:
        raise Refused(
            _(
                "This step is not possible any more. Look at the page again to see where things stand."
            )
        )
    if not chosen:
        raise Refused(_("Please choose at least one."), field="roles")
    if set(chosen) == set(row.roles):
        raise Refused(_("You take part as that already."), field="roles")
    found = get_other_role(viewer=by, application=row, roles=chosen, sent=sent)
    if found.reading.problems:
        raise Refused(_("Some answers are still missing. Please look at your answers again."))
    row.is_mentor, row.is_mentee = "mentor" in chosen, "mentee" in chosen
    row.applied_as_both = False
    _take_over(row, {**row.answers, **found.reading.answers})
    row.save(update_fields=["is_mentor", "is_mentee", "applied_as_both", "answers", "capacity"])
    record(RolesChanged(application_id=row.id), by=by)
    return row


@change("recruitment.answer_request", on="application")
def answer_request(
    *, by: Actor, application: Application, sent: Typed, seen: str, reply: str = ""
) -> Application:
    """Answer what the Coordination Group asked, before or after the joining point closed; it goes on to decide.

    `seen` as in `save_draft`; `reply` are words of one's own, encrypted. The answers as they were before are kept
    beside the new ones. Refused while an answer is missing or makes no sense; nothing is kept of it then.
    """
    row = locked(application)
    request = open_request(row)
    if request is None:
        raise Refused(_("Nobody waits for an answer of yours here. Thank you."))
    questions = asked_questions(request)
    stored, typed = typed_of(by, row, questions), typed_in(questions, sent)
    check_seen(stored, seen)
    reading = read_questions(questions, typed)
    if reading.problems:
        raise Refused(_("Some of this cannot be kept as an answer. Please look at it again."))
    _keep_reply(by, request, questions, after=reading.answers, text=reply.strip())
    _take_over(row, {**row.answers, **reading.answers})
    declared = declare_typed(by, row, questions, typed)
    row.declared_count = row.declared_count if declared is None else declared
    row.save(update_fields=["answers", "capacity", "declared_count"])
    InformationRequest.objects.filter(pk=request.pk).update(answered_at=clock.now())
    move(row, State.SUBMITTED, APPLICATION)
    record(RequestAnswered(application_id=row.id, request_id=request.id), by=by)
    return row


def _keep_reply(
    by: Actor,
    request: InformationRequest,
    questions: Sequence[Question],
    *,
    after: Answers,
    text: str,
) -> None:
    """Keep an applicant's own words, and their answers before and after."""
    row = request.application
    stood = {**row.answers, "capacity": row.capacity}
    asked = {key for one in questions for key in (one.key, part_of(one.key, LEVEL))}
    reply = RequestReply(
        request=request,
        author_id=by.person_id or row.person_id,
        before={key: value for key, value in stood.items() if key in asked},
        after=dict(after),
    )
    if text:
        write_text(reply, author_id=reply.author_id, texts={"text": text})
    reply.save(force_insert=True)


def _take_over(row: Application, answers: Answers) -> None:
    """Take answers into the row; how many mentees a mentor takes has a column of its own."""
    capacity = answers.pop("capacity", None)
    if row.is_mentor and isinstance(capacity, int):
        row.capacity = capacity
    row.answers = answers


def _point_for(row: Application) -> JoiningPoint:
    """Return the joining point that a draft is sent to: its own, or the next one if that has closed meanwhile."""
    if row.joining_point.closes_on >= clock.today():
        return row.joining_point
    points = JoiningPoint.objects.filter(cycle__scheme=row.joining_point.cycle.scheme_id)
    others = Application.objects.filter(person=row.person_id).exclude(pk=row.pk)
    free = points.exclude(id__in=others.values("joining_point")).select_related("cycle__scheme")
    point = next_joining_point(free, on=clock.today())
    if point is None:
        raise Refused(
            _(
                "Applications have closed, and no later joining point is set yet. Your draft is kept."
            )
        )
    return point
