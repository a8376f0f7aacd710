"""Writing and opening confidential words.

Whoever wants to read asks a policy for a `Grant`; the policy checks the seals of the membership and of the
reader's identity first. An architecture test names the few places that may make one.
"""

import json
import logging
import secrets
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.encryption import master
from compagnon.core.encryption.fields import Confidential
from compagnon.core.encryption.scope import Scope
from compagnon.core.encryption.tokens import Unreadable, decrypt, encrypt
from compagnon.core.errors import Refused
from compagnon.core.models import DataKey

log = logging.getLogger("compagnon.security")

KeyRing = dict[tuple[Scope, UUID], bytes]


class Closed(Refused):
    """Confidential words that could not be opened, with the sentence that stands in their place."""

    def __init__(self) -> None:
        """Say no more than that they are closed; the log says where."""
        super().__init__(
            _("These words cannot be opened. They may have been erased by whoever wrote them.")
        )


class Grant:
    """The right to open one scope's words, with its keys, for the length of a request."""

    is_closed = False

    def __init__(self, scope: Scope, wraps: Iterable[DataKey] | None = None) -> None:
        """Load the scope's keys; only a policy that has checked the reader may do this."""
        self.scope = scope
        if wraps is None:
            wraps = DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id)
        self._keys = {row.author_id: _unwrap(row, scope) for row in wraps}

    def knows(self, row: Confidential) -> bool:  # noqa: ARG002 -- of `KeptGrant` alone some are unknown
        """Say whether this right is about a row at all."""
        return True

    def read(self, row: Confidential, field: str) -> str:
        """Open one field of one row; refuses a row of another scope, and words that do not open."""
        token = bytes(getattr(row, field))
        if not token:
            return ""
        key = self._keys.get(row.author_id)
        if key is None or row.scope() != self.scope:
            log.warning(
                "no key for confidential words",
                extra={"kind": row._meta.label, "row": row.row_id.hex},
            )
            raise Closed
        try:
            return decrypt(key, token, _binding(row, field)).decode()
        except Unreadable as error:
            log.warning(
                "confidential words do not open",
                extra={"kind": row._meta.label, "row": row.row_id.hex},
            )
            raise Closed from error


class RowGrant(Grant):
    """The right to open one row, and nothing else that its author wrote in the same scope."""

    def __init__(self, row: Confidential) -> None:
        """Load its author's key; `Grant`'s rule holds here too."""
        scope = row.scope()
        wraps = DataKey.objects.filter(
            scope_kind=scope.kind, scope_id=scope.id, author_id=row.author_id
        )
        super().__init__(scope, wraps)
        self._row = row

    def read(self, row: Confidential, field: str) -> str:
        """Open one field of this row; refuses every other row."""
        if row != self._row:
            raise Closed
        return super().read(row, field)


class KeptGrant(Grant):
    """The right to open some rows of a scope as they stood once; of what was written since, there is no word."""

    def __init__(self, scope: Scope, versions: Mapping[str, int]) -> None:
        """Load the scope's keys, for rows by their ids in the versions given; `Grant`'s rule holds here too."""
        super().__init__(scope)
        self._versions = versions

    def knows(self, row: Confidential) -> bool:
        """Say whether a row stands as it stood then."""
        return self._versions.get(row.row_id.hex) == row.text_version

    def read(self, row: Confidential, field: str) -> str:
        """Open one field of a row that was there then; of any other, return nothing."""
        return super().read(row, field) if self.knows(row) else ""


class ClosedGrant(Grant):
    """What a reader has while the key file is missing: no word, and a note in the place of each."""

    is_closed = True

    def __init__(self, scope: Scope) -> None:
        """Load nothing: there is no key that could open it."""
        super().__init__(scope, wraps=())

    def read(self, row: Confidential, field: str) -> str:
        """Return the note; an empty text stays empty."""
        return gettext("Closed while the key file is missing") if getattr(row, field) else ""


def grants(kind: str, scopes: Collection[Scope]) -> dict[UUID, Grant]:
    """Return a grant for each of many scopes of one kind, by the scope's id, with one query for all keys.

    For the system's own work (`Grant`'s rule holds here too); refuses nothing that `Grant` would not.
    """
    wraps: dict[UUID, list[DataKey]] = {scope.id: [] for scope in scopes}
    for row in DataKey.objects.filter(scope_kind=kind, scope_id__in=list(wraps)):
        wraps[row.scope_id].append(row)
    return {scope.id: Grant(scope, wraps[scope.id]) for scope in scopes}


def write_text(
    row: Confidential, *, author_id: UUID, texts: Mapping[str, str], known: KeyRing | None = None
) -> None:
    """Encrypt all confidential fields of a row under its author's key; the caller saves the row.

    All at once, because one author and one version stand for the row: a field of an older version
    or of another writer would not open. `known` remembers keys while many rows are written in one transaction.
    """
    if set(texts) != set(row.encrypted_fields()):
        raise ValueError(f"{row._meta.label} is written whole: {', '.join(row.encrypted_fields())}")
    row.author_id = author_id
    row.text_version += 1
    ring, place = {} if known is None else known, (row.scope(), author_id)
    if place not in ring:
        ring[place] = _key_for(*place)
    key = ring[place]
    for field, text in texts.items():
        setattr(row, field, encrypt(key, text.encode(), _binding(row, field)) if text else b"")


def move_text(row: Confidential, **becomes: object) -> None:
    """Encrypt a row's words anew in the scope that a change of its columns puts it into; the caller saves the row.

    Author and version stay, and nobody is shown a word. Refuses (`Closed`) words that do not open where they stand.
    """
    source = Grant(row.scope())
    texts = {field: source.read(row, field) for field in row.encrypted_fields()}
    for name, value in becomes.items():
        setattr(row, name, value)
    row.text_version -= 1
    write_text(row, author_id=row.author_id, texts=texts)


def shred(*, author_id: UUID) -> int:
    """Destroy every data key of an author: what that person wrote can never be opened again."""
    return DataKey.objects.filter(author_id=author_id).delete()[0]


def shred_scope(scope: Scope) -> int:
    """Destroy every data key of a scope: nothing that was written there can ever be opened again."""
    return DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id).delete()[0]


def rewrap_all() -> int:
    """Wrap every data key with the current master key; no confidential word is read or written."""
    count = 0
    for row in DataKey.objects.exclude(master_key_id=master.current().id).iterator():
        key = decrypt(
            master.by_id(row.master_key_id).derive("wrap"), bytes(row.wrapped), _wrap_binding(row)
        )
        with transaction.atomic():
            row.master_key_id = master.current().id
            row.wrapped = encrypt(master.current().derive("wrap"), key, _wrap_binding(row))
            row.save(update_fields=["master_key_id", "wrapped"])
        count += 1
    return count


def _key_for(scope: Scope, author_id: UUID) -> bytes:
    """Return an author's key in a scope, made at the first word they write there."""
    rows = DataKey.objects.filter(scope_kind=scope.kind, scope_id=scope.id, author_id=author_id)
    row = next(iter(rows), None)
    if row is None:
        # Two who come at once make two; the one that stands is read again, and is everybody's.
        DataKey.objects.bulk_create([_fresh_key(scope, author_id)], ignore_conflicts=True)
        row = rows.get()
    return _unwrap(row, scope)


def _fresh_key(scope: Scope, author_id: UUID) -> DataKey:
    fresh = DataKey(
        scope_kind=scope.kind,
        scope_id=scope.id,
        author_id=author_id,
        master_key_id=master.current().id,
        created_at=clock.now(),
    )
    fresh.wrapped = encrypt(
        master.current().derive("wrap"), secrets.token_bytes(master.KEY_BYTES), _wrap_binding(fresh)
    )
    return fresh


def _unwrap(row: DataKey, scope: Scope) -> bytes:
    try:
        return decrypt(
            master.by_id(row.master_key_id).derive("wrap"), bytes(row.wrapped), _wrap_binding(row)
        )
    except Unreadable as error:
        log.warning("data key does not open", extra={"kind": scope.kind, "row": scope.id.hex})
        raise Closed from error


def _wrap_binding(row: DataKey) -> bytes:
    return json.dumps(["data key", row.scope_kind, row.scope_id.hex, row.author_id.hex]).encode()


def _binding(row: Confidential, field: str) -> bytes:
    """Return what a ciphertext is bound to, so that it opens nowhere else and at no other version."""
    scope = row.scope()
    return json.dumps(
        [
            scope.organisation_id.hex,
            scope.kind,
            scope.id.hex,
            row._meta.label,
            row.row_id.hex,
            row.author_id.hex,
            field,
            row.text_version,
        ]
    ).encode()
