"""Uploaded files: looked at, imported in batches that may be interrupted at any point, then destroyed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.core.work import Work
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.events import (
    ColumnsChosen,
    FileDropped,
    FileImported,
    FileUploaded,
    ImportStarted,
)
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import (
    get_import_plan,
    table_as_text,
)
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.table import Table
from compagnon.recruitment.states import IMPORT_FILE
from compagnon.schemes.models import JoiningPoint

State = ImportFile.State
GONE: Final = _("This file has been imported or dropped already.")
ABANDONED_AFTER: Final = timedelta(days=7)


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
