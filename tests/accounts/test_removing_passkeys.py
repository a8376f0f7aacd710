import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.accounts.changes import remove_passkey
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import get_sign_in_ways
from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from tests.accounts.steps import (
    add_passkey,
    admit,
    sign_in,
)
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

REMOVE = "/account/ways/passkey/remove/"
JSON = {"accept": "application/json"}


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def inside(client: Client, amal: Person) -> Client:
    sign_in(client, amal)
    return client


def passkey_options(client: Client) -> dict[str, object]:
    options: dict[str, object] = client.get("/sign-in/passkey/", headers=JSON).json()
    return options


def test_remove_passkey(inside: Client, amal: Person) -> None:
    add_passkey(inside)
    add_passkey(inside)
    first, second = Authenticator.objects.order_by("pk")

    page = inside.get(REMOVE)
    nothing = inside.post(REMOVE, {"once": "token"})
    done = inside.post(REMOVE, {"passkey": str(first.pk)})

    assert page.content.count(b'type="radio"') == 2
    assert nothing.status_code == 422
    assert (done.status_code, done.headers["Location"]) == (303, "/account/ways/")
    assert [row.pk for row in Authenticator.objects.all()] == [second.pk]
    assert is_sound(amal.id)
    assert Message.objects.filter(kind="accounts/way_removed").count() == 1


def test_remove_passkey_of_somebody_else_removes_nothing(inside: Client, amal: Person) -> None:
    add_passkey(inside)
    bela, theirs = admit("Bela"), Authenticator.objects.get()

    remove_passkey(by=actor_of(bela), person=bela, passkey_id=theirs.pk)
    with pytest.raises(NotAllowed, match="Only the person themselves"):
        remove_passkey(by=actor_of(bela), person=amal, passkey_id=theirs.pk)

    assert Authenticator.objects.count() == 1
    assert EventRow.objects.filter(name="SignInWayRemoved").count() == 0


def test_ways_page_without_passkeys_says_what_to_do(inside: Client) -> None:
    page = inside.get("/account/ways/").content.decode()

    assert "No passkey yet" in page
    assert "Set a password" not in page


def test_ways_show_when_a_passkey_was_last_used(inside: Client, amal: Person) -> None:
    passkey = add_passkey(inside)
    inside.post("/sign-out/")
    inside.post("/sign-in/passkey/", {"credential": passkey.get(passkey_options(inside))})

    (shown,) = get_sign_in_ways(viewer=actor_of(amal)).passkeys

    assert (shown.name, shown.used_at) == ("Phone", shown.added_at)
    assert b"last used:" in inside.get("/account/ways/").content


@pytest.mark.parametrize("count", [1, 3])
def test_ways_page_takes_as_many_queries_whatever_there_is(inside: Client, count: int) -> None:
    for _ in range(count):
        add_passkey(inside)

    with CaptureQueriesContext(connection) as queries:
        inside.get("/account/ways/")

    assert len(queries) == 5
