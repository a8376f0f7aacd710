"""Taking in the lines of a file: a batch at a time, each line as it was planned and as it still fits."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from compagnon.accounts.changes import admit_person
from compagnon.accounts.models import Person
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.recruitment.changes.draft import declare, forget_draft
from compagnon.recruitment.changes.upload import get_on
from compagnon.recruitment.events import ApplicationImported, ApplicationUpdated
from compagnon.recruitment.models import Application, ImportFile
from compagnon.recruitment.policy import OPEN_STATES
from compagnon.recruitment.queries.import_plan import fingerprint_of, is_same
from compagnon.recruitment.queries.queue import waiting_since
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.plan import PlannedLine, Step
from compagnon.recruitment.waiting import reason_for_mentors
from compagnon.schemes.models import JoiningPoint

State = ImportFile.State
_FROM_FILE: Final = (
    "is_mentor",
    "is_mentee",
    "applied_as_both",
    "capacity",
    "answers",
    "form",
    "declared_count",
    "fingerprint",
    "submitted_at",
    "waiting_since",
)
_NOTHING: Final = (Step.UNCHANGED, Step.LEFT_OUT)
_COUNT_OF: Final = {
    Step.CREATE: "created_count",
    Step.UPDATE: "updated_count",
    Step.UNCHANGED: "unchanged_count",
    Step.LEFT_OUT: "refused_count",
}


@change("recruitment.take_in_lines", on="import_file")
def take_in_lines(
    *,
    by: Actor,
    import_file: ImportFile,
    lines: Sequence[PlannedLine],
    alike: Collection[int],
) -> bool:
    """Take in the next lines of a file, all or none of them, and count what became of each.

    False, and nothing happens, if the file was dropped or another process has taken these lines in.
    """
    if not get_on(import_file, state=State.IMPORTING, position=lines[-1].line):
        return False
    people = _admitted(lines, by)
    applied = _who_applied(people.values(), import_file)
    for line in lines:
        step = _take_in(
            line,
            people.get(line.line),
            import_file,
            applied=applied,
            is_alike=line.line in alike,
            by=by,
        )
        count = _COUNT_OF[step]
        setattr(import_file, count, getattr(import_file, count) + 1)
    import_file.save(update_fields=sorted(_COUNT_OF.values()))
    return True


def _admitted(lines: Sequence[PlannedLine], by: Actor) -> dict[int, Person]:
    """Return who stands on each line that brings anything, by its number; whom accounts refuse is not among them."""
    found = {}
    for line in lines:
        row = line.row
        if line.step not in _NOTHING and row is not None and line.joining_point_id is not None:
            with suppress(Refused):
                found[line.line] = admit_person(
                    by=by, email=row.email, name=row.name, language="en"
                )
    return found


def _who_applied(people: Collection[Person], file: ImportFile) -> set[UUID]:
    """Return which of some people have an application in a file's scheme already: nothing is looked up for the others."""
    scheme_id = file.joining_point.cycle.scheme_id
    rows = Application.objects.filter(person__in=people, joining_point__cycle__scheme=scheme_id)
    return set(rows.values_list("person_id", flat=True))


def _take_in(
    line: PlannedLine,
    person: Person | None,
    file: ImportFile,
    *,
    applied: set[UUID],
    is_alike: bool,
    by: Actor,
) -> Step:
    """Do what was planned, as far as it still fits what is there now."""
    row, point_id = line.row, line.joining_point_id
    if line.step in _NOTHING or row is None or point_id is None:
        return line.step
    if person is None:
        return Step.LEFT_OUT
    is_first = person.pk not in applied
    applied.add(person.pk)
    application = None if is_first else _sent(person, point_id, by)
    if application is None:
        _create(row, person, point_id, file, is_alike=is_alike, is_first=is_first, by=by)
        return Step.CREATE
    if is_same(row, application.fingerprint):
        return Step.UNCHANGED
    if application.state not in OPEN_STATES:
        return Step.LEFT_OUT
    _update(application, row, file, by=by)
    return Step.UPDATE


def _sent(person: Person, point_id: UUID, by: Actor) -> Application | None:
    """Return what somebody sent to a joining point; answers that were never sent make room for those of the file."""
    application = (
        Application.objects.filter(joining_point=point_id, person=person)
        .select_related("joining_point__cycle__scheme")
        .first()
    )
    if application is not None and application.state == Application.State.DRAFT:
        forget_draft(by=by, application=application)
        return None
    return application


def _create(
    row: ApplicantRow,
    person: Person,
    point_id: UUID,
    file: ImportFile,
    *,
    is_alike: bool,
    is_first: bool,
    by: Actor,
) -> None:
    application = Application(
        person=person, state=Application.State.SUBMITTED, has_possible_duplicate=is_alike
    )
    application.joining_point = (
        file.joining_point
        if point_id == file.joining_point_id
        else JoiningPoint.objects.select_related("cycle__scheme").get(pk=point_id)
    )
    _fill(application, row, file)
    application.submitted_at = row.submitted_at or file.uploaded_at
    application.waiting_since = application.submitted_at if is_first else waiting_since(application)
    application.save(force_insert=True)
    if row.declared_managers or row.declared_conflicts:
        _declare(application, row)
    record(
        ApplicationImported(
            application_id=application.id, person_id=person.id, import_file_id=file.id
        ),
        by=by,
    )


def _update(application: Application, row: ApplicantRow, file: ImportFile, *, by: Actor) -> None:
    _fill(application, row, file)
    # Whoever was sent first stays so: a corrected file costs nobody their place in the queue.
    sent = row.submitted_at or application.submitted_at
    application.submitted_at = min(application.submitted_at, sent)
    application.waiting_since = min(application.waiting_since, waiting_since(application))
    # Not the state: a decision that somebody makes at this moment stands.
    application.save(update_fields=_FROM_FILE)
    _declare(application, row)
    record(ApplicationUpdated(application_id=application.id, import_file_id=file.id), by=by)


def _fill(application: Application, row: ApplicantRow, file: ImportFile) -> None:
    if _has_to_wait(application, row):
        application.applied_as_both = True
    elif not (application.applied_as_both and row.is_mentor and row.is_mentee):
        # Whoever was approved as one of the two stays so; the file only says again that they applied as both.
        application.is_mentor, application.is_mentee = row.is_mentor, row.is_mentee
        application.applied_as_both = False
    application.capacity = row.capacity
    application.answers = row.answers()
    application.form_id = file.form_id
    application.declared_count = len(row.declared_managers) + len(row.declared_conflicts)
    application.fingerprint = fingerprint_of(row)


def _has_to_wait(application: Application, row: ApplicantRow) -> bool:
    """Say whether somebody is approved as a mentee, and the file would make a mentor of them before mentors sign up."""
    is_new = row.is_mentor and not application.is_mentor
    is_approved = application.state == Application.State.APPROVED
    return is_new and is_approved and bool(reason_for_mentors(application.joining_point))


def _declare(application: Application, row: ApplicantRow) -> None:
    declare(
        application,
        {
            "declared_managers": "\n".join(row.declared_managers),
            "declared_conflicts": "\n".join(row.declared_conflicts),
        },
    )
