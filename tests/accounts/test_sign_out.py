import pytest
from django.test import Client

from compagnon.accounts.models import Person, Session
from tests.accounts.steps import admit, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def test_sign_out_ends_the_session_on_the_server(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    kept = client.cookies["session"].value

    asked = client.get("/sign-out/")
    out = client.post("/sign-out/")

    thief = Client()
    thief.cookies["session"] = kept
    assert asked.status_code == 200
    assert (out.status_code, out.headers["Location"]) == (303, "/signed-out/")
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.count() == 0
    assert thief.get("/account/").status_code == 302
    assert client.get("/signed-out/").status_code == 200


def test_get_signs_nobody_out(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    client.get("/sign-out/")

    assert client.get("/account/").status_code == 200


def test_closing_an_account_acts_on_the_next_request(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    Person.objects.filter(pk=amal.pk).update(is_active=False)

    assert client.get("/account/").status_code == 302


def test_pages_of_an_account_leave_no_copy_behind(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    assert "no-store" in client.get("/account/").headers["Cache-Control"]
