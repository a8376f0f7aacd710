"""Uploaded files: looked at, imported in batches that may be interrupted at any point, then destroyed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.accounts.changes import admit_person
from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.core.work import LEASE, Work
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.events import (
    ApplicationImported,
    ApplicationUpdated,
    ColumnsChosen,
    FileDropped,
    FileImported,
    FileUploaded,
    ImportStarted,
)
from compagnon.recruitment.models import Application, Declaration, ImportFile
from compagnon.recruitment.queries.import_plan import (
    OPEN_STATES,
    fingerprint_of,
    get_import_plan,
    is_same,
    table_as_text,
)
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.plan import PlannedLine, Step
from compagnon.recruitment.rules.table import Table
from compagnon.recruitment.states import IMPORT_FILE
from compagnon.schemes.models import JoiningPoint

State = ImportFile.State
GONE: Final = _("This file has been imported or dropped already.")
ABANDONED_AFTER: Final = timedelta(days=7)
_COUNT_OF: Final = {
    Step.CREATE: "created_count",
    Step.UPDATE: "updated_count",
    Step.UNCHANGED: "unchanged_count",
    Step.LEFT_OUT: "refused_count",
}


@change("recruitment.upload_file", on="joining_point")
def upload_file(
    *, by: Actor, joining_point: JoiningPoint, file_name: str, table: Table
) -> ImportFile:
    """Keep an uploaded file for a preview, encrypted under the key of whoever uploaded it.

    No application is written. Refused to anybody who is no person: the file is theirs to look at.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can upload a file."))
    file = ImportFile(
        joining_point=joining_point,
        file_name=file_name[:200],
        uploaded_at=clock.now(),
        work_state=Work.State.DONE,
    )
    write_text(file, author_id=by.person_id, texts={"content": table_as_text(table)})
    file.save(force_insert=True)
    record(FileUploaded(import_file_id=file.id, joining_point_id=joining_point.id), by=by)
    return file


@change("recruitment.choose_columns", on="import_file")
def choose_columns(
    *, by: Actor, import_file: ImportFile, fields: Mapping[int, str | None]
) -> ImportFile:
    """Say what each column means (None: nothing); what was recognised by itself need not be said.

    Refused for a file that is not being looked at any more, for a meaning that does not exist, and for one
    meaning of two columns.
    """
    if import_file.state != State.PREVIEW:
        raise Refused(GONE)
    table = get_import_plan(viewer=by, import_file=import_file).table
    chosen: dict[int, str | None] = {}
    while wrong := _not_yet(table, chosen, fields):
        chosen |= wrong
    import_file.columns = {str(number): field for number, field in chosen.items()}
    still_looked_at = ImportFile.objects.filter(pk=import_file.pk, state=State.PREVIEW)
    if not still_looked_at.update(columns=import_file.columns):
        raise Refused(GONE)
    record(ColumnsChosen(import_file_id=import_file.id), by=by)
    return import_file


@change("recruitment.start_import", on="import_file")
def start_import(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Let a file be imported in the background, as the preview shows it.

    Refused while a required column is missing, and for a file that is not being looked at any more.
    """
    if import_file.state != State.PREVIEW:
        raise Refused(GONE)
    plan = get_import_plan(viewer=by, import_file=import_file)
    if plan.mapping.missing:
        raise Refused(_("Say first which columns hold the name, the address and the role."))
    move(import_file, State.IMPORTING, IMPORT_FILE)
    import_file.total_count = len(plan.lines)
    import_file.save(update_fields=["total_count"])
    record(ImportStarted(import_file_id=import_file.id, total_count=len(plan.lines)), by=by)
    _let_work(import_file)
    return import_file


@change("recruitment.start_import", on="import_file")
def resume_import(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Let an import that stopped go on where it stopped. Refused for one that did not stop."""
    if import_file.state != State.IMPORTING or import_file.work_state != Work.State.DEAD:
        raise Refused(_("This import has not stopped."))
    record(ImportStarted(import_file_id=import_file.id, total_count=import_file.total_count), by=by)
    _let_work(import_file)
    return import_file


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
    taken = ImportFile.objects.filter(
        pk=import_file.pk, state=State.IMPORTING, position=import_file.position
    ).update(position=lines[-1].line, leased_until=clock.now() + LEASE)
    if not taken:
        return False
    import_file.position = lines[-1].line
    for line in lines:
        step = _take_in(line, import_file, is_alike=line.line in alike, by=by)
        count = _COUNT_OF[step]
        setattr(import_file, count, getattr(import_file, count) + 1)
    import_file.save(update_fields=sorted(_COUNT_OF.values()))
    return True


@change("recruitment.take_in_lines", on="import_file")
def finish_import(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Close a file whose last line was taken in, and destroy what it held and the key it stood under."""
    move(import_file, State.IMPORTED, IMPORT_FILE)
    _destroy(import_file)
    record(
        FileImported(
            import_file_id=import_file.id,
            created_count=import_file.created_count,
            updated_count=import_file.updated_count,
            unchanged_count=import_file.unchanged_count,
            refused_count=import_file.refused_count,
        ),
        by=by,
    )
    return import_file


@change("recruitment.drop_file", on="import_file")
def drop_file(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Give a file up at once, and destroy what it held. What was imported from it already stays."""
    move(import_file, State.DROPPED, IMPORT_FILE)
    _destroy(import_file)
    record(FileDropped(import_file_id=import_file.id), by=by)
    return import_file


@change("recruitment.take_in_lines", on=None)
def drop_abandoned_files(*, by: Actor) -> int:
    """Drop the files that somebody looked at a week ago and forgot; return how many."""
    forgotten = ImportFile.objects.filter(
        state=State.PREVIEW, uploaded_at__lte=clock.now() - ABANDONED_AFTER
    ).select_related("joining_point__cycle__scheme")
    return len([drop_file(by=by, import_file=file) for file in forgotten])


def _not_yet(
    table: Table, chosen: Mapping[int, str | None], wanted: Mapping[int, str | None]
) -> dict[int, str | None]:
    """Return what still has to be said, so that the columns mean what is wanted."""
    understood = understand_columns(table, chosen=chosen).columns
    return {
        column.number: wanted[column.number]
        for column in understood
        if column.number in wanted and wanted[column.number] != column.field
    }


def _let_work(file: ImportFile) -> None:
    file.work_state = Work.State.WAITING
    file.attempts = 0
    file.next_try_at = clock.now()
    file.leased_until = None
    file.save(update_fields=["work_state", "attempts", "next_try_at", "leased_until"])
    nudge(ImportFile, file.id)


def _destroy(file: ImportFile) -> None:
    """Empty the content and destroy its key: no backup of the database alone can bring it back."""
    file.content = b""
    file.columns = {}
    file.work_state = Work.State.DONE
    file.leased_until = None
    file.ended_at = clock.now()
    file.save(update_fields=["content", "columns", "work_state", "leased_until", "ended_at"])
    shred_scope(file.scope())


def _take_in(line: PlannedLine, file: ImportFile, *, is_alike: bool, by: Actor) -> Step:
    """Do what was planned, as far as it still fits what is there now."""
    row, point_id = line.row, line.joining_point_id
    if line.step in {Step.UNCHANGED, Step.LEFT_OUT} or row is None or point_id is None:
        return line.step
    try:
        person = admit_person(by=by, email=row.email, name=row.name, language="en")
    except Refused:
        return Step.LEFT_OUT
    application = (
        Application.objects.filter(joining_point=point_id, person=person)
        .select_related("joining_point__cycle__scheme")
        .first()
    )
    if application is None:
        application = Application(
            joining_point_id=point_id, person=person, has_possible_duplicate=is_alike
        )
        _write(application, row, file)
        record(
            ApplicationImported(
                application_id=application.id, person_id=person.id, import_file_id=file.id
            ),
            by=by,
        )
        return Step.CREATE
    if is_same(row, application.fingerprint):
        return Step.UNCHANGED
    if application.state not in OPEN_STATES:
        return Step.LEFT_OUT
    _write(application, row, file)
    record(ApplicationUpdated(application_id=application.id, import_file_id=file.id), by=by)
    return Step.UPDATE


def _write(application: Application, row: ApplicantRow, file: ImportFile) -> None:
    application.is_mentor = row.is_mentor
    application.is_mentee = row.is_mentee
    application.capacity = row.capacity
    application.answers = row.answers()
    application.declared_count = len(row.declared_managers) + len(row.declared_conflicts)
    application.fingerprint = fingerprint_of(row)
    application.submitted_at = row.submitted_at or file.uploaded_at
    application.save()
    _declare(application, row)


def _declare(application: Application, row: ApplicantRow) -> None:
    """Keep whom the applicant must not be paired with, encrypted under the applicant's own key (ALL-54)."""
    declaration = Declaration.objects.filter(application=application).first()
    if declaration is None:
        if not application.declared_count:
            return
        declaration = Declaration()
    declaration.application = application
    write_text(
        declaration,
        author_id=application.person_id,
        texts={
            "managers": "\n".join(row.declared_managers),
            "conflicts": "\n".join(row.declared_conflicts),
        },
    )
    declaration.save()
