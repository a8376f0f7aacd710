"""Reading an uploaded file: part by part, so that it may be interrupted at any point and never stands half read."""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.recruitment.changes.upload import (
    Holds,
    destroy,
    forget_parts,
    get_on,
    keep_part,
    rest,
)
from compagnon.recruitment.events import FileRead, FileRefused
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import PART, get_import_plan
from compagnon.recruitment.queries.import_reading import understand
from compagnon.recruitment.rules.excerpt import Excerpt
from compagnon.recruitment.rules.problems import RowProblem
from compagnon.recruitment.rules.table import Line, Table
from compagnon.recruitment.rules.understanding import (
    Understood,
    as_text,
    lines_as_data,
    problems_as_data,
)
from compagnon.recruitment.states import IMPORT_FILE

State = ImportFile.State
GONE: Final = _("This file has been imported or dropped already.")


@change("recruitment.take_in_lines", on="import_file")
def begin_reading(*, by: Actor, import_file: ImportFile) -> None:  # noqa: ARG001 -- nobody but the system
    """Begin to read a file from its first line, whatever a process that was stopped has left."""
    import_file.position = 0
    import_file.save(update_fields=["position"])


@change("recruitment.choose_columns", on="import_file")
def keep_lines(*, by: Actor, import_file: ImportFile, number: int, lines: Sequence[Line]) -> bool:  # noqa: ARG001 -- nobody but the system and whoever uploads
    """Keep the next lines of a file that is being read; False if another process has, or the file was dropped."""
    if not get_on(import_file, state=State.READING, position=lines[-1].number):
        return False
    keep_part(
        import_file, Holds.LINES, number, json.dumps(lines_as_data(lines), ensure_ascii=False)
    )
    return True


@change("recruitment.take_in_lines", on="import_file")
def finish_reading(*, by: Actor, import_file: ImportFile, table: Table, count: int) -> None:  # noqa: ARG001 -- nobody but the system
    """Note that every line of a file was read, and forget the file as it came; what it means comes next."""
    forget_parts(import_file, Holds.BYTES)
    keep_understood(import_file, Understood(table))
    import_file.total_count = count
    import_file.position = 0
    import_file.save(update_fields=["total_count", "position"])


@change("recruitment.choose_columns", on="import_file")
def keep_remarks(
    *,
    by: Actor,  # noqa: ARG001 -- nobody but the system and whoever uploads
    import_file: ImportFile,
    number: int,
    lines: Sequence[int],
    remarks: Sequence[RowProblem],
) -> bool:
    """Keep the remarks on a part of a file that is being read; False if another process has, or it was dropped."""
    if not get_on(import_file, state=State.READING, position=lines[-1]):
        return False
    text = json.dumps([lines, problems_as_data(remarks)], ensure_ascii=False)
    keep_part(import_file, Holds.REMARKS, number, text)
    return True


@change("recruitment.choose_columns", on="import_file")
def show_preview(*, by: Actor, import_file: ImportFile, understood: Understood) -> ImportFile:
    """Let a file that was read be looked at."""
    keep_understood(import_file, understood)
    move(import_file, State.PREVIEW, IMPORT_FILE)
    import_file.total_count = len(understood.steps)
    import_file.save(update_fields=["total_count"])
    rest(import_file)
    record(FileRead(import_file_id=import_file.id, total_count=import_file.total_count), by=by)
    return import_file


@change("recruitment.take_in_lines", on="import_file")
def refuse_file(*, by: Actor, import_file: ImportFile, reason: StrOrPromise) -> ImportFile:
    """Give up a file that cannot be read, and say why; nothing of it is kept."""
    move(import_file, State.REFUSED, IMPORT_FILE)
    import_file.trouble = str(reason)
    import_file.save(update_fields=["trouble"])
    destroy_file(import_file)
    record(FileRefused(import_file_id=import_file.id), by=by)
    return import_file


def parts_of_lines(lines: Iterable[Line], excerpt: Excerpt) -> Iterable[list[Line]]:
    """Yield the lines of a file part by part, while an excerpt is taken of them."""
    left = iter(lines)
    while part := list(islice(left, PART)):
        for line in part:
            excerpt.add(line)
        yield part


def look_at_once(file: ImportFile, *, by: Actor) -> None:
    """Understand a short file within the request that brought it."""
    file.position = 0
    file.save(update_fields=["position"])
    plan = get_import_plan(viewer=by, import_file=file)
    keep = partial(keep_remarks, by=by, import_file=file)
    understood = understand(plan.grant, file, plan.understood, keep)
    if understood is None:
        raise Refused(GONE)
    show_preview(by=by, import_file=file, understood=understood)


def keep_understood(file: ImportFile, understood: Understood) -> None:
    """Keep how a file was understood."""
    write_text(file, author_id=file.author_id, texts={"content": as_text(understood)})
    file.save(update_fields=["content", "text_version"])


def destroy_file(file: ImportFile) -> None:
    """Destroy what a file held and what was understood of it."""
    destroy(file)
    file.content = b""
    file.columns = {}
    file.save(update_fields=["content", "columns"])
