"""From PostgreSQL to SQLite and back: the same rows, the same text, and every seal holds on either side."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection

from compagnon.accounts.changes import make_sign_in_link
from compagnon.core import archive, sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.models import Sealed
from compagnon.notifications.models import AddressProblem, Message
from compagnon.scenarios.association import build_association
from tests.cast import NOW
from tests.core.test_archive import empty_the_database

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from compagnon.cli.main import main; sys.exit(main())"


def on_sqlite(folder: Path, *words: str) -> str:
    """Run a command on a SQLite of its own, beside the same keys."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COMPAGNON_", "COVERAGE_", "DJANGO_"))
    }
    environment = {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": "",
        "COMPAGNON_DATA": str(folder),
        "COMPAGNON_KEY_FILE": settings.COMPAGNON_KEY_FILE,
    }
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", PROGRAM, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def text_of_dump() -> str:
    stream = io.StringIO()
    archive.dump(stream)
    return stream.getvalue()


def unsound() -> list[Sealed]:
    models = [model for model in apps.get_models() if issubclass(model, Sealed)]
    rows = [row for model in models for row in model._default_manager.all()]
    assert {type(row) for row in rows} >= {Message}
    return [row for row in rows if not sealing.is_sound(row)]


@pytest.mark.skipif("connection.vendor == 'sqlite'")
def test_there_and_back_is_the_same_to_the_last_byte(
    tmp_path: Path, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(timedelta(microseconds=123_456))
    association = build_association()
    make_sign_in_link(by=SYSTEM, person=association.persona("mentor"), lifetime=timedelta(days=1))
    for address in ("b@example.org", "B_c@example.org", "a-d@example.org", "aé@example.org"):
        AddressProblem.objects.create(address=address, code=550, noticed_at=NOW)
    before = text_of_dump()
    there, back = tmp_path / "there", tmp_path / "back"
    (tmp_path / "data").mkdir()

    archive.back_up(there)
    on_sqlite(tmp_path / "data", "migrate")
    on_sqlite(tmp_path / "data", "restore", str(there))
    elsewhere = on_sqlite(tmp_path / "data", "dump")
    on_sqlite(tmp_path / "data", "backup", str(back))
    empty_the_database()
    archive.restore(back)

    assert connection.vendor == "postgresql"
    assert elsewhere == before
    assert text_of_dump() == before
    assert unsound() == []
