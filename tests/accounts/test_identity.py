import logging
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import (
    add_passkey,
    change_address,
    deactivate_person,
    set_password,
)
from compagnon.accounts.models import Person
from compagnon.accounts.policy import has_sound_identity, is_sound, may_come_in
from compagnon.accounts.sealing import IdentityBroken, seal, take
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from tests.accounts import steps
from tests.accounts.steps import admit, ask_for_code, mailed_code, sign_in
from tests.cast import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def change_email(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(email="mallory@example.net")


def change_kept_address(person: Person) -> None:
    EmailAddress.objects.filter(user=person).update(email="mallory@example.net")


def add_address(person: Person) -> None:
    EmailAddress.objects.create(user=person, email="mallory@example.net", verified=True)


def remove_address(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()


def slip_passkey_in(person: Person) -> None:
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "x", "credential": {"id": "forged"}}
    )


def change_passkey(person: Person) -> None:
    Authenticator.objects.filter(user=person).update(
        data={"name": "Phone", "credential": {"id": "forged"}}
    )


def take_passkey_away(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()


def change_password(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(password="argon2$forged")


def remove_seal(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(seal=b"")


TAMPERINGS = [
    change_email,
    change_kept_address,
    add_address,
    remove_address,
    slip_passkey_in,
    change_passkey,
    take_passkey_away,
    change_password,
    remove_seal,
]


def with_passkey(person: Person) -> Person:
    add_passkey(by=actor_of(person), person=person, name="Phone", credential={"id": "one"})
    return person


def test_identity_is_sound_as_it_was_sealed(amal: Person) -> None:
    assert has_sound_identity(actor_of(amal))
    assert has_sound_identity(actor_of(with_passkey(amal)))


def test_nobody_and_the_unknown_have_no_identity(amal: Person) -> None:
    viewer = actor_of(amal)
    Person.objects.filter(pk=amal.pk).delete()

    assert not has_sound_identity(NOBODY)
    assert not has_sound_identity(viewer)


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_whatever_is_changed_in_the_database_breaks_the_identity_and_is_logged(
    amal: Person, tamper: Callable[[Person], None], caplog: pytest.LogCaptureFixture
) -> None:
    with_passkey(amal)

    tamper(amal)

    assert not has_sound_identity(actor_of(amal))
    assert ("compagnon.security", logging.WARNING, "broken seal") in caplog.record_tuples


def test_passkey_moved_to_another_person_breaks_both(amal: Person) -> None:
    bela = admit("Bela")
    with_passkey(amal)

    Authenticator.objects.update(user=bela)

    assert not has_sound_identity(actor_of(amal))
    assert not has_sound_identity(actor_of(bela))


def test_use_and_name_of_a_passkey_are_not_sealed(amal: Person) -> None:
    with_passkey(amal)
    row = Authenticator.objects.get()
    row.record_usage()
    row.data["name"] = "Old phone"
    row.save()

    assert has_sound_identity(actor_of(amal))


def test_has_sound_identity_takes_one_query_an_actor(amal: Person) -> None:
    with_passkey(amal)
    with_passkey(amal)
    viewer = actor_of(amal)

    with CaptureQueriesContext(connection) as queries:
        has_sound_identity(viewer)
        has_sound_identity(viewer)

    assert len(queries) == 1


@pytest.mark.parametrize("tamper", [change_email, add_address, change_kept_address])
def test_code_mailed_to_an_address_changed_by_hand_opens_nothing(
    client: Client,
    amal: Person,
    tamper: Callable[[Person], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    tamper(amal)
    address = Person.objects.get(pk=amal.pk).email
    ask_for_code(client, address)

    done = client.post("/sign-in/code/", {"code": mailed_code()})

    assert done.headers["Location"] == "/sign-in/closed/"
    assert client.get("/account/").status_code == 302
    assert client.get("/sign-in/").status_code == 200
    assert EventRow.objects.get(name="SignInRefused").data == {"person_id": amal.id.hex}
    assert "sign-in refused: broken identity" in caplog.messages


def test_passkey_slipped_in_opens_nothing(client: Client, amal: Person) -> None:
    bela = admit("Bela")
    sign_in(client, bela)
    mallory = steps.add_passkey(client)
    client.post("/sign-out/")
    Authenticator.objects.update(user=amal)
    mallory.user_handle = steps.as_text(amal.id.hex.encode())

    options = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()
    done = client.post("/sign-in/passkey/", {"credential": mallory.get(options)})

    assert done.headers["Location"] == "/sign-in/closed/"
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_nothing_is_changed_and_sealed_on_top_of_a_broken_identity(
    amal: Person, tamper: Callable[[Person], None]
) -> None:
    with_passkey(amal)
    tamper(amal)

    for by in (actor_of(amal), SYSTEM):
        with pytest.raises((NotAllowed, IdentityBroken), match="was changed outside Compagnon"):
            add_passkey(by=by, person=amal, name="Mine", credential={"id": "two"})
        with pytest.raises((NotAllowed, IdentityBroken)):
            change_address(by=by, person=amal, email="amal@example.com")
        with pytest.raises((NotAllowed, IdentityBroken)):
            set_password(by=by, person=amal, password="three words apart")
    assert not is_sound(amal.id)


def test_row_slipped_in_during_a_change_is_not_sealed_with_it(amal: Person) -> None:
    row, values = take(amal)
    slip_passkey_in(amal)

    seal(row, values)
    row.save()

    assert not is_sound(amal.id)


def test_page_that_changes_ways_to_sign_in_is_closed_to_a_broken_identity(
    client: Client, amal: Person
) -> None:
    sign_in(client, amal)
    slip_passkey_in(amal)

    page = client.get("/account/ways/passkey/add/")

    assert page.status_code == 403
    assert b"was changed outside Compagnon" in page.content
    assert b"was changed outside Compagnon" in client.get("/account/ways/").content


def test_closed_account_is_closed_even_if_it_was_tampered_with(amal: Person) -> None:
    change_email(amal)

    deactivate_person(by=SYSTEM, person=amal)

    assert not Person.objects.get(pk=amal.pk).is_active


def test_account_opened_again_by_hand_stays_shut(amal: Person) -> None:
    deactivate_person(by=SYSTEM, person=amal)
    Person.objects.filter(pk=amal.pk).update(is_active=True)

    assert not may_come_in(amal.id)


def test_without_the_key_file_people_come_in_but_nothing_sealed_opens(
    amal: Person, settings: Settings
) -> None:
    settings.COMPAGNON_KEY_FILE += ".away"

    assert may_come_in(amal.id)
    assert not is_sound(amal.id)
