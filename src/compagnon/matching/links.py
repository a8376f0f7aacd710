"""A letter's link: a seal over the answer's id, so that whoever reads the database cannot make one."""

import base64
import binascii
from uuid import UUID

from compagnon.core import sealing

LABEL = "matching.answer link"


def path(answer_id: UUID) -> str:
    """Return the path that a letter links to; the last part is exchanged for a session and leaves the address."""
    seal = sealing.code(LABEL, {"id": answer_id.hex})
    return f"/answers/{answer_id.hex}/{base64.urlsafe_b64encode(seal).decode().rstrip('=')}/"


def is_genuine(answer_id: UUID, token: str) -> bool:
    """Say whether a token was made for this answer. A rotated master key does not spoil a letter's link."""
    try:
        seal = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return False
    return sealing.holds(LABEL, {"id": answer_id.hex}, seal)
