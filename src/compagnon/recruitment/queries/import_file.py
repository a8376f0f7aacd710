"""Uploaded files in their uploader's list, and what a file should hold."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import ImportFile
from compagnon.recruitment.policy import visible_import_files
from compagnon.recruitment.rules.fields import FIELDS, Need
from compagnon.schemes.models import JoiningPoint

_LATEST: Final = 10


@dataclass(frozen=True)
class FileLine:
    """An uploaded file in the list of its uploader."""

    id: UUID
    file_name: str
    uploaded_at: datetime
    state: str
    label: StrOrPromise


FILE_STATE_LABELS: Final[dict[str, StrPromise]] = {
    ImportFile.State.READING: gettext_lazy("Being read"),
    ImportFile.State.REFUSED: gettext_lazy("Could not be read"),
    ImportFile.State.PREVIEW: gettext_lazy("To be looked at"),
    ImportFile.State.IMPORTING: gettext_lazy("Being imported"),
    ImportFile.State.IMPORTED: gettext_lazy("Imported"),
    ImportFile.State.DROPPED: gettext_lazy("Dropped"),
}


NEED_LABELS: Final[dict[Need, StrPromise]] = {
    Need.REQUIRED: gettext_lazy("Needed"),
    Need.MATCHING: gettext_lazy("Used for matching"),
    Need.OPTIONAL: gettext_lazy("Optional"),
}
EXPECTED_COLUMNS: Final = tuple((field.label, NEED_LABELS[field.need]) for field in FIELDS)


def list_import_files(*, viewer: Actor, joining_point: JoiningPoint) -> list[FileLine]:
    """Return a viewer's latest files for a joining point, newest first."""
    rows = visible_import_files(viewer).filter(joining_point=joining_point)
    return [
        FileLine(row.id, row.file_name, row.uploaded_at, row.state, FILE_STATE_LABELS[row.state])
        for row in rows.defer("content").order_by("-uploaded_at", "-id")[:_LATEST]
    ]
