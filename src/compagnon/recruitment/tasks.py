"""Nudges for imports. A task may be lost or run twice: the file's row says how far it has come."""

import logging
from itertools import islice
from typing import Final
from uuid import UUID

from django_tasks import task

from compagnon.core import work
from compagnon.core.actors import SYSTEM
from compagnon.notifications import ticking
from compagnon.notifications.nudging import register_work
from compagnon.recruitment.changes import (
    drop_abandoned_files,
    empty_old_applications,
    finish_import,
    forget_old_drafts,
    take_in_lines,
)
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.queries.import_plan import get_import_plan

log = logging.getLogger("compagnon.recruitment")

BATCH: Final = 25  # a few hundredths of a second: nobody else waits long for the database
DEAD_AFTER: Final = 5


@task
def import_file(import_file_id: str) -> None:
    """Import a file that a coordinator decided to import, or what is left of it."""
    file = (
        ImportFile.objects.filter(pk=UUID(hex=import_file_id), state=ImportFile.State.IMPORTING)
        .select_related("joining_point__cycle__scheme")
        .first()
    )
    if file is None or not work.claim(file):
        return
    try:
        _import(file)
    except Exception as error:  # noqa: BLE001 -- whatever it was is tried again, and in the end by a person
        # The message may quote an answer or an address, so only its kind is told.
        log.warning("an import stopped", extra={"row": file.id.hex, "error": type(error).__name__})
        work.postpone(file, dead_after=DEAD_AFTER)


def _import(file: ImportFile) -> None:
    plan = get_import_plan(viewer=SYSTEM, import_file=file)
    left = iter([line for line in plan.lines if line.line > file.position])
    while batch := list(islice(left, BATCH)):
        if not take_in_lines(by=SYSTEM, import_file=file, lines=batch, alike=plan.alike):
            return
    finish_import(by=SYSTEM, import_file=file)


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
