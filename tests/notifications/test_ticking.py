from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import cast
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from compagnon.accounts.models import Person
from compagnon.core import clock, work
from compagnon.matching.models import Run
from compagnon.notifications import nudging, reminding, ticking
from compagnon.notifications.changes import KEPT_FOR
from compagnon.notifications.models import Message
from compagnon.notifications.nudging import Nudge, nudge, register_work, registered_work
from compagnon.notifications.reminding import NO_OLDER_THAN, Reminder
from compagnon.notifications.tasks import deliver_message, forget_ended_nudges
from compagnon.notifications.ticking import tick
from tests.cast import make_world
from tests.notifications.conftest import MEETING, NUDGE, Plan

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def nothing_but_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what other packages registered."""
    monkeypatch.setattr(reminding, "_sources", {})
    monkeypatch.setattr(ticking, "_jobs", {})
    monkeypatch.setattr(nudging, "_nudges", {Message: deliver_message})
    monkeypatch.setattr(nudging, "_taking_all", {Message})


def reminder(person: Person, due_on: date) -> Reminder:
    return Reminder(
        kind=NUDGE,
        subject_id=MEETING,
        due_on=due_on,
        recipient_id=person.id,
        address=person.email,
        language="en",
    )


@pytest.fixture
def review(bela: Person) -> None:
    """Let a review be due on the fourteenth, and every day after until it is done."""

    def due(today: date) -> Iterator[Reminder]:
        if today >= TODAY:
            yield reminder(bela, TODAY)

    reminding.register("reviews", due)


def test_a_tick_plans_reminders_and_sends_them(review: None) -> None:
    report = tick()

    assert report.counts == {
        "retired seals": 0,
        "reminders: reviews": 1,
        "letters": 1,
        "old letters": 0,
    }
    assert report.failed == ()
    assert [sent.to for sent in mail.outbox] == [["bela@example.org"]]


def test_a_tick_that_runs_twice_sends_once(review: None) -> None:
    tick()

    assert set(tick().counts.values()) == {0}
    assert len(mail.outbox) == 1


def test_a_tick_that_comes_late_sends_what_was_missed_once(review: None) -> None:
    with clock.moved_to(datetime(2026, 9, 13, 9, tzinfo=UTC)):
        tick()
    assert mail.outbox == []

    for day in (20, 21):
        with clock.moved_to(datetime(2026, 9, day, 9, tzinfo=UTC)):
            tick()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("due_on", "planned"),
    [
        (TODAY + timedelta(days=1), 0),
        (TODAY, 1),
        (TODAY - NO_OLDER_THAN, 1),
        (TODAY - NO_OLDER_THAN - timedelta(days=1), 0),
    ],
)
def test_a_reminder_is_planned_from_its_day_for_two_months(
    bela: Person, due_on: date, planned: int
) -> None:
    reminding.register("reviews", lambda _today: [reminder(bela, due_on)])

    assert tick().counts["reminders: reviews"] == planned


def test_a_reminder_does_not_come_again_when_its_row_is_forgotten(
    review: None, clock_stands_still: time_machine.Traveller
) -> None:
    tick()
    clock_stands_still.shift(KEPT_FOR + timedelta(days=1))

    assert tick().counts["old letters"] == 1
    assert tick().counts["reminders: reviews"] == 0
    assert len(mail.outbox) == 1


def test_many_reminders_are_planned_and_looked_up_in_portions(
    bela: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    days = [TODAY - timedelta(days=number) for number in range(5)]
    reminding.register("reviews", lambda _today: [reminder(bela, day) for day in days * 2])

    assert tick().counts["reminders: reviews"] == 5
    assert tick().counts["reminders: reviews"] == 0


def test_a_source_of_reminders_has_one_name(review: None) -> None:
    with pytest.raises(ValueError, match="Declared twice: reviews"):
        reminding.register("reviews", lambda _today: [])


def test_a_registered_job_runs_before_the_letters_go(plan: Plan) -> None:
    def promise() -> int:
        plan()
        return 7

    ticking.register("promises", promise)

    assert tick().counts["promises"] == 7
    assert len(mail.outbox) == 1
    with pytest.raises(ValueError, match="Declared twice: promises"):
        ticking.register("promises", promise)


def test_a_job_that_fails_does_not_stop_the_others_and_tells_no_words(
    plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise ValueError("what the pair wrote")

    plan()
    ticking.register("broken", fail)

    report = tick()

    assert report.failed == ("broken",)
    assert len(mail.outbox) == 1
    assert [record.message for record in caplog.records] == ["a job failed"]
    assert "pair" not in caplog.text


@task
def compute(run_id: str) -> None:
    """Stand for the work of a package above."""


def make_run() -> Run:
    world = make_world()
    return Run.objects.create(
        joining_point=world.joining_point,
        started_by=world.chris,
        started_at=clock.now(),
        settings={},
        engine_version="1",
    )


def test_work_left_lying_for_a_minute_is_nudged_again(
    db: None, clock_stands_still: time_machine.Traveller
) -> None:
    register_work(Run, compute)
    assert dict(registered_work()) == {Message: deliver_message, Run: compute}
    run = make_run()
    assert tick().counts["nudges: matching.Run"] == 0

    clock_stands_still.shift(timedelta(minutes=1))

    assert tick().counts["nudges: matching.Run"] == 1
    nudged = DBTaskResult.objects.get()
    assert nudged.task_path == f"{__name__}.compute"
    assert nudged.args_kwargs == {"args": [run.id.hex], "kwargs": {}}


def test_work_that_somebody_is_at_or_that_is_done_is_not_nudged(
    db: None, clock_stands_still: time_machine.Traveller
) -> None:
    register_work(Run, compute)
    run = make_run()
    clock_stands_still.shift(timedelta(minutes=1))
    assert work.claim(run)
    assert tick().counts["nudges: matching.Run"] == 0

    work.finish(run)
    clock_stands_still.shift(timedelta(days=1))
    assert tick().counts["nudges: matching.Run"] == 0


def test_a_nudge_delivers_and_its_twin_does_nothing(plan: Plan) -> None:
    row = plan()

    deliver_message.call(row.id.hex)
    deliver_message.call(row.id.hex)

    assert len(mail.outbox) == 1


def test_every_run_has_a_nudge_of_its_own(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    register_work(Run, compute)

    with django_capture_on_commit_callbacks(execute=True):
        nudge(Run, UUID(int=1))
        nudge(Run, UUID(int=2))

    assert DBTaskResult.objects.count() == 2


class AwayBroker:
    """A task whose broker does not answer."""

    def enqueue(self, _row_id: str) -> None:
        raise ConnectionError


def test_a_broker_that_does_not_answer_is_logged_and_no_more(
    db: None,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    register_work(Message, cast("Nudge", AwayBroker()))

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        nudge(Message, MEETING)

    assert len(callbacks) == 1
    assert "nudge of notifications.Message" in caplog.text
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ConnectionError]


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["READY", "RUNNING", "FAILED", "SUCCESSFUL"])
def test_nudges_that_ended_are_forgotten_after_a_day(
    clock_stands_still: time_machine.Traveller, status: str
) -> None:
    assert deliver_message.enqueue(MEETING.hex)
    DBTaskResult.objects.update(status=status)

    clock_stands_still.shift(timedelta(hours=23))
    assert forget_ended_nudges() == 0

    clock_stands_still.shift(timedelta(hours=2))
    assert forget_ended_nudges() == (0 if status == "READY" else 1)
