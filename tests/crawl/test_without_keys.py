"""The key file is gone, or is another's, or is rubbish: what is open goes on, the rest says why it is closed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from compagnon.core.encryption import master
from compagnon.core.models import Confidential, DataKey
from tests.crawl.browsers import browser
from tests.crawl.canaries import found_in
from tests.crawl.planted import confidential
from tests.crawl.visiting import Address, Crawl
from tests.crawl.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOTE: Final = "Closed while the key file is missing"
BANNER: Final = "The key file of this installation is missing: what pairs wrote cannot be read"
WRITING: Final = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
GONE, OTHER, RUBBISH = "gone", "other", "rubbish"
CONTENT: Final[dict[str, Callable[[], str | None]]] = {
    GONE: lambda: None,
    OTHER: lambda: master.key_line(master.new_key()),
    RUBBISH: lambda: "This is no key.\n",
}


@pytest.fixture(params=[GONE, OTHER, RUBBISH])
def keys(request: pytest.FixtureRequest, world: World, settings: Settings, tmp_path: Path) -> str:
    """Take the key file away, or put something else into its place."""
    content = CONTENT[request.param]()
    if content is not None:
        (tmp_path / "keys").write_text(content, encoding="ascii")
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    return str(request.param)


@contextmanager
def written() -> Iterator[set[str]]:
    """Note each table of confidential words, or of data keys, that somebody writes to meanwhile."""
    models = [model for model in apps.get_models() if issubclass(model, (Confidential, DataKey))]
    tables = {model._meta.db_table for model in models}
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.update(tables.intersection(WRITING.findall(sql)))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


def known_to(crawl: Crawl) -> list[Address]:
    """Return what exists and what does not, on every route, one of each kind."""
    found: dict[tuple[str, bool], Address] = {}
    for route in crawl.routes():
        for address in crawl.addresses(route):
            found.setdefault((route.name, address.is_hidden), address)
    return list(found.values())


@pytest.mark.parametrize("role", ["mentor", "coordinator"])
def test_no_page_and_no_form_fails_or_opens_or_overwrites_anything(
    world: World, keys: str, role: str
) -> None:
    addresses = known_to(Crawl(world, role))
    client = browser(world, role)
    statuses: dict[str, int] = {}
    found: set[str] = set()
    for address in addresses:
        for ask in (client.get, client.post):
            with transaction.atomic(), written() as tables:
                response = ask(address.path, secure=True)
                transaction.set_rollback(True)
            assert tables == set(), address.path
            statuses[f"{ask.__name__} {address.path}"] = response.status_code
            found |= found_in(response.content)

    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert found & confidential() == set()


def test_a_member_reads_why_the_words_are_closed_and_what_is_open(world: World, keys: str) -> None:
    path = f"/partnerships/{world.partnerships['a'].pk.hex}/"
    page = browser(world, "mentor").get(path, secure=True)
    text = page.content.decode()

    if keys == OTHER:  # no seal fits, so it might as well be somebody else's partnership
        assert page.status_code == 404
        return
    assert page.status_code == 200
    assert BANNER in text
    assert NOTE in text
    assert "Bela" in text
    for role in ("stranger", "coordinator", "other_mentor"):
        assert browser(world, role).get(path, secure=True).status_code == 404
    refused = browser(world, "mentor").get(f"{path}agreement/", secure=True)
    assert refused.status_code == 403
    assert "Until your host puts it back, this has to wait" in refused.content.decode()


def test_with_the_file_back_in_its_place_all_is_as_before(world: World) -> None:
    path = f"/partnerships/{world.partnerships['a'].pk.hex}/"
    text = browser(world, "mentor").get(path, secure=True).content.decode()

    assert BANNER not in text
    assert NOTE not in text
    assert found_in(text.encode()) != set()
