"""What is stored, dumped, backed up and logged holds no confidential word and nothing to sign in with."""

import gzip
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from compagnon.core import archive
from compagnon.core.encryption import master
from tests.crawl.canaries import found_in, secrets_in
from tests.crawl.planted import ALL, confidential
from tests.crawl.reading import stored_bytes
from tests.crawl.recruiting import EMPLOYER
from tests.crawl.world import World
from tests.figures import note

pytestmark = pytest.mark.django_db
SEARCHED = "searches for a canary in something stored, dumped or logged"
# What the host may read: who applied with which answers. It proves that the search would find a word.
OPEN = ALL.keys() - confidential()
# Asked for by nobody, shown by its label: it stands nowhere but in its own column.
IN_THE_KEY_FILE = {"master key"}


def search(world: World, surface: str, data: bytes) -> set[str]:
    """Return what stands in some bytes and must not, and remember what was looked for where."""
    for key in ALL:
        note(SEARCHED, key, surface)
    return (found_in(data) & (confidential() | {"?base64"})) | secrets_in(
        data, world.secrets.values()
    )


def test_no_column_of_any_table_holds_a_word_or_a_secret(world: World) -> None:
    tables: dict[str, list[bytes]] = {}
    for table, value in stored_bytes():
        tables.setdefault(table, []).append(value)
    columns = {table: b"\n".join(values) for table, values in tables.items()}

    assert {table: search(world, table, data) for table, data in columns.items()} == {
        table: set() for table in columns
    }
    assert set().union(*(found_in(data) for data in columns.values())) == OPEN


def test_no_dump_holds_a_word_or_a_secret(world: World) -> None:
    stream = io.StringIO()
    archive.dump(stream)
    data = stream.getvalue().encode()

    assert search(world, "dump", data) == set()
    assert found_in(data) == OPEN


def test_no_backup_holds_a_word_or_a_secret(world: World, tmp_path: Path) -> None:
    archive.back_up(tmp_path / "night")
    data = b"".join(gzip.decompress(path.read_bytes()) for path in sorted(tmp_path.iterdir()))

    assert [path.name for path in sorted(tmp_path.iterdir())] == ["night", "night.keys"]
    assert search(world, "backup", data) == set()
    assert found_in(data) == OPEN


@pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="the files of PostgreSQL belong to its server; each of its columns is read above",
)
def test_no_byte_of_the_database_files_belongs_to_a_word_or_a_secret(world: World) -> None:
    file = Path(connection.settings_dict["NAME"])
    files = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
    data = b"".join(path.read_bytes() for path in files)

    assert {path.name.removeprefix(file.name) for path in files} >= {"", "-wal"}
    assert search(world, "database files", data) == set()
    assert found_in(data) == OPEN


def test_no_other_file_of_the_data_folder_holds_a_word_or_a_secret(world: World) -> None:
    folder = Path(settings.COMPAGNON_DATA)
    others = [
        path
        for path in folder.rglob("*")
        if path.is_file() and ".sqlite3" not in path.name and path != master.key_file()
    ]
    found = set().union(*(search(world, "data folder", path.read_bytes()) for path in others))

    assert found == set()


def test_the_key_file_is_the_only_place_of_the_master_key(world: World) -> None:
    assert secrets_in(master.key_file().read_bytes(), world.secrets.values()) == {
        world.secrets["master key"]
    }


def test_nothing_was_logged_while_all_this_happened(world: World) -> None:
    assert search(world, "log", world.log) == set()
    assert found_in(world.log) == set()


@pytest.mark.requirement("ALL-16")
def test_the_address_of_an_employer_is_kept_nowhere_in_the_open(world: World) -> None:
    assert [table for table, value in stored_bytes() if EMPLOYER.encode() in value.lower()] == []
