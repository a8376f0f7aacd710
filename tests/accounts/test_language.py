import pytest
from django.test import Client

from compagnon.accounts.models import Person
from tests.accounts.steps import admit, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal", language="cy")


def language_of(client: Client, path: str = "/signed-out/", **headers: str) -> str:
    return str(client.get(path, headers=headers).headers["Content-Language"])


def test_page_speaks_the_browsers_language(client: Client) -> None:
    assert language_of(client, **{"accept-language": "fr-CA,fr;q=0.9"}) == "fr"


def test_language_chosen_without_an_account_stays_in_a_cookie(client: Client) -> None:
    done = client.post("/language/", {"language": "de", "next": "/sign-in/"})

    assert (done.status_code, done.headers["Location"]) == (302, "/sign-in/")
    assert client.cookies["language"].value == "de"
    assert language_of(client, **{"accept-language": "fr"}) == "de"


def test_language_of_a_person_wins(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    client.cookies["language"] = "de"

    assert language_of(client, "/account/", **{"accept-language": "fr"}) == "cy"


def test_language_chosen_by_a_person_is_kept_in_their_account(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    done = client.post("/language/", {"language": "es", "next": "/account/"})

    assert done.headers["Location"] == "/account/"
    assert Person.objects.get().language == "es"
    assert language_of(client, "/account/") == "es"


def test_language_we_do_not_speak_changes_nothing(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    done = client.post("/language/", {"language": "tlh", "next": "/account/name/"})

    assert done.headers["Location"] == "/account/"
    assert Person.objects.get().language == "cy"


def test_language_never_leads_off_this_site(client: Client) -> None:
    done = client.post("/language/", {"language": "de", "next": "https://evil.example/"})

    assert done.headers["Location"] == "/"


def test_looking_changes_no_language(client: Client) -> None:
    assert client.get("/language/", {"language": "de"}).status_code == 405
    assert "language" not in client.cookies
