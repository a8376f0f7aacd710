"""Somebody who can write to the database, but has no key, cannot sign in as another, nor get another's letters."""

from typing import Final
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from compagnon.accounts.changes import deactivate_person
from compagnon.accounts.models import Person, Session, SignInLink
from compagnon.accounts.sessions import digest
from compagnon.core.actors import SYSTEM
from compagnon.core.events import EventRow
from compagnon.core.ids import new_public_id
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.secrecy import unlock
from tests.crawl.browsers import browser
from tests.crawl.canaries import found_in
from tests.crawl.logs import Lines
from tests.crawl.secrets import letter_of_beginning
from tests.crawl.settings import HOST
from tests.crawl.world import World

pytestmark = pytest.mark.django_db
SECURITY: Final = "compagnon.security"
MINE: Final = "attacker@example.org"


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME=HOST)


@pytest.fixture
def mentor(world: World) -> Person:
    return Person.objects.get(pk=world.people["mentor"].pk)


def code_sent_to(address: str) -> str:
    """Return the code that somebody reads who has the letters of an address."""
    message = Message.objects.exclude(secret=b"").get(address=address)
    return unlock(message.id, bytes(message.secret))


def sign_in_by_code(client: Client, address: str) -> str:
    """Sign in by a mailed code, and return where that leads."""
    Message.objects.all().delete()
    client.post("/sign-in/", {"email": address}, secure=True)
    answer = client.post("/sign-in/code/", {"code": code_sent_to(address)}, secure=True)
    return answer.headers["Location"]


def is_out(client: Client) -> bool:
    """Say whether a browser is asked to sign in."""
    answer = client.get("/account/", secure=True)
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


def test_the_same_way_lets_the_right_person_in(
    world: World, client: Client, mentor: Person
) -> None:
    """So that a refusal below is no accident: nothing was changed, and the code opens the door."""
    assert sign_in_by_code(client, mentor.email) == "/"
    assert not is_out(client)
    home = client.get(f"/partnerships/{world.partnerships['a'].pk.hex}/", secure=True)
    assert found_in(home.content) != set()


def test_a_changed_address_brings_a_code_that_opens_nothing(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    Person.objects.filter(pk=mentor.pk).update(email=MINE)
    EmailAddress.objects.filter(user=mentor).update(email=MINE)

    assert sign_in_by_code(client, MINE) == "/sign-in/closed/"
    assert is_out(client)
    assert log.of(SECURITY) != []
    assert EventRow.objects.filter(name="SignInRefused", about_id=mentor.pk).count() == 1


def test_a_second_address_brings_a_code_that_opens_nothing(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    EmailAddress.objects.create(user=mentor, email=MINE, verified=True, primary=False)
    Message.objects.all().delete()

    client.post("/sign-in/", {"email": MINE}, secure=True)

    kinds = set(Message.objects.values_list("kind", flat=True))
    if kinds == {"accounts/code"}:
        answer = client.post("/sign-in/code/", {"code": code_sent_to(MINE)}, secure=True)
        assert answer.headers["Location"] == "/sign-in/closed/"
        assert log.of(SECURITY) != []
    assert is_out(client)


def test_a_password_written_into_the_database_opens_nothing(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    Person.objects.filter(pk=mentor.pk).update(
        password=make_password("a password of my own choice")
    )

    client.post(
        "/sign-in/password/",
        {"login": mentor.email, "password": "a password of my own choice"},
        secure=True,
    )

    assert is_out(client)


def test_an_account_that_was_closed_is_not_opened_by_a_flag(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    deactivate_person(by=SYSTEM, person=mentor)
    Person.objects.filter(pk=mentor.pk).update(is_active=True)

    assert sign_in_by_code(client, mentor.email) == "/sign-in/closed/"
    assert is_out(client)
    assert log.of(SECURITY) != []


def test_a_sign_in_link_made_over_to_somebody_else_is_no_link(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    SignInLink.objects.update(person=mentor)

    answer = client.post(f"/sign-in/link/{world.secrets['link']}/", secure=True)

    assert answer.status_code == 404
    assert is_out(client)
    assert log.of(SECURITY) != []


def test_a_session_with_a_known_key_opens_nothing(
    world: World, client: Client, mentor: Person, log: Lines
) -> None:
    row = Session.objects.get(person=mentor)
    row.pk, row.key_digest = new_public_id(), digest("a-key-of-my-own-choice")
    row.save(force_insert=True)
    client.cookies["__Host-session"] = "a-key-of-my-own-choice"

    assert is_out(client)
    assert log.of(SECURITY) != []


def test_a_session_that_was_ended_is_not_opened_by_its_own_row(world: World, log: Lines) -> None:
    stranger = browser(world, "stranger")
    before = Session.objects.get(person=world.people["stranger"])

    stranger.post("/sign-out/", secure=True)
    before.save(force_insert=True)

    assert is_out(browser(world, "stranger"))
    assert log.of(SECURITY) != []


@pytest.mark.parametrize("column", ["address", "recipient"])
def test_a_letter_made_over_to_somebody_else_is_not_sent(
    world: World, mentor: Person, log: Lines, column: str
) -> None:
    stranger = world.people["stranger"]
    code = Message.objects.filter(kind="accounts/code")
    opened = Message.objects.filter(pk=letter_of_beginning(world).pk)
    wanted = {"address": MINE} if column == "address" else {"recipient": stranger}
    changed = [code.update(**wanted), opened.update(**wanted)]

    deliver_due()

    assert changed == [1, 1]
    assert MINE not in {address for sent in mail.outbox for address in sent.to}
    assert Message.objects.filter(outcome="broken_seal").count() == 2
    assert log.of(SECURITY) != []


def test_a_letter_about_another_pair_is_not_sent(world: World, mentor: Person, log: Lines) -> None:
    letter = letter_of_beginning(world)
    other = UUID(str(world.partnerships["b"].pk)).hex
    Message.objects.filter(pk=letter.pk).update(context={"partnership_id": other})

    deliver_due()

    letter.refresh_from_db()
    assert letter.outcome == Message.Outcome.BROKEN_SEAL
    assert log.of(SECURITY) != []
