"""Seals: an authentication code over a row, under a key the database does not hold.

Whoever writes to the database without the key can insert a membership or change an address, but not seal it;
what is not sealed opens nothing and is logged. A seal that held once, for a row that was changed or deleted since,
holds no more: see `retired`.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

from django.apps import apps
from django.db import models

from compagnon.core.encryption import master
from compagnon.core.retired import RetiredSeal, ledger, name_of, retire, waiting

log = logging.getLogger("compagnon.security")

S = TypeVar("S", bound="Sealed")

COUNT_BYTES: Final = 8
MAC_BYTES: Final = 32
# Further than any row is sealed: a count that somebody wrote into the database to make the next run over.
ABSURD: Final = 2**62


class StillClosed(NamedTuple):
    """How many rows a restore did not open: ended since the backup, or not sound when it was made."""

    ended: int
    broken: int


class Sealed(models.Model):
    """A row that says who may do what; `SEALED` names the columns its seal covers, its key among them."""

    SEALED: ClassVar[tuple[str, ...]] = ()

    seal = models.BinaryField(default=b"", editable=False)

    class Meta:
        abstract = True

    def sealed_values(self) -> dict[str, Any]:
        """Return what the seal covers: the columns of `SEALED`, and whatever else a table adds to them."""
        return {name: getattr(self, name) for name in self.SEALED}


def code(
    label: str, values: dict[str, Any], *, key: master.MasterKey | None = None, generation: int = 0
) -> bytes:
    """Return the key's name and the authentication code of named values under the label of their kind.

    A row's first seal is of generation 0 and does not say so; the later ones say their generation, and cover it.
    """
    key = key or master.current()
    covered = [label, values, generation] if generation else [label, values]
    text = json.dumps(covered, default=str, sort_keys=True).encode()
    count = generation.to_bytes(COUNT_BYTES) if generation else b""
    return key.id.encode() + b":" + count + hmac.digest(key.derive("seal"), text, hashlib.sha256)


def holds(label: str, values: dict[str, Any], seal: bytes) -> bool:
    """Say whether a seal was made for exactly these values, and is not retired; log it where it does not hold.

    Where that cannot be seen it does not hold either: nothing opens. What would be ended or destroyed asks
    `surely_holds`.
    """
    try:
        return surely_holds(label, values, seal)
    except master.KeysMissing:
        log.warning("broken seal", extra={"kind": label})
    except OSError:
        log.exception("the ledger of seals cannot be read")
    return False


def surely_holds(label: str, values: dict[str, Any], seal: bytes) -> bool:
    """Say the same, but raise `KeysMissing` or an `OSError` where keys or ledger cannot be read just now."""
    if not _is_genuine(label, values, seal):
        log.warning("broken seal", extra={"kind": label})
        return False
    if _generation(seal) < ledger().generation(name_of(label, values.get("id"))):
        log.warning("retired seal", extra={"kind": label})
        return False
    return True


def renewed(label: str, values: dict[str, Any], seal: bytes, *, ended: bool = False) -> bytes:
    """Return a row's next seal, and retire all earlier ones; `ended`: what the row gave is over for good."""
    successors = _successors(label, {values["id"]: seal}, ended=ended)
    retire(successors)
    return code(label, values, generation=successors[0].generation)


def put(row: Sealed, *, ended: bool = False) -> None:
    """Seal a row as it now stands (before it is saved); its earlier seals hold no more."""
    label, values = row._meta.label, row.sealed_values()
    if row._state.adding:  # noqa: SLF001 -- nowhere else does Django say whether a row is new
        row.seal = code(label, values)
    else:
        row.seal = renewed(label, values, bytes(row.seal), ended=ended)


def end(row: Sealed) -> None:
    """Let no seal of a row hold any more, the one included that somebody broke."""
    retire(_successors(row._meta.label, {row.pk: bytes(row.seal)}, ended=True))


def delete(rows: "models.QuerySet[S]") -> int:
    """Delete sealed rows for good: none of them opens anything if it is put back. Return how many there were."""
    found, label = dict(rows.values_list("pk", "seal")), rows.model._meta.label
    retire(_successors(label, found, ended=True))
    return rows.model._default_manager.filter(pk__in=list(found)).delete()[0]


def is_sound(row: Sealed) -> bool:
    """Say whether a row is as it was when it was last sealed."""
    return holds(row._meta.label, row.sealed_values(), bytes(row.seal))


def is_surely_sound(row: Sealed) -> bool:
    """Say the same; raises `KeysMissing` or an `OSError` where that cannot be seen just now."""
    return surely_holds(row._meta.label, row.sealed_values(), bytes(row.seal))


def reseal_all() -> int:
    """Seal every sound row of every sealed table with the current master key; return how many.

    What is not sound under an older key stays so: a rotation launders nothing. Each row by a conditional
    UPDATE, so that a row somebody changes meanwhile keeps the seal it was given then.
    """
    count, name = 0, master.current().id.encode() + b":"
    for row in _all_rows():
        old, label, values = bytes(row.seal), row._meta.label, row.sealed_values()
        if not old.startswith(name) and surely_holds(label, values, old):
            count += _replace(row, code(label, values, generation=_generation(old)))
    return count


def retired_among_rows(noted: Mapping[str, int]) -> dict[str, int]:
    """Return what a backup remembers: which of its rows were put back as they were before, by what was noted then.

    Noted before the rows are read: a row that somebody changes meanwhile was no older one put back.
    """
    names = (
        name_of(model._meta.label, key)
        for model in _tables()
        for key in model._default_manager.values_list("pk", flat=True).iterator(chunk_size=500)
    )
    return {name: noted[name] for name in names if name in noted}


def seal_restored(noted: Mapping[str, int]) -> StillClosed:
    """After a restore: let what a backup holds be the latest, for the host says so; return how many rows stay closed.

    A row that was changed since the backup is sealed anew, as the backup has it. One that was brought to an end
    since (a role taken back, an account closed, a link used) stays so. What was not sound when the backup was made
    stays so, an older row included that somebody had put back by then (`noted`: from which count on its seals held).
    """
    ended = broken = 0
    for row in _all_rows():
        seal, label, values = bytes(row.seal), row._meta.label, row.sealed_values()
        name, generation = name_of(label, row.pk), _generation(seal)
        latest, least = ledger().generation(name), noted.get(name, 0)
        if generation < least or not _is_genuine(label, values, seal):
            log.warning("a restored row is not sound", extra={"kind": label, "row": str(row.pk)})
            broken += 1
            _learn(name, least, latest)
        elif generation >= latest:
            _learn(name, generation, latest)
        elif ledger().has_ended(name):
            ended += 1
        else:
            _replace(row, renewed(label, values, seal))
    return StillClosed(ended, broken)


def _learn(name: str, generation: int, latest: int) -> None:
    """Let a ledger that is older than the backup, or was lost, know what the backup knows."""
    if generation > latest:
        retire([RetiredSeal(name=name, generation=generation)])


def _tables() -> list[type[Sealed]]:
    return [model for model in apps.get_models() if issubclass(model, Sealed)]


def _all_rows() -> Iterator[Sealed]:
    for model in _tables():
        yield from model._default_manager.order_by("pk").iterator(chunk_size=500)


def _replace(row: Sealed, seal: bytes) -> int:
    rows = type(row)._default_manager.filter(pk=row.pk, seal=bytes(row.seal))
    return rows.update(seal=seal)


def _is_genuine(label: str, values: dict[str, Any], seal: bytes) -> bool:
    """Say whether we made a seal for these values, be it the latest or not; raises `KeysMissing` without any key."""
    key_id, _colon, _code = bytes(seal).partition(b":")
    try:
        key = master.by_id(key_id.decode("ascii", "replace"))
    except master.KeyUnknown:
        return False
    made = code(label, values, key=key, generation=_generation(seal))
    return hmac.compare_digest(made, bytes(seal))


def _successors(label: str, seals: dict[Any, bytes], *, ended: bool) -> list[RetiredSeal]:
    """Return the next generations of rows, by their keys: above all that we ever gave, whatever stands in the columns.

    The ledger is asked too, and the notes that wait for it: what somebody removed was a seal all the same. A column
    may only be higher; one that is beyond all measure is not believed, so that no count runs over.
    """
    names = {key: name_of(label, key) for key in seals}
    noted = waiting(list(names.values()))
    successors = []
    for key, name in names.items():
        said = _generation(seals[key])
        latest = max(said if said < ABSURD else 0, ledger().generation(name), noted.get(name, 0))
        successors.append(RetiredSeal(name=name, generation=latest + 1, is_ended=ended))
    return successors


def _generation(seal: bytes) -> int:
    """Return what a seal says of itself; who asks has checked it, or takes the ledger's word besides."""
    _key_id, _colon, rest = bytes(seal).partition(b":")
    return int.from_bytes(rest[:COUNT_BYTES]) if len(rest) == COUNT_BYTES + MAC_BYTES else 0
