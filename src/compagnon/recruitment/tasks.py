"""Nudges for imports. A task may be lost or run twice: the file's row says how far it has come."""

import io
import logging
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from django.utils import translation
from django_tasks import task

from compagnon.accounts.models import Person
from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.notifications import ticking
from compagnon.notifications.nudging import register_work
from compagnon.recruitment.changes import (
    begin_reading,
    drop_abandoned_files,
    empty_old_applications,
    finish_import,
    finish_reading,
    forget_old_drafts,
    keep_lines,
    keep_remarks,
    refuse_file,
    show_preview,
    take_in_lines,
)
from compagnon.recruitment.changes.import_reading import parts_of_lines
from compagnon.recruitment.models import ImportFile, Upload
from compagnon.recruitment.policy import file_grant
from compagnon.recruitment.queries.import_plan import get_import_plan
from compagnon.recruitment.queries.import_reading import understand
from compagnon.recruitment.queries.upload import bytes_of
from compagnon.recruitment.rules.excerpt import Excerpt
from compagnon.recruitment.rules.reading import read_lines
from compagnon.recruitment.rules.table import FileProblem

log = logging.getLogger("compagnon.recruitment")

State = ImportFile.State
U = TypeVar("U", bound=Upload)
BATCH: Final = 25  # a few hundredths of a second: nobody else waits long for the database
DEAD_AFTER: Final = 5


@task
def import_file(import_file_id: str) -> None:
    """Read a file that was uploaded, or import one that a coordinator decided to import, or what is left of it."""
    rows = ImportFile.objects.filter(pk=UUID(hex=import_file_id))
    file = rows.filter(state__in=(State.READING, State.IMPORTING)).select_related(
        "joining_point__cycle__scheme"
    )
    take_up(file.first(), {State.READING: _read, State.IMPORTING: _import}, _refuse)


def take_up(
    row: U | None, ways: Mapping[Any, Callable[[U], None]], refuse: Callable[[U, str], object]
) -> None:
    """Do what an upload of whichever kind waits for, unless somebody else does; a file without use is refused.

    Whatever else goes wrong is tried again later, and in the end by a person.
    """
    if row is None or not work.claim(row):
        return
    state = row.state
    try:
        ways[state](row)
    except FileProblem as problem:
        with translation.override(_language_of(row)):
            refuse(row, str(problem.reason))
    except Exception as error:  # noqa: BLE001 -- whatever it was is tried again, and in the end by a person
        # The message may quote an answer or an address, so only its kind is told.
        log.warning("an import stopped", extra={"row": row.pk.hex, "error": type(error).__name__})
        # Unless the state has moved on: then somebody was quicker.
        if type(row)._default_manager.filter(pk=row.pk, state=state).exists():
            work.postpone(row, dead_after=DEAD_AFTER)


def _read(file: ImportFile) -> None:
    """Read the lines, then what they mean; where a process was stopped, whichever of the two was not finished."""
    grant = file_grant(SYSTEM, file)
    if not file.content:
        begin_reading(by=SYSTEM, import_file=file)
        lines = read_lines(io.BytesIO(bytes_of(grant, file)))
        excerpt, count = Excerpt(next(lines).cells), 0
        for number, part in enumerate(parts_of_lines(lines, excerpt)):
            if not keep_lines(by=SYSTEM, import_file=file, number=number, lines=part):
                return
            count += len(part)
        finish_reading(by=SYSTEM, import_file=file, table=excerpt.table(), count=count)
    else:
        begin_reading(by=SYSTEM, import_file=file)
    plan = get_import_plan(viewer=SYSTEM, import_file=file)
    keep = partial(keep_remarks, by=SYSTEM, import_file=file)
    understood = understand(plan.grant, file, plan.understood, keep)
    if understood is not None:
        show_preview(by=SYSTEM, import_file=file, understood=understood)


def _refuse(file: ImportFile, reason: str) -> None:
    refuse_file(by=SYSTEM, import_file=file, reason=reason)


def _import(file: ImportFile) -> None:
    plan = get_import_plan(viewer=SYSTEM, import_file=file)
    left = plan.after(file.position)
    while batch := list(islice(left, BATCH)):
        alike = plan.understood.alike
        if not take_in_lines(by=SYSTEM, import_file=file, lines=batch, alike=alike):
            return
    finish_import(by=SYSTEM, import_file=file)


def _language_of(upload: Upload) -> str:
    """Return the language of whoever uploaded a file."""
    rows = Person.objects.filter(pk=upload.author_id).values_list("language", flat=True)
    return rows.first() or "en"


def _drop_abandoned() -> int:
    return drop_abandoned_files(by=SYSTEM)


def _forget_drafts() -> int:
    return forget_old_drafts(by=SYSTEM)


def _empty_applications() -> int:
    return empty_old_applications(by=SYSTEM)


register_work(ImportFile, import_file)
ticking.register("abandoned import files", _drop_abandoned)
ticking.register("old drafts of applications", _forget_drafts)
ticking.register("applications of old cycles", _empty_applications)
