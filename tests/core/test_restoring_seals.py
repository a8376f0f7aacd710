"""Restoring is the host's own act: what a backup holds is the latest again, but for what was ended since."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import change_address, deactivate_person, make_sign_in_link
from compagnon.accounts.models import Person, SignInLink
from compagnon.accounts.policy import is_sound
from compagnon.core import archive, sealing
from compagnon.core.actors import SYSTEM, person
from compagnon.core.encryption.master import KeysMissing
from compagnon.core.retired import ledger, ledger_at, name_of
from compagnon.scenarios.association import Association, build_association
from compagnon.schemes.changes.appointment import appoint_person, end_appointment
from compagnon.schemes.models import Appointment
from tests.core.test_archive import empty_the_database
from tests.crawl.test_putting_back import identity_of, put_back

pytestmark = pytest.mark.django_db(transaction=True)

Restore = Callable[[], int]


@pytest.fixture
def association() -> Association:
    return build_association()


@pytest.fixture
def restore(association: Association, tmp_path: Path) -> Restore:
    """Back up what stands now; called later, put it back and say how many rows stay closed."""
    archive.back_up(tmp_path / "night")

    def put_back() -> int:
        empty_the_database()
        return archive.restore(tmp_path / "night").ended

    return put_back


def move(row: Person) -> None:
    change_address(by=person(row.id), person=row, email=f"{row.id.hex}@new.example")


def appointment_of(row: Person) -> Appointment:
    return Appointment.objects.get(person=row)


def test_a_restored_identity_is_as_the_backup_has_it_and_opens(
    association: Association, restore: Restore
) -> None:
    mentor = association.persona("mentor")
    address = mentor.email
    move(Person.objects.get(pk=mentor.pk))

    assert restore() == 0

    assert Person.objects.get(pk=mentor.pk).email == address
    assert is_sound(mentor.id)


def test_after_restoring_neither_the_row_before_nor_the_one_from_meanwhile_holds(
    association: Association, restore: Restore
) -> None:
    mentor = association.persona("mentor")
    before = bytes(Person.objects.get(pk=mentor.pk).seal)
    move(Person.objects.get(pk=mentor.pk))

    restore()
    Person.objects.filter(pk=mentor.pk).update(seal=before)

    assert not is_sound(mentor.id)


def test_a_role_that_ended_since_the_backup_stays_ended_and_can_be_given_again(
    association: Association, restore: Restore
) -> None:
    coordinator = association.persona("coordinator")
    row = appointment_of(coordinator)
    end_appointment(by=SYSTEM, appointment=row)

    assert restore() == 1

    assert not sealing.is_sound(appointment_of(coordinator))
    again = appoint_person(
        by=SYSTEM,
        organisation=row.organisation,
        person=coordinator,
        role=Appointment.Role.COORDINATOR,
        scheme=row.scheme,
        approved_on=row.approved_on,
        approved_by="Board",
    )
    assert sealing.is_sound(again)


def test_an_account_that_was_closed_since_the_backup_stays_closed(
    association: Association, restore: Restore
) -> None:
    mentor = association.persona("mentor")
    deactivate_person(by=SYSTEM, person=mentor)

    assert restore() >= 1
    assert not is_sound(mentor.id)


def test_a_link_that_was_used_since_the_backup_stays_used(
    association: Association, tmp_path: Path
) -> None:
    make_sign_in_link(by=SYSTEM, person=association.persona("mentor"), lifetime=timedelta(hours=1))
    archive.back_up(tmp_path / "night")
    sealing.delete(SignInLink.objects.all())
    empty_the_database()

    assert archive.restore(tmp_path / "night").ended == 1
    assert not sealing.is_sound(SignInLink.objects.get())


def test_a_seal_over_an_instant_holds_to_the_microsecond(
    association: Association, tmp_path: Path, clock_stands_still: time_machine.Traveller
) -> None:
    clock_stands_still.shift(timedelta(microseconds=123_456))
    make_sign_in_link(by=SYSTEM, person=association.persona("mentor"), lifetime=timedelta(hours=1))
    archive.back_up(tmp_path / "night")
    empty_the_database()

    archive.restore(tmp_path / "night")

    assert sealing.is_sound(SignInLink.objects.get())


def test_what_somebody_broke_before_the_backup_is_not_mended_by_restoring_it(
    association: Association, tmp_path: Path
) -> None:
    mentor, mentee = association.persona("mentor"), association.persona("mentee")
    move(mentor)
    Person.objects.filter(pk=mentor.pk).update(email="mallory@example.net")
    Person.objects.filter(pk=mentee.pk).update(seal=b"")
    archive.back_up(tmp_path / "night")
    empty_the_database()

    done = archive.restore(tmp_path / "night")

    assert (done.ended, done.broken) == (0, 2)
    assert [is_sound(one.id) for one in (mentor, mentee)] == [False, False]


@pytest.mark.parametrize("is_ledger_lost", [False, True])
def test_an_identity_that_was_put_back_before_the_backup_is_not_mended_by_restoring_it(
    association: Association,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    *,
    is_ledger_lost: bool,
) -> None:
    mentor = association.persona("mentor")
    before = identity_of(mentor)
    move(Person.objects.get(pk=mentor.pk))
    EmailAddress.objects.filter(user=mentor).delete()
    put_back(*before)
    archive.back_up(tmp_path / "night")
    if is_ledger_lost:
        ledger().path.unlink()
        ledger_at.cache_clear()
    empty_the_database()
    caplog.clear()

    done = archive.restore(tmp_path / "night")

    assert (done.ended, done.broken) == (0, 1)
    assert [(one.message, one.__dict__["row"]) for one in caplog.records] == [
        ("a restored row is not sound", str(mentor.pk))
    ]
    assert Person.objects.get(pk=mentor.pk).email == mentor.email
    assert not is_sound(mentor.id)


def test_a_backup_of_before_somebody_put_a_row_back_restores_it_sound(
    association: Association, tmp_path: Path
) -> None:
    mentor = association.persona("mentor")
    before = identity_of(mentor)
    move(Person.objects.get(pk=mentor.pk))
    archive.back_up(tmp_path / "night")
    EmailAddress.objects.filter(user=mentor).delete()
    put_back(*before)
    empty_the_database()

    done = archive.restore(tmp_path / "night")

    assert (done.ended, done.broken) == (0, 0)
    assert is_sound(mentor.id)


def test_nothing_is_restored_without_the_key_file(
    association: Association, tmp_path: Path, settings: Settings
) -> None:
    archive.back_up(tmp_path / "night")
    empty_the_database()
    settings.COMPAGNON_KEY_FILE = "/nowhere"

    with pytest.raises(KeysMissing):
        archive.restore(tmp_path / "night")
    assert not Person.objects.exists()


def test_a_ledger_that_was_lost_learns_from_the_backup(
    association: Association, tmp_path: Path
) -> None:
    mentor = association.persona("mentor")
    old = bytes(Person.objects.get(pk=mentor.pk).seal)
    move(mentor)
    archive.back_up(tmp_path / "night")
    ledger().path.unlink()
    ledger_at.cache_clear()
    empty_the_database()

    archive.restore(tmp_path / "night")

    assert ledger().generation(name_of("accounts.Person", mentor.pk)) == 1
    assert is_sound(mentor.id)
    Person.objects.filter(pk=mentor.pk).update(seal=old)
    assert not is_sound(mentor.id)
