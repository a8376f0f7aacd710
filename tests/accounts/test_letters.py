from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import deactivate_person, remove_passkey
from compagnon.accounts.codes import Purpose
from compagnon.accounts.events import Way
from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, preview
from tests.accounts.steps import add_passkey, admit, ask_for_code, mailed_code, sign_in
from tests.cast import actor_of

pytestmark = pytest.mark.django_db

DOTS = "••••••"


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def written(kind: str, person: Person | None, language: str = "en", **facts: Fact) -> RenderedMail:
    recipient = Recipient(person and person.id, "amal@example.org", language)
    rendered = preview(f"accounts/{kind}", facts, recipient)
    assert rendered is not None
    return rendered


@pytest.mark.parametrize(
    ("purpose", "sentence"),
    [
        (Purpose.SIGN_IN, "This code signs you in:"),
        (Purpose.CONFIRM, "This code confirms that it is you who wants to change your account:"),
        (Purpose.ADDRESS, "sign in with this address from now on:"),
    ],
)
def test_letter_with_a_code_says_what_it_is_for(
    amal: Person, purpose: Purpose, sentence: str
) -> None:
    later = clock.now() + timedelta(minutes=1)

    letter = written("code", amal, purpose=purpose, valid_until=later)

    assert letter.subject == "Your Compagnon code"
    for body in (letter.text, letter.html):
        assert sentence in body
        assert DOTS in body
        assert "Dear Amal," in body
        assert "Never pass it on" in body


def test_letter_to_an_unknown_address_names_nobody(amal: Person) -> None:
    letter = written("no_account", None)

    assert "Nobody is known here by it." in letter.text
    assert "Nobody is known here by it." in letter.html
    assert "Amal" not in letter.text + letter.html


@pytest.mark.parametrize("kind", ["way_added", "way_removed"])
@pytest.mark.parametrize(
    ("way", "name"),
    [
        (Way.PASSKEY, "a passkey"),
        (Way.APP, "an app that shows codes"),
        (Way.RECOVERY_CODES, "a set of recovery codes"),
        (Way.PASSWORD, "a password"),
    ],
)
def test_letter_about_a_way_to_sign_in_names_it(
    amal: Person, kind: str, way: Way, name: str
) -> None:
    letter = written(kind, amal, way=way)

    assert name in letter.text
    assert name in letter.html


def test_letter_about_a_new_address_does_not_say_which(amal: Person) -> None:
    letter = written("address_changed", amal)

    assert "You now sign in to Compagnon with another address" in letter.text
    assert "You now sign in to Compagnon with another address" in letter.html
    assert "@" not in letter.text


@pytest.mark.parametrize("kind", ["code", "way_added", "address_changed"])
def test_nothing_is_sent_to_a_closed_account(amal: Person, kind: str) -> None:
    deactivate_person(by=SYSTEM, person=amal)
    facts: dict[str, Fact] = {
        "purpose": Purpose.SIGN_IN,
        "valid_until": clock.now() + timedelta(minutes=1),
        "way": Way.PASSKEY,
    }

    assert preview(f"accounts/{kind}", facts, Recipient(amal.id, amal.email, "en")) is None
    assert preview(f"accounts/{kind}", facts, Recipient(None, amal.email, "en")) is None


def test_code_travels_by_letter_and_is_then_forgotten(client: Client, amal: Person) -> None:
    ask_for_code(client, amal.email)
    code = mailed_code()

    deliver_due()

    (sent,) = mail.outbox
    assert sent.to == ["amal@example.org"]
    assert code in sent.body
    assert code not in sent.subject
    assert bytes(Message.objects.get().secret) == b""


def test_host_header_never_reaches_a_letter(
    client: Client, amal: Person, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    ask_for_code(client, amal.email, HTTP_HOST="evil.example")
    deliver_due()

    (sent,) = mail.outbox
    assert "evil.example" not in sent.body + str(sent.alternatives) + str(sent.extra_headers)


def test_removed_passkey_is_told_to_the_person(client: Client, amal: Person) -> None:
    sign_in(client, amal)
    add_passkey(client)
    remove_passkey(by=actor_of(amal), person=amal, passkey_id=Authenticator.objects.get().pk)

    kinds = sorted(Message.objects.values_list("kind", flat=True))
    assert kinds == ["accounts/way_added", "accounts/way_removed"]
