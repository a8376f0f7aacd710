"""The erasure ledger: who was erased, as keyed hashes, in a file beside the key file that only grows.

A restored backup may hold people who were erased since it was made; the ledger erases them again.
"""

import hashlib
import hmac
import os
from pathlib import Path
from uuid import UUID

from compagnon.core.encryption import master


def path() -> Path:
    """Return where the ledger stands."""
    keys = master.key_file()
    return keys.with_name(f"{keys.name}.erased")


def note(*, person_id: UUID, address: str) -> None:
    """Add a person: by id and by address, each as a keyed hash that tells nobody who it was."""
    key = master.current()
    lines = "".join(f"{key.id} {_digest(key, text)}\n" for text in (person_id.hex, address.lower()))
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def holds(*, person_id: UUID, address: str) -> bool:
    """Say whether a person was erased, under whichever master key it was noted."""
    if not path().is_file():
        return False
    noted = {tuple(line.split()) for line in path().read_text(encoding="ascii").splitlines()}
    keys = [master.by_id(key_id) for key_id in {line[0] for line in noted}]
    return any(
        (key.id, _digest(key, text)) in noted
        for key in keys
        for text in (person_id.hex, address.lower())
    )


def _digest(key: master.MasterKey, text: str) -> str:
    return hmac.new(key.derive("erasure"), text.encode(), hashlib.sha256).hexdigest()
