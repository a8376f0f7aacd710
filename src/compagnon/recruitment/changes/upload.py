"""What every upload has in common, of applications and of members: kept in parts, taken up in the background."""

import base64
from typing import Final

from compagnon.core import clock
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.work import LEASE, Work
from compagnon.notifications.nudging import nudge
from compagnon.recruitment.models import Upload, UploadPart

Holds = UploadPart.Holds
_PIECE: Final = 2**20


def keep_bytes(upload: Upload, data: bytes) -> None:
    """Keep a file as it came, encrypted, until it is read in the background."""
    for number, start in enumerate(range(0, len(data), _PIECE)):
        text = base64.b64encode(data[start : start + _PIECE]).decode()
        keep_part(upload, Holds.BYTES, number, text)


def keep_part(upload: Upload, holds: str, number: int, text: str) -> None:
    """Keep a part of an upload, in the place of one that a process left that was stopped."""
    UploadPart.objects.filter(upload_id=upload.pk, holds=holds, number=number).delete()
    scope = upload.scope()
    part = UploadPart(
        upload_kind=scope.kind,
        upload_id=scope.id,
        organisation_id=scope.organisation_id,
        holds=holds,
        number=number,
    )
    write_text(part, author_id=upload.author_id, texts={"content": text})
    part.save(force_insert=True)


def forget_parts(upload: Upload, *holds: str) -> None:
    """Delete an upload's parts of some kinds."""
    UploadPart.objects.filter(upload_id=upload.pk, holds__in=holds).delete()


def get_on(upload: Upload, *, state: str, position: int) -> bool:
    """Move the mark behind what is dealt with now; False if another process did, or the upload is done with."""
    rows = type(upload)._default_manager.filter(pk=upload.pk, state=state, position=upload.position)
    if not rows.update(position=position, leased_until=clock.now() + LEASE):
        return False
    upload.position = position
    return True


def let_work(upload: Upload) -> None:
    """Have an upload taken up in the background."""
    upload.work_state = Work.State.WAITING
    upload.attempts = 0
    upload.next_try_at = clock.now()
    upload.leased_until = None
    upload.save(update_fields=["work_state", "attempts", "next_try_at", "leased_until"])
    nudge(type(upload), upload.pk)


def rest(upload: Upload) -> None:
    """Have an upload wait for a person."""
    upload.work_state = Work.State.DONE
    upload.leased_until = None
    upload.save(update_fields=["work_state", "leased_until"])


def destroy(upload: Upload) -> None:
    """Delete all parts and their key: no backup of the database alone can bring them back."""
    forget_parts(upload, *Holds)
    upload.ended_at = clock.now()
    upload.save(update_fields=["ended_at"])
    rest(upload)
    shred_scope(upload.scope())
