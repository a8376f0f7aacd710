"""Half-finished applications: begun, saved as they are typed, forgotten. They are their applicant's alone."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationStarted, DraftForgotten
from compagnon.recruitment.models import Application, Declaration
from compagnon.recruitment.queries.draft import (
    COLUMN_OF,
    declared_lines,
    locked,
    own_answers,
    typed_of,
)
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.rules.answering import Typed, lines_of, typed_in
from compagnon.recruitment.rules.form import Question
from compagnon.recruitment.rules.saving import check_seen, digest_of
from compagnon.recruitment.rules.standing import DRAFTS_ARE_KEPT
from compagnon.recruitment.waiting import reason_for_mentors
from compagnon.schemes.models import JoiningPoint, Scheme
from compagnon.schemes.template import settings_of
from compagnon.schemes.vocabularies import ROLES

State = Application.State


@change("recruitment.begin_application", on="joining_point")
def begin_application(
    *, by: Actor, joining_point: JoiningPoint, roles: Collection[str], source: str = ""
) -> Application:
    """Begin to apply for oneself, or go on: an open draft of the scheme takes these roles and this joining point.

    What one answered last time in this scheme is filled in. An application that was sent stays as it is and is
    returned. Refused without a role, before applications open and once they have closed, for a scheme that takes
    none, to mentors who have to wait for something (LSIS-40), and after one was withdrawn or declined.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can apply."))
    if settings_of(joining_point.cycle.scheme).is_pool:
        roles = ROLES.keys  # peers are both (NF-21)
    if not roles:
        raise Refused(_("Please choose at least one."), field="roles")
    _check_is_open(joining_point, roles)
    # Of two at once, one comes second and goes on with the other's draft.
    Person.objects.select_for_update().get(pk=by.person_id)
    sent = _sent_to(by, joining_point)
    if sent is not None:
        return sent
    own = Application.objects.filter(
        person=by.person_id, joining_point__cycle__scheme=joining_point.cycle.scheme_id
    )
    known = own.filter(state=State.DRAFT).first()
    last = None if known else own.order_by("-submitted_at", "-id").first()
    draft = known or _new_draft(by.person_id, joining_point, last)
    draft.joining_point = joining_point
    draft.is_mentor, draft.is_mentee = "mentor" in roles, "mentee" in roles
    # The first link's mark stays: it says which channel brought somebody. The later one only brought them back.
    draft.source, draft.saved_at = draft.source or source, clock.now()
    draft.save()
    if known is None:
        if last is not None and (lines := declared_lines(by, last)):
            declare(draft, lines)
        record(
            ApplicationStarted(application_id=draft.id, joining_point_id=joining_point.id), by=by
        )
    return draft


def _check_is_open(joining_point: JoiningPoint, roles: Collection[str]) -> None:
    """Refuse a joining point that takes no applications, or no mentors, yet or any more, or whose scheme takes none."""
    is_open = joining_point.cycle.scheme.state == Scheme.State.OPEN
    if not is_open or joining_point.closes_on < clock.today():
        raise Refused(_("Applications for this joining point have closed."), field="joining_point")
    opens_on = joining_point.opens_on
    if opens_on is not None and clock.today() < opens_on:
        raise Refused(
            _("Applications for this joining point open on %(day)s.")
            % {"day": date_format(opens_on, "DATE_FORMAT")},
            field="joining_point",
        )
    if "mentor" in roles and (reason := reason_for_mentors(joining_point)):
        raise Refused(reason, field="roles")


def _new_draft(
    person_id: UUID, joining_point: JoiningPoint, last: Application | None
) -> Application:
    """Return a draft on the form as it stands, with what its applicant answered last time."""
    row, form = form_of_scheme(joining_point.cycle.scheme_id)
    typed = own_answers(last, form.questions()) if last else {}
    return Application(
        person_id=person_id, form=row, typed=typed, answers={}, submitted_at=clock.now()
    )


def _sent_to(by: Actor, joining_point: JoiningPoint) -> Application | None:
    """Return what a person has sent to a joining point; refuses one that has come to an end there."""
    row = (
        Application.objects.filter(person=by.person_id, joining_point=joining_point)
        .exclude(state=State.DRAFT)
        .first()
    )
    if row is not None and row.state == State.WITHDRAWN:
        raise Refused(
            _("You withdrew from this joining point. You are welcome at the next one."),
            field="joining_point",
        )
    return row


@change("recruitment.save_draft", on="application")
def save_draft(
    *,
    by: Actor,
    application: Application,
    questions: Sequence[Question],
    sent: Typed,
    seen: str,
) -> str:
    """Keep what was typed in answer to some questions, whether it makes sense or not; return its digest.

    `seen` is the digest of what the page showed before. Refused (`Overtaken`) if something else stands there by
    now: nothing is lost without a word. Saving the same twice changes nothing.
    """
    row = locked(application)
    stored, typed = typed_of(by, row, questions), typed_in(questions, sent)
    if digest_of(stored) == digest_of(typed):
        return digest_of(typed)
    check_seen(stored, seen)
    row.typed |= {
        control: typed[control]
        for question in questions
        for control in question.controls
        if not question.is_sensitive
    }
    row.saved_at = clock.now()
    row.save(update_fields=["typed", "saved_at"])
    declare_typed(by, row, questions, typed)
    application.typed, application.saved_at = row.typed, row.saved_at
    return digest_of(typed_of(by, row, questions))


@change("recruitment.forget_draft", on="application")
def forget_draft(*, by: Actor, application: Application) -> None:
    """Erase a draft with everything typed into it; nobody but its applicant ever knew of it."""
    scopes = [row.scope() for row in Declaration.objects.filter(application=application)]
    Declaration.objects.filter(application=application).delete()
    for scope in scopes:
        shred_scope(scope)
    record(DraftForgotten(application_id=application.id), by=by)
    Application.objects.filter(pk=application.pk, state=State.DRAFT).delete()


@change("recruitment.forget_old_drafts", on=None)
def forget_old_drafts(*, by: Actor) -> int:
    """Erase drafts that nobody has touched for 30 days; return how many."""
    old = Application.objects.filter(state=State.DRAFT, saved_at__lt=clock.now() - DRAFTS_ARE_KEPT)
    rows = list(old.select_related("joining_point__cycle__scheme"))
    for row in rows:
        forget_draft(by=by, application=row)
    return len(rows)


def declare_typed(
    by: Actor, application: Application, questions: Sequence[Question], typed: Typed
) -> int | None:
    """Keep whom the applicant declared in answer to some questions, encrypted; what others ask stays.

    Return how many people are declared now; None if none of the questions asks for any.
    """
    asked = [question for question in questions if question.is_sensitive]
    if not asked:
        return None
    lines = declared_lines(by, application)
    lines |= {question.key: lines_of(question, typed) for question in asked}
    declare(application, lines)
    return sum(len(text.splitlines()) for text in lines.values())


def declare(application: Application, lines: dict[str, str]) -> None:
    """Write whom an applicant must not be paired with, encrypted under the applicant's own key (ALL-54)."""
    row = Declaration.objects.filter(application=application).first()
    if row is None and not any(lines.values()):
        return
    row = row or Declaration()
    row.application = application
    write_text(
        row,
        author_id=application.person_id,
        texts={column: lines.get(question, "") for question, column in COLUMN_OF.items()},
    )
    row.save()
