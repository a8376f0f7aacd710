"""Every row as text: the dump, the backup and its restoring. One format for SQLite and PostgreSQL.

A backup is gzip-compressed JSON lines, a heading first. The wrapped data keys stand in a file of their own
(`FILE.keys`), so that erasing a person's keys need not wait until every old backup is gone. The heading says which
rows are sealed from which count on, so that restoring does not mend what somebody had put back before.
"""

import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, Final

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import CharField, Model
from django.db.models.functions import Collate
from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.errors import Refused
from compagnon.core.files import be_patient
from compagnon.core.models import DataKey, RetiredSeal, Submission
from compagnon.core.retired import ledger

Seals = dict[str, int]

FORMAT: Final = 1
KEYS_KEPT: Final = timedelta(days=30)
AT_ONCE: Final = 500
# Made by migrations, or of no use in another place: sessions end, tasks are nudged again, retired
# seals stand in their ledger.
LEFT_OUT: Final = {
    "contenttypes",
    "auth",
    "django_tasks_database",
    "accounts.session",
    Submission._meta.label_lower,
    RetiredSeal._meta.label_lower,
}


class Exact(DjangoJSONEncoder):
    """Writes instants whole: the library cuts them to milliseconds, and a seal over one would not hold again."""

    def default(self, o: Any) -> Any:
        return o.astimezone(UTC).isoformat() if isinstance(o, datetime) else super().default(o)


@dataclass(frozen=True)
class Archived:
    """What a backup or its restoring handled, and how many rows stay closed: ended since, or not sound then."""

    rows: int
    keys: int
    ended: int = 0
    broken: int = 0


def tables() -> list[type[Model]]:
    """Return the tables that belong to an installation's data, by name."""
    found = [
        model
        for model in apps.get_models()
        if not {model._meta.app_label, model._meta.label_lower} & LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def dump(stream: IO[str]) -> int:
    """Write every row, sorted, as JSON lines: two databases that hold the same give the same text."""
    with snapshot():
        return sum(_write(model, stream) for model in tables())


def back_up(path: Path) -> Archived:
    """Write a backup and, beside it, its data keys; both readable by their owner alone, and whole or not at all.

    Reads one snapshot, so that people may go on writing meanwhile. Key files of backups in the same folder
    that are older than thirty days are deleted: what was erased by then can never be opened again.
    """
    keys, noted = keys_of(path), ledger().generations()
    with snapshot():
        with _archive(path, seals=sealing.retired_among_rows(noted)) as stream:
            rows = sum(_write(model, stream) for model in tables() if model is not DataKey)
        with _archive(keys) as stream:
            count = _write(DataKey, stream)
    _forget_old_keys(path.parent)
    return Archived(rows, count)


def restore(path: Path) -> Archived:
    """Put a backup into an empty database of the same version; without its keys, its words stay closed.

    All of it or nothing. Refused for a database with people in it, for a file that is no backup, and for one
    made by another version. Refused without the key file, too, as no row could be sealed.
    """
    be_patient()
    if any(model._default_manager.exists() for model in tables()):
        raise Refused(_("There is data in this database already. Restore into an empty one."))
    with transaction.atomic():
        rows, noted = _read(path)
        keys, _none = _read(keys_of(path)) if keys_of(path).is_file() else (0, {})
        _reset_sequences()
        closed = sealing.seal_restored(noted)
    return Archived(rows, keys, closed.ended, closed.broken)


def keys_of(path: Path) -> Path:
    """Return where the data keys of a backup stand."""
    return path.with_name(f"{path.name}.keys")


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it was at one moment, without keeping anybody from writing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
        return
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:  # only on PostgreSQL
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write(model: type[Model], stream: IO[str]) -> int:
    """Write the rows of a table: in one order, keys of JSON too, whatever the database's own is."""
    key: Any = "pk"
    if isinstance(model._meta.pk, CharField):
        key = Collate("pk", "C" if connection.vendor == "postgresql" else "BINARY")
    rows = model._default_manager.order_by(key)
    lines = rows.iterator(chunk_size=AT_ONCE)
    serializers.serialize("jsonl", lines, stream=stream, cls=Exact, sort_keys=True)
    return rows.count()


@contextmanager
def _archive(path: Path, *, seals: Seals | None = None) -> Iterator[IO[str]]:
    """Give a file to write to that appears under its name once it is whole."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(handle, "wb") as raw,
            gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8") as stream,
        ):
            stream.write(json.dumps(_heading() | {"seals": seals or {}}) + "\n")
            yield stream
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _heading() -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "compagnon backup": FORMAT,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }


def _read(path: Path) -> tuple[int, Seals]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            seals = _check_heading(stream.readline())
            return _insert(stream), seals
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise Refused(_("This file is not a backup, or not all of one.")) from error


def _check_heading(line: str) -> Seals:
    """Refuse what is not a backup of this version; return which seals the rows had left behind."""
    try:
        heading = json.loads(line)
    except json.JSONDecodeError:
        heading = None
    if not isinstance(heading, dict) or heading.get("compagnon backup") != FORMAT:
        raise Refused(_("This file is not a backup, or not all of one."))
    seals = heading.pop("seals", None)
    if seals is None or heading != _heading():
        raise Refused(
            _(
                "This backup was made by another version. Restore it with that version, then migrate."
            )
        )
    return dict(seals)


def _insert(lines: Iterable[str]) -> int:
    """Insert rows in batches; constraints between tables are checked at the end of the transaction."""
    count = 0
    objects = (row.object for row in serializers.deserialize("jsonl", lines))
    for _model, rows in groupby(objects, key=type):
        while batch := list(islice(rows, AT_ONCE)):
            batch[0]._meta.model._default_manager.bulk_create(batch)
            count += len(batch)
    return count


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    if statements:  # only on PostgreSQL
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _forget_old_keys(folder: Path) -> None:
    oldest = (clock.now() - KEYS_KEPT).timestamp()
    for path in folder.glob("*.keys"):
        if (
            path.stat().st_mtime < oldest
            and keys_of(path.with_suffix("")) == path
            and path.with_suffix("").is_file()
        ):
            path.unlink()
