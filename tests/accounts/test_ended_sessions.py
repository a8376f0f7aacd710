"""A session that was ended stays so, whatever somebody writes into the database."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import end_sessions, forget_expired
from compagnon.accounts.changes.session import end_session
from compagnon.accounts.models import Person, Session
from compagnon.accounts.sessions import LEDGER, digest
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.retired import ledger_of_day
from compagnon.privacy.changes import erase_person
from tests.accounts.steps import admit, sign_in

pytestmark = pytest.mark.django_db

PUT_BACK = ("compagnon.security", logging.WARNING, "a session that was ended is back")


@pytest.fixture(autouse=True)
def keys_of_its_own(key_file: Path, settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.write_bytes(key_file.read_bytes())
    settings.COMPAGNON_KEY_FILE = str(path)
    return path


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def browser_of(session_key: str) -> Client:
    client = Client()
    client.cookies["session"] = session_key
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def sign_out(client: Client, _person: Person) -> None:
    client.post("/sign-out/")


def end_it_from_elsewhere(_client: Client, person: Person) -> None:
    end_session(by=SYSTEM, session=Session.objects.get(person=person))


def end_all(_client: Client, person: Person) -> None:
    assert end_sessions(by=SYSTEM, person=person) == 1


@pytest.mark.parametrize("end", [sign_out, end_it_from_elsewhere, end_all])
@pytest.mark.parametrize("hours", [0, 2])
def test_a_session_that_was_ended_and_is_put_back_opens_nothing(
    amal: Person,
    end: object,
    hours: int,
    clock_stands_still: time_machine.Traveller,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock_stands_still.shift(timedelta(hours=13))  # an hour before midnight
    client = Client()
    sign_in(client, amal)
    key, row = client.cookies["session"].value, Session.objects.get(person=amal)
    end(client, amal)  # type: ignore[operator]  # one of the three above
    assert not is_in(browser_of(key))
    assert PUT_BACK not in caplog.record_tuples

    row.save(force_insert=True)
    clock_stands_still.shift(timedelta(hours=hours))

    assert not is_in(browser_of(key))
    assert PUT_BACK in caplog.record_tuples


def test_a_session_of_somebody_who_was_erased_stays_ended(
    amal: Person, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    sign_in(client, amal)
    row = Session.objects.get(person=amal)
    erase_person(by=SYSTEM, email=amal.email)

    row.save(force_insert=True)

    assert not is_in(client)
    assert PUT_BACK in caplog.record_tuples


def test_a_session_that_goes_on_is_none_of_those(amal: Person) -> None:
    one, other = Client(), Client()
    for client in (one, other):
        sign_in(client, amal)
    sign_out(one, amal)

    assert is_in(other)


def test_what_ended_is_forgotten_once_it_would_have_run_out(
    amal: Person, keys_of_its_own: Path, clock_stands_still: time_machine.Traveller
) -> None:
    client = Client()
    sign_in(client, amal)
    sign_out(client, amal)
    forget_expired(by=SYSTEM)
    kept = [path.name for path in keys_of_its_own.parent.glob("keys.sessions-*")]

    clock_stands_still.shift(timedelta(days=2))
    forget_expired(by=SYSTEM)

    assert kept == ["keys.sessions-2026-09-14"]
    assert list(keys_of_its_own.parent.glob("keys.sessions-*")) == []


def test_while_the_ledger_cannot_be_read_nobody_is_in_and_then_people_sign_in_again(
    amal: Person, keys_of_its_own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client, path = Client(), Path(f"{keys_of_its_own}.sessions-2026-09-14")
    sign_in(client, amal)
    path.unlink(missing_ok=True)
    path.mkdir()

    assert not is_in(client)
    assert caplog.record_tuples[0] == (
        "compagnon.security",
        logging.ERROR,
        "the ledger of sessions cannot be read",
    )
    path.rmdir()
    sign_in(client, amal)
    assert is_in(client)


def test_where_an_end_cannot_be_noted_people_sign_out_all_the_same_and_the_log_says_so(
    amal: Person, keys_of_its_own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Path(f"{keys_of_its_own}.sessions-2026-09-14").symlink_to("nowhere/at/all")
    client = Client()
    sign_in(client, amal)

    was_in = is_in(client)
    sign_out(client, amal)

    assert (was_in, is_in(client)) == (True, False)
    said = {message for _logger, level, message in caplog.record_tuples if level == logging.ERROR}
    assert said == {"the ledger of sessions cannot be written"}


def test_the_end_of_a_session_is_noted_before_its_row_is_deleted(amal: Person) -> None:
    client, found = Client(), []
    sign_in(client, amal)
    name = digest(client.cookies["session"].value)[:32]

    def look(execute: Callable[..., Any], sql: str, *rest: object) -> Any:
        if sql.startswith("DELETE") and "accounts_session" in sql:
            found.append(ledger_of_day(LEDGER, clock.now().date()).has_ended(name))
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        sign_out(client, amal)

    assert found == [True]
