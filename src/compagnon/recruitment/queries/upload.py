"""What stands in the parts of an upload, of whichever kind."""

import base64
from collections.abc import Collection, Iterator

from compagnon.core.encryption.opening import Grant
from compagnon.core.work import Work
from compagnon.recruitment.models import Upload, UploadPart

Holds = UploadPart.Holds


def bytes_of(grant: Grant, upload: Upload) -> bytes:
    """Return the file as it came, for as long as it has not been read; for whoever has the grant."""
    return b"".join(base64.b64decode(text) for text in texts_of(grant, upload, Holds.BYTES))


def texts_of(grant: Grant, upload: Upload, holds: str) -> Iterator[str]:
    """Yield the text of each part in its order; one query, and no more than one is held. For whoever has the grant."""
    rows = UploadPart.objects.filter(upload_id=upload.pk, holds=holds).order_by("number")
    for part in rows.iterator(chunk_size=1):
        yield grant.read(part, "content")


def some_texts(grant: Grant, upload: Upload, numbers: Collection[int]) -> dict[int, str]:
    """Return the lines of some parts by the part's number; one query. For whoever has the grant."""
    rows = UploadPart.objects.filter(
        upload_id=upload.pk, holds=Holds.LINES, number__in=list(numbers)
    )
    return {part.number: grant.read(part, "content") for part in rows}


def has_stopped(upload: Upload) -> bool:
    """Say whether work on an upload waits for a person after it failed again and again."""
    return upload.work_state == Work.State.DEAD
