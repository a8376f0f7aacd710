"""Which seals hold no more: a ledger beside the key file, out of the database's reach, that only grows.

A seal shows that Compagnon wrote a row, not that it wrote nothing later. So each sealing of a row counts one on (its
generation), and the ledger learns from which generation on that row's seals hold. Whoever puts an older row back,
seal and all, is found out; and so is whoever puts back a row that is gone.

The ledger is written once the change is committed, because a change that is taken back retires nothing. A row of
`RetiredSeal` belongs to the change itself, so that `tick` makes up for a process that ended in between. It carries
a code that shows we wrote it: whoever can write to the database closes nothing for good by a row of their own.
"""

import fcntl
import hashlib
import hmac
import logging
import os
import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import IO, Final

from django.conf import settings
from django.db import models, transaction

from compagnon.core.encryption import master

log = logging.getLogger("compagnon.security")

# What a process that was killed left half written does not look like this.
_LINE: Final = re.compile(rb"^([0-9a-f]{32}) ([0-9]{1,19})( ended)?\n", re.MULTILINE)
AT_ONCE: Final = 1000


class RetiredSeal(models.Model):
    """From which generation on a row's seals hold; kept here until the ledger has it."""

    name = models.CharField(max_length=32)
    generation = models.BigIntegerField()
    is_ended = models.BooleanField(default=False)
    code = models.BinaryField()

    def line(self) -> str:
        """Return it as a line of the ledger."""
        return f"{self.name} {self.generation}{' ended' if self.is_ended else ''}"


class Ledger:
    """A file of lines that are only ever added to, and what this process has read of it so far."""

    def __init__(self, path: Path) -> None:
        """Read nothing yet."""
        self.path = path
        self._lock = Lock()
        self._seen = (0, 0, 0)
        self._generations: dict[bytes, int] = {}
        self._ended: set[bytes] = set()

    def generation(self, name: str) -> int:
        """Return from which generation on the seals of that name hold; 0 for one that was never sealed again."""
        self.refresh()
        return self._generations.get(bytes.fromhex(name), 0)

    def has_ended(self, name: str) -> bool:
        """Say whether what bore that name was brought to an end, not only changed."""
        self.refresh()
        return bytes.fromhex(name) in self._ended

    def generations(self) -> dict[str, int]:
        """Return all of it, as it stands now."""
        self.refresh()
        return {key.hex(): generation for key, generation in list(self._generations.items())}

    def add(self, lines: Collection[str]) -> None:
        """Add lines, one process after the other, and see them on the disk before going on."""
        with self.opened() as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # A line of its own, whatever a full disk cut off before.
            file.write("\n".join(("", *lines, "")))
            file.flush()
            os.fsync(file.fileno())

    def opened(self) -> IO[str]:
        """Open the file to add to it, made if need be; an `OSError` where that is not possible."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "w", encoding="ascii")

    def refresh(self) -> None:
        """Read on from where we were; from the beginning if it is another file. What was read stays known."""
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return
        if (now.st_ino, now.st_size, now.st_mtime_ns) == self._seen:
            return
        with self._lock:
            file_id, read, _changed = self._seen
            start = read if file_id == now.st_ino and read < now.st_size else 0
            with self.path.open("rb") as file:
                file.seek(start)
                text = file.read()
            whole = text[: text.rfind(b"\n") + 1]
            self._take_in(whole)
            self._seen = (now.st_ino, start + len(whole), now.st_mtime_ns)

    def _take_in(self, text: bytes) -> None:
        for name, digits, ended in _LINE.findall(text):
            key, generation = bytes.fromhex(name.decode()), int(digits)
            self._generations[key] = max(generation, self._generations.get(key, 0))
            if ended:
                self._ended.add(key)


@lru_cache(maxsize=8)
def ledger_at(path: str) -> Ledger:
    """Return the ledger that stands at a place, with what was read of it."""
    return Ledger(Path(path))


def ledger() -> Ledger:
    """Return the ledger of this installation's seals."""
    return ledger_at(f"{settings.COMPAGNON_KEY_FILE}.seals")


def is_readable() -> bool:
    """Say whether the ledger can be read, so that a seal which does not hold is one that was retired or broken."""
    try:
        ledger().refresh()
    except OSError:
        log.exception("the ledger of seals cannot be read")
        return False
    return True


def ledger_of_day(kind: str, day: date) -> Ledger:
    """Return the ledger of what ended on one day, for what runs out by itself soon after."""
    return ledger_at(f"{settings.COMPAGNON_KEY_FILE}.{kind}-{day.isoformat()}")


def drop_ledgers(kind: str, *, before: date) -> None:
    """Delete the ledgers of the days before a day."""
    keys = Path(settings.COMPAGNON_KEY_FILE)
    for path in keys.parent.glob(f"{keys.name}.{kind}-*"):
        if path.name < f"{keys.name}.{kind}-{before.isoformat()}":
            path.unlink(missing_ok=True)


def name_of(label: str, key: object) -> str:
    """Return the name of a row in the ledger: a digest, which tells nobody which row it is."""
    return hashlib.sha256(f"{label} {key}".encode()).hexdigest()[:32]


def retire(rows: Collection[RetiredSeal]) -> None:
    """Let older seals of these rows hold no more once the change that goes on is committed.

    Refuses (`KeysMissing`) without the key file.
    """
    for row in rows:
        row.code = _code_of(row, master.current())
    RetiredSeal.objects.bulk_create(rows)
    if rows:
        transaction.on_commit(partial(_note, [row.line() for row in rows]))


def settle() -> int:
    """Note what a process that ended too early left to note; return how many rows there were.

    A row that we did not write is dropped, and logged. Without the key file nobody can tell, and all of them wait.
    """
    count = 0
    while not master.are_missing() and (rows := list(RetiredSeal.objects.order_by("pk")[:AT_ONCE])):
        if missing := [row.line() for row in rows if _is_ours(row) and not _is_noted(row)]:
            ledger().add(missing)
        RetiredSeal.objects.filter(pk__in=[row.pk for row in rows]).delete()
        count += len(missing)
    return count


def waiting(names: Collection[str]) -> dict[str, int]:
    """Return the generations of those names that are written with a change, and may not be in the ledger yet."""
    latest: dict[str, int] = {}
    for row in filter(_is_ours, RetiredSeal.objects.filter(name__in=names)):
        latest[row.name] = max(row.generation, latest.get(row.name, 0))
    return latest


def _code_of(row: RetiredSeal, key: master.MasterKey) -> bytes:
    """Return the key's name and the authentication code of what a row says."""
    return (
        key.id.encode() + b":" + hmac.digest(key.derive("retired"), row.line().encode(), "sha256")
    )


def _is_ours(row: RetiredSeal) -> bool:
    code: object = row.code  # SQLite keeps words and numbers in a column of bytes, too
    written = bytes(code) if isinstance(code, bytes | memoryview) else b""
    try:
        key = master.by_id(written.partition(b":")[0].decode("ascii", "replace"))
    except master.KeyUnknown:
        is_ours = False
    else:
        is_ours = hmac.compare_digest(_code_of(row, key), written)
    if not is_ours:
        log.warning("a forged note of a retired seal", extra={"row": str(row.pk)})
    return is_ours


def _is_noted(row: RetiredSeal) -> bool:
    noted = ledger()
    return noted.generation(row.name) >= row.generation and (
        not row.is_ended or noted.has_ended(row.name)
    )


def _note(lines: Collection[str]) -> None:
    """Write to the ledger; where that fails, the change stands, and `tick` tries again."""
    try:
        ledger().add(lines)
    except OSError:
        log.exception("the ledger of seals cannot be written")
