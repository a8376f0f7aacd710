import gzip
import io
import json
import os
from pathlib import Path

import pytest
from django.db import connection

from compagnon.core import archive, clock
from compagnon.core.archive import Archived, back_up, dump, keys_of, restore
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.core.errors import Refused
from compagnon.core.models import DataKey
from compagnon.partnerships.models import ActionItem, Partnership
from compagnon.scenarios.association import Association, build_association

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def association() -> Association:
    return build_association()


def text_of_dump() -> str:
    stream = io.StringIO()
    dump(stream)
    return stream.getvalue()


def empty_the_database() -> None:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in archive.tables()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- names of our own tables, quoted
        cursor.execute("PRAGMA foreign_keys = ON")


def words(partnership: Partnership) -> list[str]:
    grant = Grant(partnership.scope())
    rows = ActionItem.objects.filter(meeting__partnership=partnership).select_related(
        "meeting__partnership"
    )
    return sorted(grant.read(row, "text") for row in rows)


def test_a_backup_restored_is_what_it_was(association: Association, tmp_path: Path) -> None:
    before, said = text_of_dump(), words(association.partnership)

    made = back_up(tmp_path / "night.backup")
    empty_the_database()
    put_back = restore(tmp_path / "night.backup")

    assert made == put_back
    assert made.keys == DataKey.objects.count() > 0
    assert text_of_dump() == before
    assert words(association.partnership) == said


def test_a_row_added_after_restoring_gets_a_number_of_its_own(
    association: Association, tmp_path: Path
) -> None:
    back_up(tmp_path / "night.backup")
    empty_the_database()
    restore(tmp_path / "night.backup")
    highest = max(DataKey.objects.values_list("pk", flat=True))

    row = DataKey.objects.create(
        scope_kind="x",
        scope_id=association.scheme.id,
        author_id=association.scheme.id,
        master_key_id="x",
        wrapped=b"",
        created_at=clock.now(),
    )

    assert row.pk > highest


@pytest.mark.requirement("ALL-15")
def test_a_backup_without_its_keys_holds_no_word(association: Association, tmp_path: Path) -> None:
    back_up(tmp_path / "night.backup")
    keys_of(tmp_path / "night.backup").unlink()
    empty_the_database()

    restored = restore(tmp_path / "night.backup")

    assert restored.keys == 0
    with pytest.raises(Closed):
        words(Partnership.objects.get())
    assert b"three-colour" not in gzip.decompress((tmp_path / "night.backup").read_bytes())


def test_a_backup_is_for_its_owner_alone(association: Association, tmp_path: Path) -> None:
    path = tmp_path / "night.backup"
    back_up(path)

    assert {one.stat().st_mode & 0o777 for one in (path, keys_of(path))} == {0o600}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["night.backup", "night.backup.keys"]


def test_keys_of_backups_are_forgotten_after_thirty_days(
    association: Association, tmp_path: Path
) -> None:
    old = clock.now().timestamp() - 31 * 24 * 3600
    for name in (
        "august.backup",
        "august.backup.keys",
        "house.keys",
        "july.backup",
        "july.backup.keys",
    ):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (old, old))
    os.utime(tmp_path / "july.backup.keys")

    back_up(tmp_path / "night.backup")

    assert sorted(one.name for one in tmp_path.glob("*.keys")) == [
        "house.keys",
        "july.backup.keys",
        "night.backup.keys",
    ]


def test_a_backup_that_fails_leaves_no_half_of_one(
    association: Association, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(archive, "_write", fail)

    with pytest.raises(OSError, match="disk full"):
        back_up(tmp_path / "night.backup")
    assert list(tmp_path.iterdir()) == []


def test_restore_is_refused_where_there_is_data(association: Association, tmp_path: Path) -> None:
    back_up(tmp_path / "night.backup")

    with pytest.raises(Refused, match="There is data in this database already"):
        restore(tmp_path / "night.backup")


def packed(text: str) -> bytes:
    return gzip.compress(text.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        packed("no json\n"),
        packed("[]\n"),
        packed('{"other": 1}\n'),
        packed("x")[:-4],
    ],
)
def test_restore_refuses_what_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)

    with pytest.raises(Refused, match="not a backup"):
        restore(tmp_path / "odd")


def test_restore_refuses_a_backup_of_another_version(tmp_path: Path) -> None:
    heading = json.dumps({"compagnon backup": 1, "migrations": ["core.0000"]})
    (tmp_path / "odd").write_bytes(packed(heading + "\n"))

    with pytest.raises(Refused, match="made by another version"):
        restore(tmp_path / "odd")


def test_an_empty_database_backs_up_and_comes_back_empty(tmp_path: Path) -> None:
    assert back_up(tmp_path / "none") == Archived(0, 0)
    assert restore(tmp_path / "none") == Archived(0, 0)
