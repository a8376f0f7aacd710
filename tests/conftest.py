"""What every test stands on: a clock that stands still, keys of its own, the same examples each time."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import coverage
import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from compagnon.core.encryption import master
from tests import ledgers

# Monday 14 September 2026, ten o'clock in London (British Summer Time).
NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
LONGEST_FIRST = {"crawl": 0, "e2e": 1}

hypothesis.settings.register_profile(
    "compagnon",
    derandomize=True,  # a red test is red again
    database=None,
    deadline=None,  # a busy machine is no reason to fail
    max_examples=50,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
# By hand, to look for what fifty examples do not find: HYPOTHESIS_PROFILE=search.
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "compagnon"))


@pytest.fixture(autouse=True)
def clock_stands_still(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller]:
    """Let the clock stand still; a test that needs time to pass moves it on purpose.

    A browser test has a clock that starts at the same moment and runs, as the browser's does.
    """
    ticks = request.node.get_closest_marker("e2e") is not None
    with time_machine.travel(NOW, tick=ticks) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def lines_are_counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count the lines of every test but those marked `uncounted`, for which counting would double the time.

    On a second database only those of the packages are counted that have lines of its own.
    """
    counting = coverage.Coverage.current()
    uncounted = request.node.get_closest_marker("uncounted") is not None
    if counting is None or not (uncounted or _is_counted_elsewhere(request.path)):
        yield
        return
    counting.stop()
    yield
    counting.start()


def _is_counted_elsewhere(path: Path) -> bool:
    packages = os.environ.get("COMPAGNON_COUNTED_PACKAGES")
    return packages is not None and path.parent.name not in packages.split(",")


@pytest.fixture(scope="session", autouse=True)
def key_file() -> Path:
    """One master key for the whole run, in the data folder of this process alone."""
    path = Path(settings.COMPAGNON_KEY_FILE)
    path.write_text(master.key_line(master.new_key()), encoding="ascii")
    return path


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Note which migrations the tables stand for; at the very end see everybody off.

    On SQLite tables are made from the models, in a tenth of the time: `./dev check` says that migrations lead to the
    same, and they run where an installation is made from nothing. PostgreSQL drops no database that a thread of a
    live server still holds.
    """
    with django_db_blocker.unblock():
        _note_migrations()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _note_migrations() -> None:
    settings.MIGRATION_MODULES = {}
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    missing = MigrationLoader(None).disk_migrations.keys() - recorder.applied_migrations().keys()
    for app, name in missing:
        recorder.record_applied(app, name)


@pytest.fixture(autouse=True)
def ledgers_are_as_they_were(key_file: Path) -> Iterator[None]:
    """Begin each test with the ledgers that the one before began with."""
    with ledgers.as_they_were(key_file):
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no worker is left alone with them at the end.

    They go by folder, as the world of the crawl is built anew for each visit to it; the order within stays shuffled.
    """
    items.sort(key=lambda item: LONGEST_FIRST.get(item.path.parent.name, len(LONGEST_FIRST)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: a compressed or encrypted value is another one in each process."""
    return argname if isinstance(val, bytes) else None
