"""Many applications to one joining point, as an imported file would have left them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.events import Event
from compagnon.core.work import Work
from compagnon.recruitment.events import (
    ApplicationApproved,
    ApplicationDeclined,
    ApplicationImported,
    ApplicationMatched,
    ApplicationPutOnWaitingList,
    ApplicationWithdrawn,
    DecisionLogged,
    FileImported,
    FileRead,
    FileUploaded,
    ImportStarted,
)
from compagnon.recruitment.models import Application, Decision, Declaration, ImportFile
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.import_plan import fingerprint_of
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.scenarios.pair_life import at
from compagnon.scenarios.people import applicants
from compagnon.scenarios.sheaf import Sheaf
from compagnon.schemes.models import JoiningPoint

State = Application.State
_DECIDED = {
    State.APPROVED: ApplicationApproved,
    State.WAITING: ApplicationPutOnWaitingList,
    State.DECLINED: ApplicationDeclined,
}


def apply_to(
    sheaf: Sheaf,
    point: JoiningPoint,
    *,
    states: Sequence[Application.State],
    roles: Sequence[tuple[str, ...]],
    first: int,
    coordinator: Person,
    day: date,
) -> list[Application]:
    """Let people apply, one for each of the roles; their applications have reached these states by the day."""
    sent = datetime.combine(day - timedelta(days=30), time(8), tzinfo=UTC)
    rows = list(applicants(first, roles, first=first, sent=sent))
    by = person(coordinator.id)
    file = _file(point, len(rows), author=coordinator, day=day)
    sheaf.add(file)
    for event, who in _events_of(file, by):
        sheaf.happened(day, event, by=who)
    people = sheaf.admit(day, [(row.name, row.email) for row in rows])
    found = []
    for row, applicant, state in zip(rows, people, states, strict=True):
        application = _application(point, row, applicant, state)
        application.form_id = file.form_id
        sheaf.add(application)
        _declare(sheaf, application, row)
        imported = ApplicationImported(
            application_id=application.id, person_id=applicant.id, import_file_id=file.id
        )
        sheaf.happened(day, imported, by=SYSTEM)
        _decide(sheaf, application, by, day + timedelta(days=1))
        found.append(application)
    return found


def _file(point: JoiningPoint, count: int, *, author: Person, day: date) -> ImportFile:
    """Return the file that the applications came in: imported, and its content destroyed."""
    with at(day):
        return ImportFile(
            joining_point=point,
            form=form_of_scheme(point.cycle.scheme_id).row,
            author_id=author.id,
            text_version=2,
            file_name="applications.csv",
            state=ImportFile.State.IMPORTED,
            work_state=Work.State.DONE,
            attempts=1,
            uploaded_at=clock.now(),
            ended_at=clock.now(),
            position=count + 1,
            total_count=count,
            created_count=count,
        )


def _events_of(file: ImportFile, uploader: Actor) -> tuple[tuple[Event, Actor], ...]:
    """Return what happened to the file: a person wanted it, the system did it."""
    imported = FileImported(
        import_file_id=file.id,
        created_count=file.created_count,
        updated_count=0,
        unchanged_count=0,
        refused_count=0,
    )
    return (
        (FileUploaded(import_file_id=file.id, joining_point_id=file.joining_point_id), uploader),
        (FileRead(import_file_id=file.id, total_count=file.total_count), uploader),
        (ImportStarted(import_file_id=file.id, total_count=file.total_count), uploader),
        (imported, SYSTEM),
    )


def _application(
    point: JoiningPoint, row: ApplicantRow, applicant: Person, state: Application.State
) -> Application:
    return Application(
        joining_point=point,
        person=applicant,
        state=state,
        is_mentor=row.is_mentor,
        is_mentee=row.is_mentee,
        capacity=row.capacity,
        is_member_confirmed=state is State.MATCHED,
        declared_count=len(row.declared_managers) + len(row.declared_conflicts),
        answers=row.answers(),
        fingerprint=fingerprint_of(row),
        submitted_at=row.submitted_at or clock.now(),
        waiting_since=row.submitted_at or clock.now(),
    )


def _declare(sheaf: Sheaf, application: Application, row: ApplicantRow) -> None:
    if application.declared_count:
        texts = {
            "managers": "\n".join(row.declared_managers),
            "conflicts": "\n".join(row.declared_conflicts),
        }
        declaration = Declaration(application=application)
        sheaf.add_words(declaration, author_id=application.person_id, texts=texts)


def _decide(sheaf: Sheaf, application: Application, by: Actor, day: date) -> None:
    """Take in what led to an application's state."""
    key, state = application.id, Application.State(application.state)
    if state is State.WITHDRAWN:
        sheaf.happened(day, ApplicationWithdrawn(application_id=key), by=by)
    elif state is State.MATCHED:
        _log(sheaf, application, State.APPROVED, by=by, day=day)
        matched = ApplicationMatched(application_id=key)
        sheaf.happened(day + timedelta(days=9), matched, by=SYSTEM)
    elif state in _DECIDED:
        _log(sheaf, application, state, by=by, day=day)


def _log(
    sheaf: Sheaf, application: Application, outcome: Application.State, *, by: Actor, day: date
) -> None:
    """Take in a decision, with its line in the log."""
    with at(day):
        decision = Decision(
            application=application,
            number=1,
            outcome=outcome,
            decided_by_id=by.person_id,
            author_id=UUID(str(by.person_id)),
            decided_at=clock.now(),
            as_mentor=application.is_mentor,
            as_mentee=application.is_mentee,
            is_told=False,
        )
    sheaf.add(decision)
    sheaf.happened(day, _DECIDED[outcome](application_id=application.id), by=by)
    logged = DecisionLogged(
        decision_id=decision.id, application_id=application.id, is_told=decision.is_told
    )
    sheaf.happened(day, logged, by=by)
