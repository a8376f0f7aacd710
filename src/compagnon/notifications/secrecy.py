"""The short-lived secret of one letter (a sign-in code, a link token), readable only until it is sent."""

from uuid import UUID

from compagnon.core.encryption import master
from compagnon.core.encryption.tokens import decrypt, encrypt

USE = "outbox"


def lock(message_id: UUID, text: str) -> bytes:
    """Return the secret as its row keeps it, bound to that row; nothing for no secret."""
    if not text:
        return b""
    key = master.current()
    return key.id.encode() + b":" + encrypt(key.derive(USE), text.encode(), _binding(message_id))


def unlock(message_id: UUID, stored: bytes) -> str:
    """Return the secret. Refuses (`Unreadable`, `KeysMissing`) what was not locked for this row."""
    if not stored:
        return ""
    key_id, _, token = stored.partition(b":")
    key = master.by_id(key_id.decode("ascii", "replace"))
    return decrypt(key.derive(USE), token, _binding(message_id)).decode()


def _binding(message_id: UUID) -> bytes:
    return b"outbox " + message_id.hex.encode()
