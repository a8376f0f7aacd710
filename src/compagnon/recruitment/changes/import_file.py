"""Uploaded files: read, looked at, imported in batches that may be interrupted at any point, then destroyed."""

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.core.work import Work
from compagnon.recruitment.changes.import_reading import (
    GONE,
    destroy_file,
    keep_lines,
    keep_understood,
    look_at_once,
    parts_of_lines,
)
from compagnon.recruitment.changes.upload import keep_bytes, let_work
from compagnon.recruitment.events import (
    ColumnsChosen,
    FileDropped,
    FileImported,
    FileUploaded,
    ImportStarted,
)
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.form import form_of_scheme
from compagnon.recruitment.queries.import_plan import get_import_plan
from compagnon.recruitment.rules.columns import understand_columns
from compagnon.recruitment.rules.excerpt import Excerpt
from compagnon.recruitment.rules.reading import is_small, read_lines
from compagnon.recruitment.rules.table import Table
from compagnon.recruitment.rules.understanding import Understood
from compagnon.recruitment.states import IMPORT_FILE
from compagnon.schemes.models import JoiningPoint

State = ImportFile.State
ABANDONED_AFTER: Final = timedelta(days=7)
_AT_ONCE: Final = 1000
"""How many lines are understood in no time."""


@change("recruitment.upload_file", on="joining_point")
def upload_file(
    *, by: Actor, joining_point: JoiningPoint, file_name: str, data: bytes
) -> ImportFile:
    """Keep an uploaded file, encrypted under the key of whoever uploaded it, and have it read; a small one at once.

    No application is written. Refused to anybody who is no person: the file is theirs to look at; and a small file
    that cannot be read, with the sentence that says why.
    """
    if by.person_id is None:
        raise Refused(_("Only a person can upload a file."))
    file = ImportFile(
        joining_point=joining_point,
        file_name=file_name[:200],
        uploaded_at=clock.now(),
        author_id=by.person_id,
        form=form_of_scheme(joining_point.cycle.scheme_id).row,
    )
    file.save(force_insert=True)
    record(FileUploaded(import_file_id=file.id, joining_point_id=joining_point.id), by=by)
    if not is_small(data):
        keep_bytes(file, data)
        let_work(file)
        return file
    lines = iter(read_lines(io.BytesIO(data)))
    excerpt = Excerpt(next(lines).cells)
    for number, part in enumerate(parts_of_lines(lines, excerpt)):
        keep_lines(by=by, import_file=file, number=number, lines=part)
    keep_understood(file, Understood(excerpt.table()))
    look_at_once(file, by=by)
    return file


@change("recruitment.choose_columns", on="import_file")
def choose_columns(
    *, by: Actor, import_file: ImportFile, fields: Mapping[int, str | None]
) -> ImportFile:
    """Say what each column means (None: nothing); what was recognised by itself need not be said.

    It is read with the form as it stands by then. A short file is understood anew at once, a long one in the background. Refused for a file that is not being looked
    at any more, for a meaning that does not exist, and for one meaning of two columns.
    """
    if import_file.state != State.PREVIEW:
        raise Refused(GONE)
    table = get_import_plan(viewer=by, import_file=import_file).table
    chosen: dict[int, str | None] = {}
    while wrong := _not_yet(table, chosen, fields):
        chosen |= wrong
    move(import_file, State.READING, IMPORT_FILE)
    import_file.columns = {str(number): field for number, field in chosen.items()}
    import_file.form = form_of_scheme(import_file.joining_point.cycle.scheme_id).row
    import_file.position = 0
    import_file.save(update_fields=["columns", "form", "position"])
    record(ColumnsChosen(import_file_id=import_file.id), by=by)
    if import_file.total_count > _AT_ONCE:
        let_work(import_file)
    else:
        look_at_once(import_file, by=by)
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
        raise Refused(plan.mapping.demand)
    move(import_file, State.IMPORTING, IMPORT_FILE)
    import_file.position = 0
    import_file.save(update_fields=["position"])
    record(ImportStarted(import_file_id=import_file.id, total_count=import_file.total_count), by=by)
    let_work(import_file)
    return import_file


@change("recruitment.start_import", on="import_file")
def resume_import(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Let an import that stopped go on where it stopped. Refused for one that did not stop."""
    if import_file.work_state != Work.State.DEAD:
        raise Refused(_("This import has not stopped."))
    record(ImportStarted(import_file_id=import_file.id, total_count=import_file.total_count), by=by)
    let_work(import_file)
    return import_file


@change("recruitment.take_in_lines", on="import_file")
def finish_import(*, by: Actor, import_file: ImportFile) -> ImportFile:
    """Close a file whose last line was taken in, and destroy what it held and the key it stood under."""
    move(import_file, State.IMPORTED, IMPORT_FILE)
    destroy_file(import_file)
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
    destroy_file(import_file)
    record(FileDropped(import_file_id=import_file.id), by=by)
    return import_file


@change("recruitment.take_in_lines", on=None)
def drop_abandoned_files(*, by: Actor) -> int:
    """Drop the files that somebody looked at a week ago and forgot, or that could not be read; return how many."""
    left = Q(state=State.PREVIEW) | Q(state=State.READING, work_state=Work.State.DEAD)
    forgotten = ImportFile.objects.filter(
        left, uploaded_at__lte=clock.now() - ABANDONED_AFTER
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
