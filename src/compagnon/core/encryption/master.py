"""The master keys. They live in a file outside the database; without it, confidential words stay closed."""

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from compagnon.core.errors import Refused

KEY_BYTES = 32


class KeysMissing(Refused):
    """The key file is not there, or lacks the key that is asked for."""

    def __init__(self) -> None:
        """Say it to the reader of a note and to the operator alike."""
        super().__init__(
            _(
                "These words are closed: the key file of this installation is missing. Your host can put it back."
            )
        )


class KeysUnreadable(KeysMissing):
    """The key file is there, and cannot be read as keys: to people it is the same, to the host it is not."""


class KeyUnknown(KeysMissing):
    """There are keys, and the one that is asked for is not among them."""


@dataclass(frozen=True)
class MasterKey:
    """One master key; every use has its own derived key, so that none can stand in for another."""

    id: str
    secret: bytes

    def derive(self, use: str) -> bytes:
        """Return the 256-bit key for one use (`wrap`, `seal`, `erasure`)."""
        return _derive(self.secret, use)


@lru_cache(maxsize=64)
def _derive(secret: bytes, use: str) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"compagnon {use}".encode()
    ).derive(secret)


def new_key() -> MasterKey:
    """Return a fresh master key, named by the first digits of its hash."""
    secret = secrets.token_bytes(KEY_BYTES)
    return MasterKey(hashlib.sha256(secret).hexdigest()[:12], secret)


def key_line(key: MasterKey) -> str:
    """Return a key as one line of the key file."""
    return f"{key.id} {base64.b64encode(key.secret).decode()}\n"


def key_file() -> Path:
    """Return where the master keys stand; never in the database, and best not on its disk."""
    return Path(settings.COMPAGNON_KEY_FILE)


def add_key() -> MasterKey:
    """Append a fresh master key to the key file and return it; it is the current one from now on.

    The older lines stay: backups made before need them. Refuses (`KeysMissing`) where there is no key file.
    """
    current()
    key = new_key()
    with key_file().open("a", encoding="ascii") as file:
        file.write(key_line(key))
        file.flush()
        os.fsync(file.fileno())
    return key


def current() -> MasterKey:
    """Return the key that new words are wrapped with: the last line of the key file."""
    return _ring()[-1]


def are_missing() -> bool:
    """Say whether there is no key at all, so that no seal can be looked at and no word opened."""
    try:
        _ring()
    except KeysMissing:
        return True
    return False


def by_id(key_id: str) -> MasterKey:
    """Return the key of that name, which may be an older line of the key file; refuses others (`KeyUnknown`)."""
    for key in _ring():
        if key.id == key_id:
            return key
    raise KeyUnknown


def _ring() -> tuple[MasterKey, ...]:
    """Return all keys of the file, oldest first; read again when the file changed (rotation in another process)."""
    path = key_file()
    try:
        changed = path.stat()
    except OSError as error:
        raise KeysMissing from error
    return _read(path, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> tuple[MasterKey, ...]:
    try:
        lines = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        keys = tuple(
            MasterKey(name, base64.b64decode(secret, validate=True))
            for name, secret in filter(None, lines)
        )
    except (OSError, ValueError) as error:
        raise KeysUnreadable from error
    if not keys:
        raise KeysMissing
    return keys
