"""Seals: an authentication code over a row, under a key the database does not hold.

Whoever writes to the database without the key can insert a membership or change an address, but not seal it;
what is not sealed opens nothing and is logged.
"""

import hashlib
import hmac
import json
import logging
from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from compagnon.core.encryption import master

log = logging.getLogger("compagnon.security")


class Sealed(models.Model):
    """A row that says who may do what; `SEALED` names the columns its seal covers, its key among them."""

    SEALED: ClassVar[tuple[str, ...]] = ()

    seal = models.BinaryField(default=b"", editable=False)

    class Meta:
        abstract = True

    def sealed_values(self) -> dict[str, Any]:
        """Return what the seal covers: the columns of `SEALED`, and whatever else a table adds to them."""
        return {name: getattr(self, name) for name in self.SEALED}


def code(label: str, values: dict[str, Any], key: master.MasterKey | None = None) -> bytes:
    """Return the key's name and the authentication code of named values under the label of their kind."""
    key = key or master.current()
    text = json.dumps([label, values], default=str, sort_keys=True).encode()
    return key.id.encode() + b":" + hmac.digest(key.derive("seal"), text, hashlib.sha256)


def holds(label: str, values: dict[str, Any], seal: bytes) -> bool:
    """Say whether a seal was made for exactly these values; log it where it was not."""
    key_id, colon, _mac = bytes(seal).partition(b":")
    try:
        sound = bool(colon) and hmac.compare_digest(
            code(label, values, master.by_id(key_id.decode("ascii", "replace"))), bytes(seal)
        )
    except master.KeysMissing:
        sound = False
    if not sound:
        log.warning("broken seal", extra={"kind": label})
    return sound


def put(row: Sealed) -> None:
    """Seal a row as it now stands (before it is saved)."""
    row.seal = code(row._meta.label, row.sealed_values())


def is_sound(row: Sealed) -> bool:
    """Say whether a row is as it was when it was sealed."""
    return holds(row._meta.label, row.sealed_values(), bytes(row.seal))


def reseal_all() -> int:
    """Seal every sound row of every sealed table with the current master key; return how many.

    What is not sound under an older key stays so: a rotation launders nothing. Each row by a conditional
    UPDATE, so that a row somebody changes meanwhile keeps the seal it was given then.
    """
    return sum(_reseal(model) for model in apps.get_models() if issubclass(model, Sealed))


def _reseal(model: type[Sealed]) -> int:
    count, name = 0, master.current().id.encode() + b":"
    for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
        old, values = bytes(row.seal), row.sealed_values()
        if not old.startswith(name) and holds(model._meta.label, values, old):
            new = code(model._meta.label, values)
            count += model._default_manager.filter(pk=row.pk, seal=old).update(seal=new)
    return count
