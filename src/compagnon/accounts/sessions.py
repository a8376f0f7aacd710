"""The session engine: rows that open with the browser's cookie and with nothing else.

A row stands under the SHA-256 of the cookie's key. Its payload is encrypted under a key made of the cookie's
key and the installation's secret, and bound to the row and its person. So whoever can read the database
learns nothing, and a row that was inserted, copied, swapped or prolonged there opens nothing and is logged. Nor does
one that is put back after its session was ended: a ledger beside the key file remembers it until it would have run out.
While that ledger cannot be read no session opens. Where it could not be written when a session ended (the log says
so), and can be read, the row of that session opens again if it is put back.
"""

import hashlib
import json
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from compagnon.accounts.models import Session
from compagnon.core import clock
from compagnon.core.encryption.tokens import Unreadable, decrypt, encrypt
from compagnon.core.ids import new_public_id
from compagnon.core.retired import drop_ledgers, ledger_of_day

log = logging.getLogger("compagnon.security")

# ASVS 7.3.1 and 7.3.2: a session ends three hours after its last use, and twelve after sign-in whatever happens.
IDLE: Final = timedelta(hours=3)
ABSOLUTE: Final = timedelta(hours=12)
# How exactly the last use is known: a write at each request would cost more than it tells.
SEEN_EVERY: Final = timedelta(minutes=5)
BROWSER: Final = "browser"
LEDGER: Final = "sessions"


def digest(session_key: str) -> str:
    """Return what a session's row stands under."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def end_for_good(digests: Collection[str]) -> None:
    """Note that sessions end now: none opens if its row is put back.

    Where it cannot be noted they end all the same, and the log says so.
    """
    if not digests:
        return
    try:
        ledger_of_day(LEDGER, clock.now().date()).add([f"{one[:32]} 1 ended" for one in digests])
    except OSError:
        log.exception("the ledger of sessions cannot be written")


def forget_ended() -> None:
    """Delete the ledgers of days whose sessions have all run out by themselves."""
    drop_ledgers(LEDGER, before=(clock.now() - ABSOLUTE).date())


def _was_ended(key_digest: str, started_at: datetime) -> bool:
    """Say whether a session that began then was ended since; an `OSError` where that cannot be read."""
    days = {started_at.date(), clock.now().date()}
    return any(ledger_of_day(LEDGER, day).has_ended(key_digest[:32]) for day in days)


class SessionStore(SessionBase):
    """One browser's session, as Django's middleware and the sign-in library use it."""

    def __init__(self, session_key: str | None = None) -> None:
        """Wait to be asked before anything is read."""
        super().__init__(session_key)
        self._row_id: UUID | None = None
        self._started_at = self._seen_at = clock.now()

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, under a new key to come, where it does not open."""
        rows = Session.objects.filter(key_digest=digest(self.session_key or ""))
        row = next(iter(rows.only("person_id", "payload")), None)
        values = None if row is None else self._opened(row)
        if values is None:
            self._session_key = None
            return {}
        return values

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_digest=digest(session_key)).exists()

    def create(self) -> None:
        """Begin anew: a new key, and the twelve hours counted from now (ASVS 7.2.4)."""
        self._started_at = clock.now()
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # the stubs lack it
            self._row_id = new_public_id()
            try:
                self.save(must_create=True)
            except (
                CreateError
            ):  # pragma: no cover -- two keys of 165 random bits are never the same
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        """Write the session under its key. A session ended meanwhile stays ended (`UpdateError`)."""
        values = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # the stubs lack it
        if self.session_key is None:
            self.create()
            return
        self._seen_at = clock.now()
        fields = self._fields(self.session_key, values)
        if must_create:
            self._insert(fields)
        elif not Session.objects.filter(key_digest=fields["key_digest"]).update(**fields):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End the session on this side: the cookie's key opens nothing any more (ASVS 7.4.1).

        It is noted first, so that a process that is killed in between has ended it.
        """
        key = session_key or self.session_key
        if key and self.exists(key):
            end_for_good([digest(key)])
            Session.objects.filter(key_digest=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the rows of sessions that have ended by themselves."""
        Session.objects.filter(ends_at__lte=clock.now()).delete()

    def touch(self) -> None:
        """Note that the session is in use, to the nearest five minutes."""
        if clock.now() - self._seen_at >= SEEN_EVERY:
            self.modified = True

    def _insert(self, fields: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                Session.objects.create(pk=self._row_id, **fields)
        except IntegrityError as error:
            raise CreateError from error

    def _fields(self, session_key: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the row's columns; those beside the payload are for lists and cleaning up only."""
        person_id = values.get(SESSION_KEY)
        content = {
            "started_at": self._started_at.isoformat(),
            "seen_at": self._seen_at.isoformat(),
            "values": values,
        }
        return {
            "key_digest": digest(session_key),
            "person_id": person_id,
            "browser": values.get(BROWSER, ""),
            "started_at": self._started_at,
            "seen_at": self._seen_at,
            "ends_at": _end(self._started_at, self._seen_at),
            "payload": encrypt(
                _key(session_key),
                json.dumps(content).encode(),
                _binding(self._row_id, person_id),
            ),
        }

    def _opened(self, row: Session) -> dict[str, Any] | None:
        """Return what a row holds, unless it is not as we wrote it or its time has passed."""
        try:
            text = decrypt(
                _key(self.session_key or ""), bytes(row.payload), _binding(row.pk, row.person_id)
            )
        except Unreadable:
            log.warning("a session does not open", extra={"session": row.id.hex})
            return None
        content = json.loads(text)
        started_at = datetime.fromisoformat(content["started_at"])
        seen_at = datetime.fromisoformat(content["seen_at"])
        if clock.now() >= _end(started_at, seen_at):
            return None
        try:
            was_ended = _was_ended(digest(self.session_key or ""), started_at)
        except OSError:
            log.exception("the ledger of sessions cannot be read")
            return None
        if was_ended:
            log.warning("a session that was ended is back", extra={"session": row.id.hex})
            return None
        self._row_id, self._started_at, self._seen_at = UUID(str(row.pk)), started_at, seen_at
        values: dict[str, Any] = content["values"]
        return values


def _end(started_at: datetime, seen_at: datetime) -> datetime:
    return min(started_at + ABSOLUTE, seen_at + IDLE)


def _key(session_key: str) -> bytes:
    """Return the key of one session's payload: nobody has it who lacks the cookie or the installation's secret."""
    return salted_hmac("compagnon.accounts.sessions", session_key, algorithm="sha256").digest()


def _binding(row_id: object, person_id: object) -> bytes:
    return json.dumps(["session", str(row_id), str(person_id or "")]).encode()
