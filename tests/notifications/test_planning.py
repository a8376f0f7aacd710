from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from compagnon.accounts.models import Person
from compagnon.core import clock, sealing
from compagnon.core.encryption.master import KeysMissing
from compagnon.core.errors import Refused
from compagnon.notifications.facts import Facts
from compagnon.notifications.models import Message
from tests.notifications.conftest import GREETING, MEETING, NUDGE, Plan

RELEASE = UUID(int=5)


class Colour(StrEnum):
    RED = "red"


def test_a_planned_letter_is_a_sealed_row_without_words(plan: Plan, bela: Person) -> None:
    row = plan()

    assert sealing.is_sound(row)
    assert (row.kind, row.recipient_id, row.address) == (GREETING, bela.id, "bela@example.org")
    assert (row.context, row.work_state, row.planned_at) == (
        {"meeting_id": MEETING.hex},
        "waiting",
        clock.now(),
    )
    assert row.message_id == f"<{row.id.hex}@localhost>"


def test_planning_the_same_letter_twice_is_one_letter(plan: Plan) -> None:
    first = plan()

    assert plan().pk == first.pk
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "otherwise",
    [{"key": "another"}, {"kind": NUDGE}, {"recipient_id": None}],
)
def test_another_kind_recipient_or_key_is_another_letter(
    plan: Plan, otherwise: dict[str, object]
) -> None:
    plan()
    plan(**otherwise)

    assert Message.objects.count() == 2


def test_without_a_person_the_address_tells_two_letters_apart(plan: Plan) -> None:
    plan(recipient_id=None)
    plan(recipient_id=None, address="dana@example.org")

    assert Message.objects.count() == 2


def test_what_takes_the_cause_back_takes_the_letter_back(plan: Plan) -> None:
    def change() -> None:
        with transaction.atomic():
            plan()
            raise Refused("no")

    with pytest.raises(Refused):
        change()

    assert not Message.objects.exists()


@pytest.mark.parametrize("words", ["we agreed to meet", b"words", 1.5, ["a", "list"], {"a": 1}])
def test_words_are_refused(plan: Plan, words: object) -> None:
    with pytest.raises(TypeError, match="ids, enums, dates, numbers only"):
        plan(context={"note": words})

    assert not Message.objects.exists()


def test_facts_come_back_as_they_were(plan: Plan) -> None:
    at = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
    row = plan(
        context={
            "meeting_id": MEETING,
            "held_on": date(2026, 9, 1),
            "starts_at": at,
            "colour": Colour.RED,
            "count": 3,
            "is_first": True,
            "nothing": None,
        }
    )
    row.refresh_from_db()
    facts = Facts(row.context)

    assert facts.id("meeting_id") == MEETING
    assert facts.day("held_on") == date(2026, 9, 1)
    assert facts.instant("starts_at") == at
    assert facts.choice("colour") == Colour.RED
    assert (facts.number("count"), facts.number("is_first"), facts.number("nothing")) == (3, 1, 0)
    assert (facts.has("colour"), facts.has("nothing"), facts.has("other")) == (True, False, False)
    assert sealing.is_sound(row)


def test_a_letter_nobody_registered_is_refused(plan: Plan) -> None:
    with pytest.raises(LookupError, match="No package registered the letter example/other"):
        plan(kind="example/other")


def test_without_the_key_file_no_letter_is_planned(plan: Plan, settings: Settings) -> None:
    settings.COMPAGNON_KEY_FILE = "/nowhere"

    with pytest.raises(KeysMissing):
        plan()


def test_planning_nudges_the_worker_when_it_is_committed(
    plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = plan()
        assert not DBTaskResult.objects.exists()

    task = DBTaskResult.objects.get()
    assert task.task_path == "compagnon.notifications.tasks.deliver_message"
    assert task.args_kwargs == {"args": [row.id.hex], "kwargs": {}}


def test_a_hundred_letters_of_one_change_are_one_nudge(
    plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(100):
            plan(key=str(number))

    assert len(callbacks) == 1


def test_a_change_inside_that_is_taken_back_takes_only_its_own_nudge_back(
    plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            plan(key="taken back")
            transaction.set_rollback(True)
        kept = plan(key="kept")

    assert DBTaskResult.objects.get().args_kwargs["args"] == [kept.id.hex]


def test_a_row_that_breaks_a_rule_is_an_error_and_not_a_letter_lost(plan: Plan) -> None:
    with pytest.raises(IntegrityError):
        plan(language=None)


@pytest.mark.parametrize(
    "otherwise", [{"held_for": RELEASE}, {"not_before": datetime(2026, 9, 15, tzinfo=UTC)}]
)
def test_a_letter_that_cannot_go_yet_nudges_nobody(
    plan: Plan,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    otherwise: dict[str, object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        plan(**otherwise)

    assert not DBTaskResult.objects.exists()
