import logging
import sqlite3
from datetime import timedelta
from typing import Never

import pytest
import time_machine
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import OperationalError, ProgrammingError
from django.test import Client

from compagnon.accounts.models import Person, Session
from compagnon.accounts.rules import browser_label
from compagnon.accounts.sessions import SessionStore, digest
from tests.accounts.steps import admit, sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def bela() -> Person:
    return admit("Bela")


def signed_in(person: Person, *, user_agent: str = "") -> Client:
    client = Client(headers={"user-agent": user_agent})
    sign_in(client, person)
    return client


def row_of(client: Client) -> Session:
    return Session.objects.get(key_digest=digest(client.cookies["session"].value))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_database_knows_neither_the_cookies_key_nor_what_the_session_holds(amal: Person) -> None:
    client = signed_in(amal)
    row, key = row_of(client), client.cookies["session"].value

    columns = [str(value) for value in vars(row).values()]
    assert all(key not in column for column in columns)
    assert amal.email.encode() not in bytes(row.payload)
    assert str(amal.pk).encode() not in bytes(row.payload)


def test_payload_copied_from_another_session_opens_nothing_and_is_logged(
    amal: Person, bela: Person, caplog: pytest.LogCaptureFixture
) -> None:
    mine, theirs = signed_in(bela), signed_in(amal)
    Session.objects.filter(pk=row_of(mine).pk).update(payload=row_of(theirs).payload, person=amal)

    assert not is_in(mine)
    assert (
        "compagnon.security",
        logging.WARNING,
        "a session does not open",
    ) in caplog.record_tuples


def test_sessions_with_their_keys_swapped_open_nothing(amal: Person, bela: Person) -> None:
    mine, theirs = signed_in(bela), signed_in(amal)
    my_row, their_row = row_of(mine), row_of(theirs)
    Session.objects.filter(pk=my_row.pk).update(key_digest="x")
    Session.objects.filter(pk=their_row.pk).update(key_digest=my_row.key_digest)
    Session.objects.filter(pk=my_row.pk).update(key_digest=their_row.key_digest)

    assert not is_in(mine)
    assert not is_in(theirs)


def test_session_given_to_another_person_opens_nothing(amal: Person, bela: Person) -> None:
    mine = signed_in(bela)
    Session.objects.filter(pk=row_of(mine).pk).update(person=amal)

    assert not is_in(mine)


def test_row_somebody_inserted_opens_nothing(amal: Person) -> None:
    theirs = signed_in(amal)
    row = row_of(theirs)
    forged = "f" * 32
    Session.objects.create(
        key_digest=digest(forged),
        person=amal,
        started_at=row.started_at,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        payload=row.payload,
    )

    thief = Client()
    thief.cookies["session"] = forged

    assert not is_in(thief)


def test_session_unused_for_three_hours_has_ended(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    client = signed_in(amal)

    clock_stands_still.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock_stands_still.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock_stands_still.shift(timedelta(hours=3))
    assert not is_in(client)


def test_session_in_use_ends_twelve_hours_after_sign_in(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    client = signed_in(amal)

    for _ in range(5):
        clock_stands_still.shift(timedelta(hours=2))
        assert is_in(client)
    clock_stands_still.shift(timedelta(hours=2))
    assert not is_in(client)


def test_session_prolonged_in_the_database_ends_all_the_same(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    client = signed_in(amal)
    row = row_of(client)
    late = row.ends_at + timedelta(days=1)
    clock_stands_still.shift(timedelta(hours=4))
    Session.objects.filter(pk=row.pk).update(ends_at=late, seen_at=late, started_at=late)

    assert not is_in(client)


def test_session_is_written_again_only_every_five_minutes(
    amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    client = signed_in(amal)
    start = row_of(client).seen_at

    clock_stands_still.shift(timedelta(minutes=4))
    client.get("/account/")
    assert row_of(client).seen_at == start
    clock_stands_still.shift(timedelta(minutes=1))
    client.get("/account/")
    assert row_of(client).seen_at == start + timedelta(minutes=5)


def test_session_ended_while_a_page_was_made_stays_ended(amal: Person) -> None:
    client = signed_in(amal)
    store = SessionStore(client.cookies["session"].value)
    store["note"] = 1
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        store.save()
    assert Session.objects.count() == 0


def test_unknown_key_begins_a_session_under_a_key_of_ours() -> None:
    store = SessionStore("chosen-by-somebody-else-123")

    store["note"] = 1
    store.save()

    assert store.session_key not in {None, "chosen-by-somebody-else-123"}
    assert Session.objects.get().key_digest == digest(store.session_key or "")
    assert SessionStore(store.session_key)["note"] == 1


def test_two_sessions_never_share_a_key() -> None:
    first = SessionStore()
    first.create()
    second = SessionStore(first.session_key)

    assert second.exists(first.session_key or "")
    second.load()
    with pytest.raises(CreateError):
        second.save(must_create=True)


def test_deleting_a_session_that_has_no_key_does_nothing() -> None:
    SessionStore().delete()

    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (FIREFOX, "Firefox · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) … Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) … Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) … Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browser_label_says_what_a_person_knows_it_by(user_agent: str, label: str) -> None:
    assert browser_label(user_agent) == label


def out_of_room(_session: SessionStore, **_must: bool) -> Never:
    """Fail as SQLite does on a disk that is full."""
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorname = "SQLITE_FULL"
    raise OperationalError(str(cause)) from cause


def test_a_page_is_shown_although_its_session_cannot_be_written(
    amal: Person,
    clock_stands_still: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = signed_in(amal)
    clock_stands_still.shift(timedelta(minutes=6))
    monkeypatch.setattr(SessionStore, "save", out_of_room)

    assert client.get("/account/").status_code == 200
    assert caplog.messages == ["a session was not written"]


def test_a_change_asks_for_patience_if_the_session_cannot_be_written(
    amal: Person,
    clock_stands_still: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = signed_in(amal)
    clock_stands_still.shift(timedelta(minutes=6))
    monkeypatch.setattr(SessionStore, "save", out_of_room)
    client.raise_request_exception = False

    assert client.post("/account/name/", {"name": "Amal H."}).status_code == 503


def test_a_session_that_can_never_be_written_is_our_fault(
    amal: Person,
    clock_stands_still: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_session: SessionStore, **_must: bool) -> Never:
        raise ProgrammingError("no such column")

    client = signed_in(amal)
    clock_stands_still.shift(timedelta(minutes=6))
    monkeypatch.setattr(SessionStore, "save", broken)
    client.raise_request_exception = False

    assert client.get("/account/").status_code == 500
