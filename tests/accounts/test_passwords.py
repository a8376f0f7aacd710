import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import (
    remove_password,
    set_password,
)
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from tests.accounts.steps import SoftPasskey, add_passkey, admit, mailed_code, page_data, sign_in
from tests.cast import actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("passwords")]

PASSWORD = "sunflower tram quiet table"


@pytest.fixture
def passwords(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.accounts.urls_with_passwords"
    settings.ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
    settings.MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def amal() -> Person:
    row = admit("Amal")
    set_password(by=actor_of(row), person=row, password=PASSWORD)
    return row


def type_password(client: Client, password: str = PASSWORD, **data: str) -> HttpResponse:
    sent = {"login": "amal@example.org", "password": password, **data}
    return client.post("/sign-in/password/", sent)  # type: ignore[return-value]  # the test client's own response


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_sign_in_page_offers_the_password(client: Client) -> None:
    page = client.get("/sign-in/?next=/account/").content.decode()

    assert 'href="/sign-in/password/?next=%2Faccount%2F"' in page
    assert 'href="/sign-in/password/"' in client.get("/sign-in/").content.decode()
    assert client.get("/sign-in/password/").status_code == 200


def test_password_alone_never_signs_in(client: Client, amal: Person) -> None:
    Message.objects.all().delete()

    typed = type_password(client)
    before = is_in(client)
    done = client.post("/sign-in/code/", {"code": mailed_code()})

    assert typed.headers["Location"] == "/sign-in/code/"
    assert not before
    assert done.headers["Location"] == "/"
    assert EventRow.objects.get(name="SignedIn").data["way"] == "password"


def test_password_with_a_passkey(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    passkey = add_passkey(client)
    client.post("/sign-out/")
    typed = type_password(client)
    page = client.get("/sign-in/second/")
    asked = page_data(page)
    forged = SoftPasskey(id=passkey.id).get(asked)
    client.post("/sign-in/second/", {"credential": forged})
    before = is_in(client)

    client.post(
        "/sign-in/second/", {"credential": passkey.get(page_data(client.get("/sign-in/second/")))}
    )

    assert typed.headers["Location"] == "/sign-in/second/"
    assert b"Use a passkey" in page.content
    assert not before
    assert is_in(client)


def test_wrong_password_and_unknown_address_say_the_same(client: Client, amal: Person) -> None:
    wrong = type_password(client, "wrong")
    unknown = type_password(client, "wrong", login="dana@example.org")

    for page in (wrong, unknown):
        assert b"The address or the password is not right." in page.content
        assert page.status_code == 200


def test_wrong_passwords_are_counted_though_the_form_says_once(
    client: Client, amal: Person
) -> None:
    for number in range(5):
        type_password(client, "wrong", once=f"token-{number}")

    assert b"That was tried too often" in type_password(client).content


def test_whoever_is_throttled_comes_in_by_a_mailed_code(client: Client, amal: Person) -> None:
    for _ in range(6):
        type_password(Client(), "wrong")

    sign_in(client, amal)

    assert is_in(client)


def test_password_put_into_the_database_opens_nothing(client: Client, amal: Person) -> None:
    Message.objects.all().delete()
    Person.objects.filter(pk=amal.pk).update(password=make_password("mallory's own words"))

    typed = type_password(client, "mallory's own words")

    assert typed.headers["Location"] == "/sign-in/closed/"
    assert not is_in(client)


def test_password_of_a_closed_account_opens_nothing(client: Client, amal: Person) -> None:
    Person.objects.filter(pk=amal.pk).update(is_active=False)

    assert type_password(client).headers["Location"] == "/sign-in/closed/"


def test_stronger_hashing_later_does_not_break_the_seal(
    client: Client, amal: Person, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    assert Person.objects.get().check_password(PASSWORD)
    assert is_sound(amal.id)


def test_set_password_page(client: Client) -> None:
    bela = admit("Bela")
    sign_in(client, bela)
    other = Client()
    sign_in(other, bela)

    offered = client.get("/account/ways/").content
    page = client.get("/account/ways/password/")
    short = client.post("/account/ways/password/", {"password": "short"})
    similar = client.post("/account/ways/password/", {"password": "bela@example.org"})
    common = client.post("/account/ways/password/", {"password": "1q2w3e4r5t6y7u8i9o0p"})
    done = client.post("/account/ways/password/", {"password": PASSWORD})

    assert b"Set a password" in offered
    assert b"Present password" not in page.content
    assert (short.status_code, b"too short" in short.content) == (422, True)
    assert (similar.status_code, b"too similar" in similar.content) == (422, True)
    assert (common.status_code, b"too common" in common.content) == (422, True)
    assert done.headers["Location"] == "/account/ways/"
    assert (is_in(client), is_in(other)) == (True, False)
    assert b"Change the password" in client.get("/account/ways/").content


def test_changing_the_password_asks_for_the_present_one(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    new = {"password": "another row of quiet words"}

    wrong = client.post("/account/ways/password/", {**new, "present": "wrong"})
    done = client.post("/account/ways/password/", {**new, "present": PASSWORD})

    assert (wrong.status_code, b"not your present password" in wrong.content) == (422, True)
    assert done.status_code == 303
    assert Person.objects.get().check_password(new["password"])


def test_remove_password(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    done = client.post("/account/ways/password/remove/")

    assert done.headers["Location"] == "/account/ways/"
    assert is_in(client)
    assert not Person.objects.get().has_usable_password()
    remove_password(by=actor_of(amal), person=amal)
    assert EventRow.objects.filter(name="SignInWayRemoved").count() == 1
