from datetime import timedelta
from uuid import UUID

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from compagnon.accounts.models import Person
from compagnon.core import actors, clock
from compagnon.core.actors import SYSTEM, Actor, holder_of_link
from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.notifications import mailbox
from compagnon.notifications.changes import (
    KEPT_FOR,
    choose_reminders,
    drop_held,
    forget_old_letters,
    forget_person,
    release_held,
    withdraw_held,
)
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import AddressProblem, Message, ReminderChoice
from compagnon.notifications.queries import wants_reminders
from tests.cast import actor_of, make_person
from tests.notifications.conftest import Plan

RELEASE = UUID(int=5)
DATE = "Date: Mon, 14 Sep 2026 09:00:00 +0000"


def test_released_letters_go(
    plan: Plan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for key in ("1", "2"):
        plan(key=key, held_for=RELEASE)
    plan(key="3", held_for=UUID(int=6))

    with django_capture_on_commit_callbacks(execute=True):
        assert release_held(by=SYSTEM, held_for=RELEASE) == 2

    assert DBTaskResult.objects.count() == 1
    assert deliver_due() == {"sent": 2}
    event = EventRow.objects.get(name="HeldLettersReleased")
    assert (event.about_id, event.data["letter_count"]) == (RELEASE, 2)


def test_releasing_twice_is_once(plan: Plan) -> None:
    plan(held_for=RELEASE)
    release_held(by=SYSTEM, held_for=RELEASE)

    assert release_held(by=SYSTEM, held_for=RELEASE) == 0
    assert EventRow.objects.filter(name="HeldLettersReleased").count() == 1


def test_dropped_letters_are_gone_and_released_ones_stay(plan: Plan) -> None:
    plan(key="1", held_for=RELEASE)
    release_held(by=SYSTEM, held_for=RELEASE)
    plan(key="2", held_for=RELEASE)

    assert drop_held(by=SYSTEM, held_for=RELEASE) == 1
    assert drop_held(by=SYSTEM, held_for=RELEASE) == 0

    assert Message.objects.count() == 1
    assert EventRow.objects.get(name="HeldLettersDropped").about_id == RELEASE


def test_some_held_letters_are_released_or_withdrawn_and_the_others_wait(plan: Plan) -> None:
    go, stop, stay = (plan(key=key, held_for=RELEASE) for key in ("1", "2", "3"))

    assert release_held(by=SYSTEM, held_for=RELEASE, only=[go.id]) == 1
    assert [
        withdraw_held(by=SYSTEM, held_for=RELEASE, only=[go.id, stop.id]) for _twice in "12"
    ] == [
        1,
        0,
    ]
    assert deliver_due() == {"sent": 1}

    outcomes = dict(Message.objects.values_list("id", "outcome"))
    assert outcomes == {go.id: "sent", stop.id: "withdrawn", stay.id: "pending"}
    assert EventRow.objects.get(name="HeldLettersWithdrawn").data["letter_count"] == 1


def test_a_letter_that_is_moved_to_another_schemes_outbox_is_not_sent(plan: Plan) -> None:
    letter = plan(scheme_id=UUID(int=8))
    Message.objects.filter(pk=letter.pk).update(scheme_id=UUID(int=9))

    assert deliver_due() == {"broken_seal": 1}


@pytest.mark.parametrize("write", [release_held, drop_held])
def test_no_person_releases_or_drops_held_letters(plan: Plan, bela: Person, write: object) -> None:
    plan(held_for=RELEASE)

    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        write(by=actor_of(bela), held_for=RELEASE)  # type: ignore[operator]  # one of two changes

    assert Message.objects.get().held_for == RELEASE


def test_whoever_never_chose_wants_reminders(bela: Person) -> None:
    assert wants_reminders(bela.id)


def test_choose_reminders_turns_them_off_and_on(bela: Person) -> None:
    choose_reminders(by=actor_of(bela), person_id=bela.id, wants_reminders=False)
    assert not wants_reminders(bela.id)

    choose_reminders(by=actor_of(bela), person_id=bela.id, wants_reminders=True)
    assert wants_reminders(bela.id)
    assert ReminderChoice.objects.get().chosen_at == clock.now()
    assert [row.data["wants_reminders"] for row in EventRow.objects.order_by("id")] == [False, True]


def test_choose_reminders_is_done_through_the_link_in_ones_own_letter(bela: Person) -> None:
    choose_reminders(by=holder_of_link(bela.id), person_id=bela.id, wants_reminders=False)

    assert EventRow.objects.get().actor_kind == "link"


@pytest.mark.parametrize(
    "actor", [actors.person(new_public_id()), holder_of_link(new_public_id()), actors.NOBODY]
)
def test_choose_reminders_is_refused_to_anybody_else(bela: Person, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="Only you can choose"):
        choose_reminders(by=actor, person_id=bela.id, wants_reminders=False)

    assert wants_reminders(bela.id)


def test_forget_person_leaves_nothing_of_them_and_everything_of_others(
    plan: Plan, bela: Person
) -> None:
    amal = make_person("Amal")
    plan(key="by person")
    plan(key="by address", recipient_id=None)
    kept = plan(key="Amal's", recipient_id=amal.id, address=amal.email)
    for row in (bela, amal):
        AddressProblem.objects.create(address=row.email, code=550, noticed_at=clock.now())
        choose_reminders(by=SYSTEM, person_id=row.id, wants_reminders=False)
        mailbox.store(row.email, f"To: {row.name} <{row.email}>\n{DATE}\n\nb".encode())

    assert forget_person(by=SYSTEM, person_id=bela.id, address=bela.email) == 5

    assert Message.objects.get() == kept
    assert AddressProblem.objects.get().address == amal.email
    assert ReminderChoice.objects.get().person_id == amal.id
    assert [mail.address for mail in mailbox.list_mails()] == ["amal@example.org"]
    assert EventRow.objects.get(name="LettersForgotten").data == {"letter_count": 3}


def test_deleting_a_person_deletes_their_letters(plan: Plan, bela: Person) -> None:
    plan()
    choose_reminders(by=SYSTEM, person_id=bela.id, wants_reminders=False)

    bela.delete()

    assert not Message.objects.exists()
    assert not ReminderChoice.objects.exists()


def test_forget_old_letters_deletes_what_ended_long_ago(plan: Plan) -> None:
    long_ago = clock.now() - KEPT_FOR - timedelta(days=1)
    rows = {key: plan(key=key) for key in ("old and sent", "old and waiting", "new and sent")}
    for key in ("old and sent", "old and waiting"):
        Message.objects.filter(pk=rows[key].pk).update(planned_at=long_ago)
    for key in ("old and sent", "new and sent"):
        Message.objects.filter(pk=rows[key].pk).update(work_state="done")

    assert forget_old_letters(by=SYSTEM) == 1
    assert forget_old_letters(by=SYSTEM) == 0

    kept = {rows["old and waiting"].pk, rows["new and sent"].pk}
    assert set(Message.objects.values_list("pk", flat=True)) == kept
    assert EventRow.objects.count() == 1


def test_no_person_makes_letters_forgotten(bela: Person) -> None:
    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        forget_person(by=actor_of(bela), person_id=bela.id, address=bela.email)
    with pytest.raises(NotAllowed, match="nobody does it by hand"):
        forget_old_letters(by=actor_of(bela))
