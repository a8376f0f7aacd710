from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.adapter import MFAAdapter
from compagnon.accounts.changes import (
    add_app,
    remove_app,
    remove_password,
    renew_recovery_codes,
    set_password,
)
from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import list_recovery_codes
from compagnon.core.encryption.tokens import Unreadable
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from tests.accounts.steps import SoftPasskey, add_passkey, admit, mailed_code, page_data, sign_in
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


def test_mailed_code_asks_for_no_second_step(client: Client, with_app: Person) -> None:
    sign_in(client, with_app)

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
