"""Somebody who can write to the database puts a row back as it once was, whole and with its own seal.

Each row is taken away while it is good. Then people change or end, by changes, what it says; and then it is put
back as SQL does it. It opens nothing any more, and the log says so.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.test import Client

from compagnon.accounts import changes
from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.policy import is_sound
from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.models import Sealed
from compagnon.core.retired import settle
from compagnon.notifications.changes import forget_old_letters, forget_person
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.privacy.changes import erase_person
from compagnon.schemes.changes.appointment import end_appointment
from compagnon.schemes.models import Appointment
from tests.cast import actor_of
from tests.crawl.logs import Lines
from tests.crawl.secrets import PASSWORD, letter_of_beginning
from tests.crawl.settings import HOST
from tests.crawl.test_tampering import visited
from tests.crawl.test_tampering_sign_in import is_out, sign_in_by_code
from tests.crawl.world import World

pytestmark = pytest.mark.django_db
SECURITY: Final = "compagnon.security"
SEALED: Final = [model for model in apps.get_models() if issubclass(model, Sealed)]


def columns(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def put_back(*rows: Model) -> None:
    """Write rows as they were, past all changes, in the place of what stands there now."""
    for row in rows:
        rows_there = type(row)._default_manager.filter(pk=row.pk)
        if not rows_there.update(**{k: v for k, v in columns(row).items() if k != "id"}):
            type(row)(**columns(row)).save(force_insert=True)
    settle()


def identity_of(person: Person) -> list[Model]:
    """Return everything that the seal of an identity covers, as it now stands."""
    return [
        Person.objects.get(pk=person.pk),
        *EmailAddress.objects.filter(user=person),
        *Authenticator.objects.filter(user=person),
    ]


@pytest.mark.parametrize("model", SEALED, ids=lambda model: model._meta.label)
def test_no_sealed_row_holds_again_once_it_was_sealed_anew_or_deleted(
    world: World, log: Lines, model: type[Sealed]
) -> None:
    old = model._default_manager.latest("pk")
    assert sealing.is_sound(old)

    row = model._default_manager.get(pk=old.pk)
    sealing.put(row)
    row.save()
    assert sealing.is_sound(row)
    put_back(old)
    assert not sealing.is_sound(model._default_manager.get(pk=old.pk))
    assert len(log.of(SECURITY)) == 1


@pytest.mark.requirement("ALL-93")
def test_a_role_that_was_withdrawn_gives_nothing(world: World, log: Lines) -> None:
    row = Appointment.objects.get(person=world.people["coordinator"])
    end_appointment(by=SYSTEM, appointment=Appointment.objects.get(pk=row.pk))

    put_back(row)
    found, statuses = visited(world, "coordinator")

    assert found == set()
    assert statuses <= {200, 302, 403, 404}
    assert log.of(SECURITY) != []


def move(person: Person) -> None:
    changes.change_address(by=actor_of(person), person=person, email="moved@example.org")


def close(person: Person) -> None:
    changes.deactivate_person(by=SYSTEM, person=person)


def erase(person: Person) -> None:
    erase_person(by=SYSTEM, email=person.email)


@pytest.mark.parametrize("change", [move, close, erase])
def test_an_identity_that_was_left_lets_nobody_in(
    world: World, log: Lines, change: Callable[[Person], None]
) -> None:
    mentor, client = Person.objects.get(pk=world.people["mentor"].pk), Client(SERVER_NAME=HOST)
    before = identity_of(mentor)
    change(Person.objects.get(pk=mentor.pk))
    EmailAddress.objects.filter(user=mentor).delete()

    put_back(*before)

    assert sign_in_by_code(client, mentor.email) == "/sign-in/closed/"
    assert is_out(client)
    assert visited(world, "mentor")[0] == set()
    assert log.of(SECURITY) != []


def test_a_password_that_was_given_up_opens_nothing(world: World, log: Lines) -> None:
    mentor, client = Person.objects.get(pk=world.people["mentor"].pk), Client(SERVER_NAME=HOST)
    before = identity_of(mentor)
    changes.remove_password(by=world.actor("mentor"), person=Person.objects.get(pk=mentor.pk))

    put_back(*before)
    client.post("/sign-in/password/", {"login": mentor.email, "password": PASSWORD}, secure=True)

    assert is_out(client)
    assert not is_sound(mentor.id)
    assert log.of(SECURITY) != []


def test_a_link_that_was_used_signs_nobody_in(world: World, log: Lines) -> None:
    row, path = SignInLink.objects.get(), f"/sign-in/link/{world.secrets['link']}/"
    assert Client(SERVER_NAME=HOST).post(path, secure=True).status_code == 302

    put_back(row)
    client = Client(SERVER_NAME=HOST)

    assert client.post(path, secure=True).status_code == 404
    assert is_out(client)
    assert log.of(SECURITY) != []


def test_a_letter_that_was_forgotten_is_not_sent(world: World, log: Lines) -> None:
    mentor = world.people["mentor"]
    letter = letter_of_beginning(world)
    forget_person(by=SYSTEM, person_id=mentor.id, address=mentor.email)

    put_back(letter)
    deliver_due()

    letter.refresh_from_db()
    assert letter.outcome == Message.Outcome.BROKEN_SEAL
    assert mentor.email not in {address for sent in mail.outbox for address in sent.to}
    assert log.of(SECURITY) != []


def test_a_letter_of_long_ago_is_not_sent_again(
    world: World, clock_stands_still: time_machine.Traveller
) -> None:
    letter = letter_of_beginning(world)
    Message.objects.filter(pk=letter.pk).update(work_state="done", outcome="sent")
    clock_stands_still.shift(timedelta(days=181))
    forget_old_letters(by=SYSTEM)
    assert not Message.objects.filter(pk=letter.pk).exists()

    put_back(letter)
    deliver_due()

    letter.refresh_from_db()
    assert letter.outcome == Message.Outcome.BROKEN_SEAL
