from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import (
    add_passkey,
    make_sign_in_link,
    seal_identity,
)
from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.policy import is_sound
from compagnon.accounts.queries import find_sign_in_link
from compagnon.core import sealing
from compagnon.core.actors import NOBODY, SYSTEM
from compagnon.core.encryption import master
from compagnon.core.errors import NotAllowed
from tests.accounts.steps import admit
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


@pytest.fixture
def rotate(key_file: Path, settings: Settings, tmp_path: Path) -> Callable[[], None]:
    """Make a second master key the current one; the first still opens what it sealed."""

    def second_key() -> None:
        path = tmp_path / "keys"
        lines = key_file.read_text(encoding="ascii") + master.key_line(master.new_key())
        path.write_text(lines, encoding="ascii")
        settings.COMPAGNON_KEY_FILE = str(path)

    return second_key


def change_email(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(email="mallory@example.net")


def add_address(person: Person) -> None:
    EmailAddress.objects.create(user=person, email="mallory@example.net", verified=True)


def slip_passkey_in(person: Person) -> None:
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "x", "credential": {"id": "forged"}}
    )


def remove_seal(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(seal=b"")


def with_passkey(person: Person) -> Person:
    add_passkey(by=actor_of(person), person=person, name="Phone", credential={"id": "one"})
    return person


def test_host_seals_an_identity_after_looking_into_it(amal: Person) -> None:
    add_address(amal)
    EmailAddress.objects.filter(email="mallory@example.net").delete()
    remove_seal(amal)

    seal_identity(by=SYSTEM, person=amal)

    assert is_sound(amal.id)


def test_seal_identity_is_not_for_people(amal: Person) -> None:
    with pytest.raises(NotAllowed):
        seal_identity(by=actor_of(amal), person=amal)


def test_seal_of_the_kernel_covers_the_whole_identity_too(amal: Person) -> None:
    with_passkey(amal)
    row = Person.objects.get(pk=amal.pk)

    assert sealing.is_sound(row)
    slip_passkey_in(amal)
    assert not sealing.is_sound(row)


def test_reseal_all_seals_what_is_sound_and_nothing_else(
    amal: Person, rotate: Callable[[], None]
) -> None:
    bela = admit("Bela")
    old = Person.objects.get(pk=bela.pk).seal
    change_email(bela)
    rotate()

    count = sealing.reseal_all()

    assert count == 1
    assert bytes(Person.objects.get(pk=amal.pk).seal).startswith(master.current().id.encode())
    assert bytes(Person.objects.get(pk=bela.pk).seal) == bytes(old)
    assert not is_sound(bela.id)


def test_reseal_all_takes_sound_links_along(amal: Person, rotate: Callable[[], None]) -> None:
    token = make_sign_in_link(by=SYSTEM, person=amal, lifetime=DAY).rstrip("/").rpartition("/")[2]
    make_sign_in_link(by=SYSTEM, person=amal, lifetime=DAY)
    forged = SignInLink.objects.exclude(pk=find_sign_in_link(viewer=NOBODY, token=token).pk)  # type: ignore[union-attr]  # it is there
    forged.update(seal=b"forged")
    rotate()

    sealing.reseal_all()

    seals = {bytes(link.seal)[:6] for link in SignInLink.objects.all()}
    assert seals == {master.current().id.encode()[:6], b"forged"}
