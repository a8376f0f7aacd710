from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.adapter import MFAAdapter
from compagnon.accounts.changes import (
    add_app,
    remove_app,
    renew_recovery_codes,
    set_password,
)
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import list_recovery_codes
from compagnon.core.encryption.tokens import Unreadable
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from tests.accounts.steps import admit, sign_in
from tests.cast import actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("passwords")]

PASSWORD = "sunflower tram quiet table"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


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


@pytest.fixture
def with_app(amal: Person) -> Person:
    add_app(by=actor_of(amal), person=amal, secret=SECRET)
    return amal


def app_code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def type_password(client: Client, password: str = PASSWORD, **data: str) -> HttpResponse:
    sent = {"login": "amal@example.org", "password": password, **data}
    return client.post("/sign-in/password/", sent)  # type: ignore[return-value]  # the test client's own response


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_password_with_the_app(client: Client, with_app: Person) -> None:
    typed = type_password(client)
    page = client.get("/sign-in/second/")
    wrong = client.post("/sign-in/second/", {"code": "000000"})
    before = is_in(client)
    done = client.post("/sign-in/second/", {"code": app_code()})

    assert typed.headers["Location"] == "/sign-in/second/"
    assert b"The second step" in page.content
    assert b"That did not fit" in wrong.content
    assert not before
    assert done.headers["Location"] == "/"
    assert is_in(client)


def test_code_of_the_app_works_once(client: Client, with_app: Person) -> None:
    type_password(client)
    code = app_code()
    client.post("/sign-in/second/", {"code": code})
    again = Client()
    type_password(again)

    again.post("/sign-in/second/", {"code": code})

    assert not is_in(again)


def test_password_with_a_recovery_code_once(client: Client, with_app: Person) -> None:
    code = list_recovery_codes(viewer=actor_of(with_app))[0]
    type_password(client)
    client.post("/sign-in/second/", {"code": code})
    again = Client()
    type_password(again)
    again.post("/sign-in/second/", {"code": code})

    assert (is_in(client), is_in(again)) == (True, False)
    assert len(list_recovery_codes(viewer=actor_of(with_app))) == 9
    assert is_sound(with_app.id)


def test_mailed_code_asks_for_no_second_step(client: Client, with_app: Person) -> None:
    sign_in(client, with_app)

    assert is_in(client)


def test_add_app_page(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    page = client.get("/account/ways/app/add/")
    secret = client.session["mfa.totp.secret"]
    wrong = client.post("/account/ways/app/add/", {"code": "000000"})

    done = client.post("/account/ways/app/add/", {"code": app_code(secret)})
    codes = client.get("/account/ways/recovery-codes/")

    assert b"<svg" in page.content
    assert secret.encode() in page.content
    assert wrong.status_code == 422
    assert done.headers["Location"] == "/account/ways/recovery-codes/"
    assert codes.content.count(b"<code>") == 10
    assert is_sound(amal.id)
    assert b"Remove the app" in client.get("/account/ways/").content


def test_add_app_again_replaces_the_old_one(with_app: Person) -> None:
    add_app(by=actor_of(with_app), person=with_app, secret=SECRET)

    kinds = sorted(Authenticator.objects.values_list("type", flat=True))
    assert kinds == ["recovery_codes", "totp"]
    assert is_sound(with_app.id)


def test_secrets_of_apps_and_recovery_codes_are_kept_encrypted(with_app: Person) -> None:
    codes = list_recovery_codes(viewer=actor_of(with_app))

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())

    assert SECRET not in kept
    assert all(code not in kept for code in codes)


def test_secret_that_we_did_not_encrypt_does_not_open() -> None:
    with pytest.raises(Unreadable):
        MFAAdapter().decrypt("AAAA")


def test_remove_app_page(client: Client, with_app: Person) -> None:
    sign_in(client, with_app)

    done = client.post("/account/ways/app/remove/")
    client.post("/account/ways/app/remove/")

    assert done.headers["Location"] == "/account/ways/"
    assert Authenticator.objects.count() == 0
    assert is_sound(with_app.id)
    remove_app(by=actor_of(with_app), person=with_app)
    assert EventRow.objects.filter(name="SignInWayRemoved").count() == 1


def test_renew_recovery_codes(client: Client, with_app: Person) -> None:
    sign_in(client, with_app)
    old = list_recovery_codes(viewer=actor_of(with_app))

    done = client.post("/account/ways/recovery-codes/")

    assert done.headers["Location"] == "/account/ways/recovery-codes/"
    assert set(list_recovery_codes(viewer=actor_of(with_app))).isdisjoint(old)
    assert is_sound(with_app.id)


def test_recovery_codes_need_an_app(client: Client, amal: Person) -> None:
    sign_in(client, amal)

    page = client.get("/account/ways/recovery-codes/")
    done = client.post("/account/ways/recovery-codes/")

    assert b"No codes are left" in page.content
    assert done.headers["Location"] == "/account/ways/"
    with pytest.raises(Refused, match="Add one first"):
        renew_recovery_codes(by=actor_of(amal), person=amal)


def test_confirming_by_app(
    client: Client, with_app: Person, clock_stands_still: time_machine.Traveller
) -> None:
    sign_in(client, with_app)
    clock_stands_still.shift(timedelta(minutes=11))
    offered = client.get("/account/confirm/?next=/account/ways/password/").content.decode()
    page = client.get("/account/confirm/app/")
    wrong = client.post("/account/confirm/app/", {"code": "000000"})

    done = client.post(
        "/account/confirm/app/", {"code": app_code(), "next": "/account/ways/password/"}
    )

    assert "/account/confirm/app/?next=%2Faccount%2Fways%2Fpassword%2F" in offered
    assert b"A code from your app" in page.content
    assert wrong.status_code == 422
    assert done.headers["Location"] == "/account/ways/password/"
    assert client.get("/account/ways/password/").status_code == 200


def test_guesses_at_the_apps_code_are_counted(
    client: Client, with_app: Person, clock_stands_still: time_machine.Traveller
) -> None:
    sign_in(client, with_app)
    clock_stands_still.shift(timedelta(minutes=11))

    for number in range(5):
        client.post("/account/confirm/app/", {"code": "000000", "once": f"token-{number}"})
    right = client.post("/account/confirm/app/", {"code": app_code(), "once": "other"})

    assert (right.status_code, b"That was tried too often" in right.content) == (422, True)
