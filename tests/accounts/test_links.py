import logging
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from compagnon.accounts.changes import make_sign_in_link, use_sign_in_link
from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.rules import token_digest
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from tests.accounts.steps import admit, sign_in
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def path_for(person: Person) -> str:
    return make_sign_in_link(by=SYSTEM, person=person, lifetime=HOUR).removeprefix(
        "http://localhost:8000"
    )


def token_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def test_link_signs_one_person_in_by_one_press(client: Client, amal: Person) -> None:
    path = path_for(amal)

    page = client.get(path)
    done = client.post(path)

    assert b"Welcome, Amal" in page.content
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200
    assert EventRow.objects.get(name="SignedIn").data["way"] == "link"


def test_looking_at_a_link_changes_nothing(client: Client, amal: Person) -> None:
    path = path_for(amal)

    for _ in range(2):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200

    assert client.get("/account/").status_code == 302
    assert SignInLink.objects.count() == 1


def test_link_works_once(client: Client, amal: Person) -> None:
    path = path_for(amal)
    client.post(path)
    again = Client()

    assert again.get(path).status_code == again.post(path).status_code == 404
    assert again.get("/account/").status_code == 302


def test_link_ends_after_its_time(
    client: Client, amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    path = path_for(amal)
    clock_stands_still.shift(HOUR)

    assert client.post(path).status_code == 404


def test_unknown_link_says_the_same(client: Client) -> None:
    page = client.get("/sign-in/link/invented/")

    assert (page.status_code, b"This link is used up" in page.content) == (404, True)


def test_token_of_a_link_is_kept_only_as_a_digest(amal: Person) -> None:
    token = token_of(path_for(amal))

    link = SignInLink.objects.get()

    assert token not in str(vars(link).values())
    assert link.token_digest == token_digest(token)


def test_link_somebody_inserted_opens_nothing_and_is_logged(
    client: Client, amal: Person, caplog: pytest.LogCaptureFixture
) -> None:
    path_for(admit("Bela"))
    SignInLink.objects.update(person=amal, token_digest=token_digest("forged"))

    assert client.post("/sign-in/link/forged/").status_code == 404
    assert ("compagnon.security", logging.WARNING, "broken seal") in caplog.record_tuples


def test_link_prolonged_in_the_database_opens_nothing(
    client: Client, amal: Person, clock_stands_still: time_machine.Traveller
) -> None:
    path = path_for(amal)
    SignInLink.objects.update(expires_at=SignInLink.objects.get().expires_at + HOUR)
    clock_stands_still.shift(HOUR)

    assert client.post(path).status_code == 404


def test_link_opens_no_identity_that_was_tampered_with(client: Client, amal: Person) -> None:
    path = path_for(amal)
    EmailAddress.objects.create(user=amal, email="mallory@example.net", verified=True)

    done = client.post(path)

    assert done.headers["Location"] == "/sign-in/closed/"
    assert client.get("/account/").status_code == 302


def test_link_changes_who_is_signed_in(client: Client, amal: Person) -> None:
    bela = admit("Bela")
    path = path_for(bela)
    sign_in(client, amal)

    client.post(path)

    assert b"bela@example.org" in client.get("/account/").content


def test_make_sign_in_link_is_not_for_people(amal: Person) -> None:
    with pytest.raises(NotAllowed):
        make_sign_in_link(by=actor_of(amal), person=amal, lifetime=HOUR)


def test_use_sign_in_link_is_refused_for_an_unknown_token() -> None:
    with pytest.raises(Refused, match="has been used"):
        use_sign_in_link(by=NOBODY, token="invented")
