import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core import clock, work
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.notifications import letters
from compagnon.notifications.changes import choose_reminders
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient
from compagnon.notifications.models import Message
from tests.notifications.conftest import GREETING, NUDGE, Plan, PostOffice

Outcome = Message.Outcome


def test_a_letter_is_sent_once_and_its_row_says_so(plan: Plan, post_office: PostOffice) -> None:
    row = plan()

    assert deliver_due() == {"sent": 1}
    assert deliver_due() == {}

    row.refresh_from_db()
    assert (row.work_state, row.outcome, row.sent_at) == ("done", Outcome.SENT, clock.now())
    assert row.leased_until is None
    assert [message_from_bytes(letter)["To"] for letter in post_office.letters] == [
        "bela@example.org"
    ]
    assert message_from_bytes(post_office.letters[0])["Message-ID"] == row.message_id


def test_a_batch_goes_over_one_connection(plan: Plan, post_office: PostOffice) -> None:
    for number in range(3):
        plan(key=str(number))

    assert deliver_due() == {"sent": 3}
    assert (len(post_office.letters), post_office.connections) == (3, 1)


def test_a_batch_has_a_limit_and_begins_with_the_oldest(
    plan: Plan, post_office: PostOffice
) -> None:
    early = plan(key="early", not_before=clock.now() - timedelta(hours=1))
    plan(key="late")

    assert deliver_due(1) == {"sent": 1}
    early.refresh_from_db()
    assert early.outcome == Outcome.SENT


def test_a_letter_for_later_waits(
    plan: Plan, post_office: PostOffice, clock_stands_still: time_machine.Traveller
) -> None:
    plan(not_before=clock.now() + timedelta(hours=1))

    assert deliver_due() == {}
    clock_stands_still.shift(timedelta(hours=1))
    assert deliver_due() == {"sent": 1}


def test_a_letter_that_another_process_holds_is_left_to_it_until_its_lease_ends(
    plan: Plan, post_office: PostOffice, clock_stands_still: time_machine.Traveller
) -> None:
    row = plan()
    assert work.claim(Message.objects.get(pk=row.pk))

    assert deliver_due() == {}
    clock_stands_still.shift(work.LEASE)
    assert deliver_due() == {"sent": 1}


class SlowTwin(EmailBackend):
    """While the connection opens, another process takes the letter up."""

    def open(self) -> None:
        work.claim(Message.objects.get())


def test_a_letter_claimed_between_looking_and_taking_is_not_sent_twice(
    plan: Plan, settings: Settings
) -> None:
    plan()
    settings.EMAIL_BACKEND = f"{__name__}.SlowTwin"

    assert deliver_due() == {}
    assert mail.outbox == []


class Crash(BaseException):
    """The machine went down."""


class CrashAfterSending(EmailBackend):
    """Hand the letter over and die before it is marked."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        super().send_messages(email_messages)
        raise Crash


def test_a_crash_between_sending_and_marking_repeats_the_letter_with_the_same_message_id(
    plan: Plan, settings: Settings, clock_stands_still: time_machine.Traveller
) -> None:
    row = plan()
    orderly, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.CrashAfterSending"
    with pytest.raises(Crash):
        deliver_due()
    settings.EMAIL_BACKEND = orderly
    assert deliver_due() == {}

    clock_stands_still.shift(work.LEASE)

    assert deliver_due() == {"sent": 1}
    ids = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert ids == [row.message_id, row.message_id]
    assert Message.objects.count() == 1


def test_a_letter_erased_while_it_is_sent_leaves_no_row(
    plan: Plan, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erase(_facts: Facts, _recipient: Recipient) -> dict[str, object]:
        Message.objects.all().delete()
        return {"name": "Bela"}

    plan()
    monkeypatch.setitem(
        letters._letters, GREETING, Letter(GREETING, erase, None, is_reminder=False)
    )

    assert deliver_due() == {"sent": 1}
    assert not Message.objects.exists()


def test_without_the_key_file_letters_wait_and_are_not_given_up(
    plan: Plan,
    post_office: PostOffice,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = plan()
    keys, settings.COMPAGNON_KEY_FILE = settings.COMPAGNON_KEY_FILE, "/nowhere"

    assert deliver_due() == {}
    assert [record.message for record in caplog.records] == [
        "no mail is sent: the key file is missing"
    ]
    row.refresh_from_db()
    assert row.attempts == 0

    settings.COMPAGNON_KEY_FILE = keys
    assert deliver_due() == {"sent": 1}


@pytest.fixture
def ledger_file(key_file: Path, settings: Settings, tmp_path: Path) -> Path:
    """Give this test keys and a ledger of its own; return where the ledger stands."""
    settings.COMPAGNON_KEY_FILE = str(tmp_path / "keys")
    (tmp_path / "keys").write_bytes(key_file.read_bytes())
    return tmp_path / "keys.seals"


def test_while_the_ledger_of_seals_cannot_be_read_letters_wait_and_are_not_given_up(
    plan: Plan,
    post_office: PostOffice,
    ledger_file: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = plan(secret="493817")
    ledger_file.mkdir()

    assert deliver_due() == {}
    assert [record.message for record in caplog.records] == ["the ledger of seals cannot be read"]
    row.refresh_from_db()
    assert (row.attempts, row.work_state, bytes(row.secret) != b"") == (0, "waiting", True)

    ledger_file.rmdir()
    assert deliver_due() == {"sent": 1}


@pytest.mark.parametrize("away", ["keys", "keys.seals"])
def test_a_batch_in_which_seals_can_no_longer_be_looked_at_is_tried_again(
    plan: Plan,
    post_office: PostOffice,
    ledger_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    away: str,
) -> None:
    rows = [plan(key=key, secret="493817") for key in ("one", "two")]
    place = ledger_file.with_name(away)

    def lose(facts: Facts, recipient: Recipient) -> dict[str, object]:
        place.unlink(missing_ok=True)
        if away == "keys.seals":
            place.mkdir()
        return {"name": "Bela", "words": "", "scheme_name": "Peers"}

    monkeypatch.setitem(letters._letters, GREETING, Letter(GREETING, lose, None, is_reminder=False))
    assert deliver_due() == {"sent": 1, "postponed": 1}

    rows = [Message.objects.get(pk=row.pk) for row in rows]
    assert {row.work_state: bytes(row.secret) != b"" for row in rows} == {
        "done": False,
        "waiting": True,
    }


def test_the_secret_is_in_the_letter_and_then_nowhere(plan: Plan, post_office: PostOffice) -> None:
    row = plan(secret="493817")
    assert b"493817" not in bytes(row.secret)

    deliver_due()

    row.refresh_from_db()
    assert bytes(row.secret) == b""
    assert b"493817" in post_office.letters[0]


def test_a_letter_whose_reason_is_gone_is_done_and_not_sent(
    plan: Plan, post_office: PostOffice
) -> None:
    row = plan(context={"withdrawn": True}, secret="493817")

    assert deliver_due() == {"lapsed": 1}

    row.refresh_from_db()
    assert (row.work_state, row.outcome, row.sent_at) == ("done", Outcome.LAPSED, None)
    assert bytes(row.secret) == b""
    assert post_office.letters == []


def test_a_reminder_is_not_sent_to_whoever_turned_reminders_off(
    plan: Plan, bela: Person, post_office: PostOffice
) -> None:
    plan(kind=NUDGE, key="1", recipient_id=None)
    plan(kind=NUDGE, key="2")
    plan(kind=GREETING, key="3")
    choose_reminders(by=SYSTEM, person_id=bela.id, wants_reminders=False)

    assert deliver_due() == {"lapsed": 1, "sent": 2}


def test_a_nudge_for_a_letter_that_is_gone_sends_nothing(
    plan: Plan, post_office: PostOffice
) -> None:
    row = plan()

    assert deliver_due(nudged=new_public_id()) == {}
    assert deliver_due(nudged=row.id) == {"sent": 1}


def test_a_held_letter_is_not_sent(plan: Plan, post_office: PostOffice) -> None:
    plan(held_for=new_public_id())

    assert deliver_due() == {}


def test_two_workers_at_once_send_each_letter_once(transactional_db: None, plan: Plan) -> None:
    rows = [plan(key=str(number)) for number in range(12)]
    start = threading.Barrier(2)

    def work_through() -> int:
        try:
            start.wait(10)
            return deliver_due()["sent"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        sent = [worker.result() for worker in [workers.submit(work_through) for _ in range(2)]]

    assert sum(sent) == 12
    ids = sorted(str(mail_.message()["Message-ID"]) for mail_ in mail.outbox)
    assert ids == sorted(row.message_id for row in rows)
