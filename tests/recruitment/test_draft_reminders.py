"""The letters to applicants: the receipt, and the reminder of a draft that lies still."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format
from time_machine import Traveller

from compagnon.core.actors import SYSTEM
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient, letter_of
from compagnon.notifications.models import Message
from compagnon.notifications.reminding import plan_reminders
from compagnon.recruitment.changes import forget_old_drafts, withdraw_application
from compagnon.recruitment.models import Application
from compagnon.recruitment.notices import RECEIVED
from compagnon.recruitment.reminders import KIND, due_reminders
from tests.cast import World, actor_of
from tests.recruitment.applying import begin, fill, fresh, open_january, send

pytestmark = pytest.mark.django_db


def said(message: Message) -> dict[str, object] | None:
    kind = letter_of(message.kind)
    assert kind is not None
    recipient = Recipient(message.recipient_id, message.address, message.language)
    found = kind.render_context(Facts(message.context), recipient)
    return None if found is None else dict(found)


def test_a_draft_that_lies_still_is_reminded_of_once_a_week_before_it_is_erased(
    world: World, clock_stands_still: Traveller
) -> None:
    draft = begin(open_january(world), world.dana)
    clock_stands_still.shift(timedelta(days=22))
    assert plan_reminders(due_reminders) == 0

    clock_stands_still.shift(timedelta(days=1))
    assert plan_reminders(due_reminders) == 1
    assert plan_reminders(due_reminders) == 0

    message = Message.objects.get()
    assert (message.kind, message.address) == (KIND, "dana@example.org")
    told = said(message)
    assert told is not None
    assert draft.saved_at is not None
    assert (told["erased"], told["dates"]) == (
        date_format(draft.saved_at + timedelta(days=30), "DATE_FORMAT"),
        "Applications close on 8 January 2027.",
    )


def test_the_reminder_is_not_sent_once_somebody_went_on_with_the_draft(
    world: World, clock_stands_still: Traveller
) -> None:
    draft = begin(open_january(world), world.dana)
    clock_stands_still.shift(timedelta(days=23))
    plan_reminders(due_reminders)

    fill(draft)

    assert said(Message.objects.get()) is None


def test_the_reminder_is_not_sent_once_the_draft_was_sent_or_is_gone(
    world: World, clock_stands_still: Traveller
) -> None:
    draft = fill(begin(open_january(world), world.dana))
    clock_stands_still.shift(timedelta(days=23))
    plan_reminders(due_reminders)
    message = Message.objects.get()

    Application.objects.filter(pk=draft.pk).update(state="submitted")
    assert said(message) is None
    Application.objects.filter(pk=draft.pk).update(state="draft")
    assert said(message) is not None
    clock_stands_still.shift(timedelta(days=8))
    forget_old_drafts(by=SYSTEM)
    assert said(message) is None


def test_the_receipt_names_the_scheme_and_the_days(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    message = Message.objects.get(kind=RECEIVED)

    told = said(message)

    assert told == {
        "scheme_id": world.scheme.id,
        "scheme_name": world.scheme.name,
        "reader_name": "Dana",
        "dates": (
            "You can change your answers until 8 January 2027. Then the Coordination Group looks at all"
            " applications, and you hear from us before the programme starts on 25 January 2027."
        ),
        "path": f"/applications/{sent.id.hex}/",
    }


def test_the_receipt_is_not_sent_to_whoever_withdrew_meanwhile(world: World) -> None:
    sent = send(world, fill(begin(open_january(world), world.dana)))
    withdraw_application(by=actor_of(world.dana), application=fresh(sent.id))

    assert said(Message.objects.get(kind=RECEIVED)) is None
