"""The world is built once for all tests of this folder, committed as in production, and cleared away at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.cast import NOW
from tests.crawl.canaries import found_in, secrets_in
from tests.crawl.logs import Lines, listening
from tests.crawl.settings import as_in_production
from tests.crawl.world import World, build
from tests.ledgers import as_they_were


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, key_file: Path
) -> Iterator[World]:
    """Build the world; what a test of this folder writes is taken back at its end."""
    with django_db_blocker.unblock(), as_in_production(), as_they_were(key_file):
        with time_machine.travel(NOW, tick=False), listening() as log:
            built = build()
        built.log = log.data
        yield built
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def log(request: pytest.FixtureRequest) -> Iterator[Lines]:
    """Listen to the log of every test; whatever the test is about, no line may hold a word or a secret."""
    with listening() as lines:
        yield lines
    world = request.node.funcargs.get("world")
    if world is not None:
        assert found_in(lines.data) == set()
        assert secrets_in(lines.data, world.secrets.values()) == set()
