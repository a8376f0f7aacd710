import logging
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import deactivate_person
from compagnon.accounts.models import Person, Session
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.core.models import EventRow
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from tests.accounts.steps import admit, ask_for_code, mailed_code, shown, sign_in

pytestmark = pytest.mark.django_db

HOME = "/"


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def wrong(code: str) -> str:
    return "".join("B" if sign != "B" else "C" for sign in code)


@pytest.mark.parametrize("typed", ["amal@example.org", "  AMAL@Example.Org "])
def test_sign_in_by_mailed_code(client: Client, amal: Person, typed: str) -> None:
    asked = ask_for_code(client, typed)
    page = client.get("/sign-in/code/")
    done = client.post("/sign-in/code/", {"code": mailed_code()})

    assert (asked.status_code, asked.headers["Location"]) == (302, "/sign-in/code/")
    assert b"We have written to amal@example.org" in page.content
    assert (done.status_code, done.headers["Location"]) == (302, HOME)
    assert client.get("/account/").status_code == 200
    event = EventRow.objects.get(name="SignedIn")
    assert event.data == {"person_id": amal.id.hex, "way": "code"}


def test_code_may_be_typed_without_its_dash_and_in_small_letters(
    client: Client, amal: Person
) -> None:
    ask_for_code(client, amal.email)

    done = client.post("/sign-in/code/", {"code": mailed_code().replace("-", " ").lower()})

    assert done.headers["Location"] == HOME


def test_code_stands_nowhere_in_the_database_in_clear(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    code = mailed_code()

    message, session = Message.objects.get(), Session.objects.get()

    for secret in (code.encode(), code.replace("-", "").encode()):
        assert secret not in bytes(message.secret)
        assert secret not in bytes(session.payload)
    assert code not in str(message.context)


def test_sign_in_opens_a_new_session_and_ends_the_old_one(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    before = client.cookies["session"].value
    client.post("/sign-in/code/", {"code": mailed_code()})

    after = client.cookies["session"].value
    stolen = Client()
    stolen.cookies["session"] = before

    assert before != after
    assert Session.objects.count() == 1
    assert stolen.get("/account/").status_code == 302


def test_session_cookie_lasts_no_longer_than_the_browser_is_open(
    client: Client, amal: Person
) -> None:
    sign_in(client, amal)

    cookie = client.cookies["session"]

    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_wrong_code_is_refused_and_logged_without_it(
    client: Client, amal: Person, caplog: pytest.LogCaptureFixture
) -> None:
    ask_for_code(client, amal.email)
    code = mailed_code()

    with caplog.at_level(logging.INFO, logger="compagnon.security"):
        page = client.post("/sign-in/code/", {"code": wrong(code)})

    assert b"That is not the code" in page.content
    assert [
        record.getMessage() for record in caplog.records if record.name.endswith("security")
    ] == ["wrong code"]
    assert client.get("/account/").status_code == 302


def test_right_code_after_three_wrong_ones_opens_nothing(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    code = mailed_code()

    for _ in range(3):
        last = client.post("/sign-in/code/", {"code": wrong(code)})
    client.post("/sign-in/code/", {"code": code})

    assert (last.status_code, last.headers["Location"]) == (302, "/sign-in/")
    assert b"That was tried too often" in client.get("/sign-in/").content
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(("minutes", "location"), [(10, HOME), (11, "/sign-in/")])
def test_code_works_for_ten_minutes(
    client: Client,
    amal: Person,
    clock_stands_still: time_machine.Traveller,
    minutes: int,
    location: str,
) -> None:
    ask_for_code(client, amal.email)
    code = mailed_code()
    clock_stands_still.shift(timedelta(minutes=minutes))

    done = client.post("/sign-in/code/", {"code": code})

    assert done.headers["Location"] == location


def test_code_works_once(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    code, kept = mailed_code(), client.cookies["session"].value
    client.post("/sign-in/code/", {"code": code})

    again = Client()
    again.cookies["session"] = kept
    again.post("/sign-in/code/", {"code": code})

    assert again.get("/account/").status_code == 302


def test_code_works_only_in_the_browser_that_asked_for_it(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    elsewhere = Client()
    ask_for_code(elsewhere, "somebody@example.net")

    elsewhere.post("/sign-in/code/", {"code": mailed_code()})

    assert elsewhere.get("/account/").status_code == 302


def test_start_again_lets_another_address_be_typed(client: Client, amal: Person) -> None:
    ask_for_code(client, "amla@example.org")
    waiting = client.get("/sign-in/")
    again = client.post("/sign-in/again/")

    assert waiting.headers["Location"] == "/sign-in/code/"
    assert (again.status_code, again.headers["Location"]) == (303, "/sign-in/")
    assert client.get("/sign-in/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/account/", "/account/"),
        ("https://evil.example/", HOME),
        ("//evil.example", HOME),
        ("javascript:alert(1)", HOME),
    ],
)
def test_sign_in_goes_on_to_pages_of_this_site_only(
    client: Client, amal: Person, wanted: str, location: str
) -> None:
    asked = client.post(f"/sign-in/?next={wanted}", {"email": amal.email})

    done = client.post(asked.headers["Location"], {"code": mailed_code()})

    assert done.headers["Location"] == location


def test_signed_in_person_is_not_asked_again(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    assert client.get("/sign-in/").headers["Location"] == HOME


def test_page_that_needs_sign_in_comes_back_to_itself(client: Client) -> None:
    assert client.get("/account/").headers["Location"] == "/sign-in/?next=/account/"


@pytest.mark.parametrize("stranger", ["dana@example.net", "closed@example.org"])
def test_unknown_and_closed_addresses_look_the_same(
    client: Client, amal: Person, stranger: str
) -> None:
    closed = admit("Closed")
    deactivate_person(by=SYSTEM, person=closed)
    other = Client()
    with CaptureQueriesContext(connection) as known_queries:
        known = ask_for_code(client, amal.email)
    with CaptureQueriesContext(connection) as unknown_queries:
        unknown = ask_for_code(other, stranger)

    assert (unknown.status_code, unknown.headers["Location"]) == (
        known.status_code,
        known.headers["Location"],
    )
    assert len(unknown_queries) == len(known_queries)
    letters = Message.objects.order_by("planned_at").values_list("address", "kind")
    assert sorted(letters) == [(amal.email, "accounts/code"), (stranger, "accounts/no_account")]
    pages = [
        shown(one.get("/sign-in/code/")).replace(address.encode(), b"ADDRESS")
        for one, address in ((client, amal.email), (other, stranger))
    ]
    assert pages[0] == pages[1]
    guesses = [
        shown(one.post("/sign-in/code/", {"code": "BBBB-BBBB"})).replace(
            address.encode(), b"ADDRESS"
        )
        for one, address in ((client, amal.email), (other, stranger))
    ]
    assert guesses[0] == guesses[1]


def test_address_that_is_none_is_refused(client: Client) -> None:
    page = ask_for_code(client, "amal at example")

    assert b"Enter a valid email address." in page.content
    assert Message.objects.count() == 0


def test_without_the_key_file_nobody_is_mailed_a_code(
    client: Client, amal: Person, key_file: Path, settings: Settings
) -> None:
    settings.COMPAGNON_KEY_FILE = str(key_file) + ".away"

    asked = ask_for_code(client, amal.email)

    assert asked.headers["Location"] == "/sign-in/closed/"
    page = client.get("/sign-in/closed/")
    assert (page.status_code, b"You cannot come in at the moment" in page.content) == (403, True)


@pytest.mark.parametrize(
    "path", ["/signup/", "/sign-up/", "/sign-in/password/", "/password/reset/"]
)
def test_what_is_not_used_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_code_is_not_sent_when_its_time_has_passed(
    client: Client, amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    ask_for_code(client, amal.email)
    clock_stands_still.shift(timedelta(minutes=10))

    deliver_due()

    message = Message.objects.get()
    assert (message.outcome, bytes(message.secret)) == (Message.Outcome.LAPSED, b"")
    assert message.planned_at == clock.now() - timedelta(minutes=10)
