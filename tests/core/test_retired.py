"""A row that is put back as it was before, whole and with its own seal, holds no more."""

import logging
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from compagnon.core import sealing
from compagnon.core.actors import SYSTEM
from compagnon.core.encryption import master
from compagnon.core.retired import Ledger, RetiredSeal, _is_ours, ledger, name_of, retire, settle
from compagnon.notifications.ticking import tick
from compagnon.schemes.changes.appointment import end_appointment
from compagnon.schemes.models import Appointment
from tests.cast import World, make_world

pytestmark = pytest.mark.django_db

NAME = "0123456789abcdef" * 2
OTHER = "f" * 32
SECURITY = "compagnon.security"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def appointment(world: World) -> Appointment:
    return Appointment.objects.get(person=world.chris)


def now(row: Appointment) -> Appointment:
    return Appointment.objects.get(pk=row.pk)


def change_three_times(row: Appointment) -> list[Appointment]:
    """Seal a row with other values, and at last with the first ones; return it as it stood before each time."""
    stood = []
    for day in (date(2026, 9, 1), date(2026, 9, 2), None):
        stood.append(now(row))
        row.ended_on = day
        sealing.put(row)
        row.save()
    settle()
    return stood


def is_sound_put_back(row: Appointment) -> bool:
    row.save()
    return sealing.is_sound(now(row))


def test_an_older_row_holds_no_more_whichever_it_is(
    appointment: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    stood = change_three_times(appointment)

    assert sealing.is_sound(now(appointment))
    assert caplog.record_tuples == []
    assert [is_sound_put_back(row) for row in stood] == [False, False, False]
    assert caplog.record_tuples == [(SECURITY, logging.WARNING, "retired seal")] * 3


def test_the_same_values_again_have_another_seal(appointment: Appointment) -> None:
    first, last = change_three_times(appointment)[0], now(appointment)

    assert last.sealed_values() == first.sealed_values()
    assert (sealing.is_sound(last), is_sound_put_back(first)) == (True, False)


@pytest.mark.parametrize("meanwhile", [b"", b"swapped", b"x:" + b"\xff" * 40])
def test_a_seal_taken_away_before_a_change_does_not_come_back_after_it(
    appointment: Appointment, meanwhile: bytes
) -> None:
    old = now(appointment)
    Appointment.objects.filter(pk=old.pk).update(seal=meanwhile)
    appointment.refresh_from_db()

    end_appointment(by=SYSTEM, appointment=appointment)
    settle()

    assert sealing.is_sound(now(appointment))
    assert not is_sound_put_back(old)


@pytest.mark.parametrize("said", [2**62 - 1, 2**62, 2**64 - 1])
@pytest.mark.parametrize("is_noted", [True, False])
def test_a_count_that_somebody_wrote_closes_no_row_to_our_own_changes(
    appointment: Appointment, said: int, *, is_noted: bool
) -> None:
    crafted = master.current().id.encode() + b":" + said.to_bytes(8) + bytes(32)
    Appointment.objects.filter(pk=appointment.pk).update(seal=crafted)
    stood = []
    for day in (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)):
        row = now(appointment)
        row.ended_on = day
        sealing.put(row)
        row.save()
        if is_noted:
            settle()
        assert sealing.is_sound(now(row))
        stood.append(now(row))

    settle()
    assert [sealing.is_sound(row) for row in stood] == [False, False, True]


@pytest.mark.parametrize("meanwhile", [b"", b"swapped", b"x:" + b"\xff" * 40])
def test_a_seal_taken_away_while_the_ledger_waits_for_a_line_ends_sound(
    appointment: Appointment, meanwhile: bytes
) -> None:
    def change() -> None:
        row = now(appointment)
        sealing.put(row)
        row.save()

    change()
    change()
    Appointment.objects.filter(pk=appointment.pk).update(seal=meanwhile)
    change()
    settle()

    assert sealing.is_sound(now(appointment))


def test_a_row_that_was_deleted_holds_no_more(appointment: Appointment) -> None:
    old = now(appointment)

    assert sealing.delete(Appointment.objects.filter(pk=old.pk)) == 1
    settle()

    old.save(force_insert=True)
    assert not sealing.is_sound(now(old))


def test_a_row_that_was_ended_unseen_holds_no_more(appointment: Appointment) -> None:
    sealing.end(appointment)
    settle()

    assert not sealing.is_sound(now(appointment))


def test_nothing_to_delete_retires_nothing() -> None:
    assert sealing.delete(Appointment.objects.none()) == 0
    assert RetiredSeal.objects.count() == 0


def test_a_change_retires_what_was_before_as_soon_as_it_is_committed(
    appointment: Appointment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = now(appointment)
    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(by=SYSTEM, appointment=appointment)

        assert sealing.is_sound(old)  # a change that is taken back would have retired nothing

    assert not sealing.is_sound(old)


def test_what_a_process_left_to_note_is_noted_by_the_next_tick(appointment: Appointment) -> None:
    old = now(appointment)
    end_appointment(by=SYSTEM, appointment=appointment)

    counts = [tick().counts["retired seals"], tick().counts["retired seals"]]

    assert counts == [1, 0]
    assert RetiredSeal.objects.count() == 0
    assert not sealing.is_sound(old)


def test_what_was_noted_is_not_noted_twice(
    appointment: Appointment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(by=SYSTEM, appointment=appointment)
    size = ledger().path.stat().st_size

    assert (settle(), RetiredSeal.objects.count()) == (0, 0)
    assert ledger().path.stat().st_size == size


def test_an_end_is_noted_where_only_a_change_was() -> None:
    retire([RetiredSeal(name=NAME, generation=3)])
    settle()
    retire([RetiredSeal(name=NAME, generation=3, is_ended=True)])

    assert (settle(), ledger().has_ended(NAME)) == (1, True)


FORGED = {
    "no name": {"name": "nobody's row"},
    "an end": {"is_ended": True},
    "a far generation": {"generation": 2**63 - 1},
    "an unknown key": {"code": b"0123456789ab:" + bytes(32)},
    "no code": {"code": b""},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_row_that_somebody_wrote_among_those_to_note_closes_nothing_and_is_logged(
    appointment: Appointment, caplog: pytest.LogCaptureFixture, forged: dict[str, object]
) -> None:
    name = name_of("schemes.Appointment", appointment.pk)
    retire([RetiredSeal(name=name, generation=1)])
    RetiredSeal.objects.update(**forged)
    retire([RetiredSeal(name=NAME, generation=3)])

    assert (settle(), RetiredSeal.objects.count()) == (1, 0)
    assert (ledger().generation(NAME), ledger().generation(name)) == (3, 0)
    assert sealing.is_sound(appointment)
    assert caplog.record_tuples == [(SECURITY, logging.WARNING, "a forged note of a retired seal")]


def test_words_in_the_place_of_a_code_are_no_code(caplog: pytest.LogCaptureFixture) -> None:
    assert not _is_ours(RetiredSeal(name=NAME, generation=1, code="words"))
    assert len(caplog.records) == 1


def test_without_the_key_file_nothing_is_retired_and_what_is_to_be_noted_waits(
    appointment: Appointment, settings: Settings
) -> None:
    retire([RetiredSeal(name=NAME, generation=3)])
    settings.COMPAGNON_KEY_FILE = "/nowhere"

    assert (settle(), RetiredSeal.objects.count()) == (0, 1)
    with pytest.raises(master.KeysMissing):
        sealing.end(appointment)


def test_a_rotated_master_key_keeps_sound_rows_sound_and_older_ones_retired(
    appointment: Appointment, key_file: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    (tmp_path / "keys").write_bytes(key_file.read_bytes())
    before = change_three_times(appointment)[-1]
    copied = now(appointment)
    master.add_key()
    sealing.reseal_all()
    renamed = now(appointment)

    assert bytes(renamed.seal).startswith(master.current().id.encode())
    assert [sealing.is_sound(row) for row in (renamed, copied, before)] == [True, True, False]

    end_appointment(by=SYSTEM, appointment=appointment)
    settle()

    assert [is_sound_put_back(row) for row in (renamed, copied)] == [False, False]


def test_where_the_ledger_cannot_be_written_the_change_stands_and_the_log_says_so(
    appointment: Appointment,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
    key_file: Path,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    (tmp_path / "keys").write_bytes(key_file.read_bytes())
    (tmp_path / "keys.seals").symlink_to("nowhere/at/all")

    with django_capture_on_commit_callbacks(execute=True):
        end_appointment(by=SYSTEM, appointment=appointment)

    assert now(appointment).ended_on is not None
    assert caplog.record_tuples == [
        (SECURITY, logging.ERROR, "the ledger of seals cannot be written")
    ]
    assert "retired seals" in tick().failed
    (tmp_path / "keys.seals").unlink()
    assert tick().counts["retired seals"] == 1


def test_where_the_ledger_cannot_be_read_nothing_sealed_holds(
    appointment: Appointment,
    caplog: pytest.LogCaptureFixture,
    key_file: Path,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    (tmp_path / "keys").write_bytes(key_file.read_bytes())
    (tmp_path / "keys.seals").mkdir()

    assert not sealing.is_sound(appointment)
    assert caplog.record_tuples == [(SECURITY, logging.ERROR, "the ledger of seals cannot be read")]


def test_the_ledger_tells_nobody_whose_row_it_was(appointment: Appointment) -> None:
    end_appointment(by=SYSTEM, appointment=appointment)
    settle()

    text = ledger().path.read_text(encoding="ascii")
    assert name_of("schemes.Appointment", appointment.pk) in text
    assert appointment.pk.hex not in text
    assert ledger().path.stat().st_mode & 0o777 == 0o600


def test_a_ledger_reads_what_another_process_added(tmp_path: Path) -> None:
    mine, theirs = Ledger(tmp_path / "seals"), Ledger(tmp_path / "seals")

    found = [mine.generation(NAME)]
    for line in (f"{NAME} 2", f"{NAME} 1", f"{NAME} 12 ended"):
        theirs.add([line, f"{OTHER} 7"])
        found.append(mine.generation(NAME))

    assert found == [0, 2, 2, 12]
    assert [mine.generation(OTHER), mine.has_ended(NAME), mine.has_ended(OTHER)] == [7, True, False]


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "seals"
    one = Ledger(path)
    one.add([f"{NAME} 1"])
    with path.open("a", encoding="ascii") as file:
        file.write(f"{OTHER[:20]}")

    assert [one.generation(NAME), one.generation(OTHER)] == [1, 0]
    one.add([f"{OTHER} 4"])
    assert [one.generation(NAME), one.generation(OTHER)] == [1, 4]


def test_a_copy_put_in_the_ledgers_place_is_read_and_nothing_known_is_forgotten(
    tmp_path: Path,
) -> None:
    path = tmp_path / "seals"
    one = Ledger(path)
    one.add([f"{NAME} 1"])
    assert one.generation(NAME) == 1

    path.write_text(f"{OTHER} 1\n", encoding="ascii")
    assert [one.generation(NAME), one.generation(OTHER)] == [1, 1]
    path.unlink()
    assert [one.generation(NAME), one.generation(OTHER)] == [1, 1]
    (tmp_path / "copy").write_text(f"{OTHER} 1\n{NAME} 5\n", encoding="ascii")
    (tmp_path / "copy").replace(path)
    assert [one.generation(NAME), one.generation(OTHER)] == [5, 1]
