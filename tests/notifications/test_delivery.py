import logging
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core import clock, work
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.notifications import letters
from compagnon.notifications.changes import choose_reminders
from compagnon.notifications.delivery import DEAD_AFTER, deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient
from compagnon.notifications.models import AddressProblem, Message
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


@pytest.mark.parametrize("answer", ["rcpt", "data"])
def test_a_passing_refusal_is_tried_again_later(
    plan: Plan,
    post_office: PostOffice,
    clock_stands_still: time_machine.Traveller,
    answer: str,
) -> None:
    row = plan(secret="123456")
    setattr(post_office, answer, "451 try again")

    assert deliver_due() == {"postponed": 1}
    row.refresh_from_db()
    assert (row.work_state, row.last_error) == ("waiting", "SMTP 451")
    assert row.next_try_at == clock.now() + work.FIRST_WAIT
    assert not AddressProblem.objects.exists()
    setattr(post_office, answer, "250 OK")
    assert deliver_due() == {}

    clock_stands_still.shift(work.FIRST_WAIT)
    assert deliver_due() == {"sent": 1}
    assert b"123456" in post_office.letters[0]


@pytest.mark.parametrize("answer", ["rcpt", "data"])
def test_a_final_refusal_ends_the_letter_and_marks_the_address(
    plan: Plan, post_office: PostOffice, answer: str
) -> None:
    row = plan(secret="123456")
    setattr(post_office, answer, "550 nobody here")

    assert deliver_due() == {"refused": 1}

    row.refresh_from_db()
    assert (row.work_state, row.outcome, row.last_error) == ("dead", Outcome.REFUSED, "SMTP 550")
    assert bytes(row.secret) == b""
    assert AddressProblem.objects.values_list("address", "code", "noticed_at").get() == (
        "bela@example.org",
        550,
        clock.now(),
    )


def test_an_address_that_takes_a_letter_again_has_no_problem_any_more(
    plan: Plan, post_office: PostOffice
) -> None:
    AddressProblem.objects.create(address="bela@example.org", code=550, noticed_at=clock.now())
    AddressProblem.objects.create(address="amal@example.org", code=550, noticed_at=clock.now())
    plan()

    deliver_due()

    assert AddressProblem.objects.get().address == "amal@example.org"


def test_a_connection_that_drops_costs_its_letter_a_try_and_not_the_next(
    plan: Plan, post_office: PostOffice, clock_stands_still: time_machine.Traveller
) -> None:
    row = plan()
    post_office.drops = True
    assert deliver_due() == {"postponed": 1}
    row.refresh_from_db()
    assert row.last_error == "SMTPServerDisconnected"

    post_office.drops = False
    plan(key="another")
    assert deliver_due() == {"sent": 1}
    clock_stands_still.shift(work.FIRST_WAIT)
    assert deliver_due() == {"sent": 1}


def test_while_the_mail_server_is_away_no_letter_pays_for_it(
    plan: Plan, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    row = plan()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    for _minute in range(DEAD_AFTER + 1):
        assert deliver_due() == {}

    row.refresh_from_db()
    assert (row.work_state, row.attempts, row.leased_until) == ("waiting", 0, None)
    assert {record.message for record in caplog.records} == {"the mail server does not answer"}


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


@pytest.mark.parametrize(
    "tampered",
    [
        {"address": "dana@example.org"},
        {"kind": NUDGE},
        {"context": {"meeting_id": "0" * 32}},
        {"recipient_id": None},
        {"seal": b""},
    ],
)
def test_a_letter_that_somebody_redirected_in_the_database_is_not_sent(
    plan: Plan,
    post_office: PostOffice,
    caplog: pytest.LogCaptureFixture,
    tampered: dict[str, object],
) -> None:
    row = plan(secret="123456")
    Message.objects.filter(pk=row.pk).update(**tampered)

    assert deliver_due() == {"broken_seal": 1}

    row.refresh_from_db()
    assert (row.work_state, row.outcome, bytes(row.secret)) == ("dead", Outcome.BROKEN_SEAL, b"")
    assert post_office.letters == []
    assert [record.message for record in caplog.records] == ["broken seal", "a letter is dead"]


def test_a_letter_slipped_into_the_database_is_not_sent(
    bela: Person, post_office: PostOffice
) -> None:
    Message.objects.create(
        kind=GREETING,
        recipient=bela,
        address="dana@example.org",
        language="en",
        context={},
        key="slipped in",
        message_id="<1@example.org>",
        planned_at=clock.now(),
    )

    assert deliver_due() == {"broken_seal": 1}
    assert post_office.letters == []


def test_a_secret_moved_from_another_letter_is_not_sent(
    plan: Plan, post_office: PostOffice
) -> None:
    code = plan(key="Bela's code", secret="123456")
    other = plan(key="mine", address="dana@example.org", recipient_id=None)
    Message.objects.filter(pk=other.pk).update(secret=bytes(code.secret))
    Message.objects.filter(pk=code.pk).delete()

    assert deliver_due() == {"broken_seal": 1}
    assert post_office.letters == []


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


def test_a_letter_that_this_version_does_not_know_waits_for_a_person(
    plan: Plan, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan()
    monkeypatch.delitem(letters._letters, GREETING)

    assert deliver_due() == {"unknown_letter": 1}


def test_a_letter_that_cannot_be_written_does_not_stop_the_others_and_tells_no_words(
    plan: Plan,
    post_office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_facts: Facts, _recipient: Recipient) -> dict[str, object]:
        raise ValueError("what the pair wrote")

    broken = plan(key="1", kind=NUDGE)
    plan(key="2")
    monkeypatch.setitem(letters._letters, NUDGE, Letter(NUDGE, fail, None, is_reminder=False))

    assert deliver_due() == {"postponed": 1, "sent": 1}

    broken.refresh_from_db()
    assert broken.last_error == "ValueError"
    assert "pair" not in caplog.text


def test_a_letter_is_given_up_after_about_five_days(
    plan: Plan, post_office: PostOffice, clock_stands_still: time_machine.Traveller
) -> None:
    row = plan(secret="493817")
    planned_at = clock.now()
    post_office.rcpt = "451 full"

    while deliver_due() == {"postponed": 1}:
        row.refresh_from_db()
        clock_stands_still.move_to(row.next_try_at)

    row.refresh_from_db()
    assert (row.work_state, row.outcome, row.attempts) == ("dead", Outcome.GAVE_UP, DEAD_AFTER)
    assert bytes(row.secret) == b""
    assert timedelta(days=4) < clock.now() - planned_at < timedelta(days=6)


def test_a_nudge_for_a_letter_that_is_gone_sends_nothing(
    plan: Plan, post_office: PostOffice
) -> None:
    row = plan()

    assert deliver_due(nudged=new_public_id()) == {}
    assert deliver_due(nudged=row.id) == {"sent": 1}


def test_a_held_letter_is_not_sent(plan: Plan, post_office: PostOffice) -> None:
    plan(held_for=new_public_id())

    assert deliver_due() == {}


def test_nothing_is_logged_that_names_the_reader(
    plan: Plan, post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plan(key="1", secret="493817")
    post_office.rcpt = "550 nobody here: bela@example.org"
    deliver_due()

    logged = " ".join(
        str(record.__dict__) for record in caplog.records if record.name.startswith("compagnon")
    )
    assert "a letter is dead" in logged
    assert "bela" not in logged.lower()
    assert "493817" not in logged
