import logging
from datetime import timedelta

import pytest
import time_machine
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core import clock, work
from compagnon.notifications import letters
from compagnon.notifications.delivery import DEAD_AFTER, deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Letter, Recipient
from compagnon.notifications.models import AddressProblem, Message
from tests.notifications.conftest import GREETING, NUDGE, Plan, PostOffice

Outcome = Message.Outcome


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
