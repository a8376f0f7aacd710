"""The coordinators' letter of the day: whom it goes to, and what waits when it leaves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from time_machine import Traveller

from compagnon.core.models import EventRow
from compagnon.notifications.changes import choose_news, choose_reminders, plan_message
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message, ReminderChoice
from compagnon.notifications.reminding import plan_reminders
from compagnon.schemes import news
from compagnon.schemes.models import Appointment, Scheme
from compagnon.schemes.news import register
from compagnon.schemes.reminders import KIND, about_news, due_news
from tests.cast import NOW, World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db
News = ReminderChoice.News
PAGE = "/notifications/"


@pytest.fixture
def world() -> World:
    return make_world()


def hold_one(world: World) -> None:
    """Let one letter wait to be released."""
    plan_message(
        kind="schemes/charter_published",
        recipient_id=world.dana.id,
        address=world.dana.email,
        language="en",
        context={"charter_id": world.charter.id},
        key="held",
        held_for=world.scheme.id,
        scheme_id=world.scheme.id,
    )


def sent() -> list[str]:
    """Plan and send what is due, and return what everybody reads."""
    mail.outbox.clear()
    plan_reminders(due_news)
    deliver_due()
    return [f"{one.to[0]}: {one.subject}\n{one.body}" for one in mail.outbox]


def test_a_coordinator_hears_once_a_day_what_waits(
    world: World, clock_stands_still: Traveller
) -> None:
    appoint(world.amal, Appointment.Role.ADMINISTRATOR, world.scheme)
    hold_one(world)

    [letter] = sent()
    assert letter.startswith("chris@example.org: What waits for you\n")
    assert f"{world.scheme.name}\n- 1 letter waits until you release it\n" in letter
    assert f"/schemes/{world.scheme.id.hex}/" in letter
    assert "Choose which reminders you get" in letter
    assert sent() == []

    clock_stands_still.shift(timedelta(days=1))
    assert len(sent()) == 1


def test_nothing_is_sent_where_nothing_waits_or_it_is_done_meanwhile(world: World) -> None:
    assert sent() == []
    assert Message.objects.get(kind=KIND).outcome == "lapsed"

    hold_one(world)
    Message.objects.filter(kind=KIND).delete()
    plan_reminders(due_news)
    Message.objects.filter(key__isnull=False).exclude(kind=KIND).delete()
    deliver_due()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("shift", "count"),
    [
        (timedelta(hours=-4), 0),  # six in the morning in London
        (timedelta(hours=-3), 1),
        (timedelta(days=4), 1),  # Friday
        (timedelta(days=5), 0),
        (timedelta(days=6), 0),
    ],
)
def test_it_comes_on_the_morning_of_a_weekday(
    world: World, clock_stands_still: Traveller, shift: timedelta, count: int
) -> None:
    hold_one(world)
    clock_stands_still.move_to(NOW + shift)

    assert len(list(due_news((NOW + shift).date()))) == count


def test_a_letter_of_yesterday_and_one_to_nobody_say_nothing(
    world: World, clock_stands_still: Traveller
) -> None:
    hold_one(world)
    facts = Facts({"due_on": "2026-09-14"})
    chris = Recipient(world.chris.id, "chris@example.org", "en")
    assert about_news(facts, chris) is not None
    assert about_news(facts, Recipient(None, "chris@example.org", "en")) is None
    assert about_news(facts, Recipient(world.dana.id, "dana@example.org", "en")) is None
    Scheme.objects.update(state=Scheme.State.SETTING_UP)
    assert about_news(facts, chris) is None
    Scheme.objects.update(state=Scheme.State.OPEN)

    clock_stands_still.shift(timedelta(days=1))
    assert about_news(facts, chris) is None


def test_whoever_wants_no_news_or_no_reminders_gets_none(world: World) -> None:
    hold_one(world)
    chris = actor_of(world.chris)
    plan_reminders(due_news)
    choose_news(by=chris, person_id=world.chris.id, news=News.NONE)
    assert sent() == []
    assert list(due_news(NOW.date())) == []

    Message.objects.filter(kind=KIND).delete()
    choose_news(by=chris, person_id=world.chris.id, news=News.DAILY)
    choose_reminders(by=chris, person_id=world.chris.id, wants_reminders=False)
    assert sent() == []
    assert EventRow.objects.filter(name="NewsChosen").count() == 2


def test_whoever_coordinates_chooses_on_the_page_of_letters(client: Client, world: World) -> None:
    client.force_login(world.chris)
    page = client.get(PAGE)
    assert page.context["form"].initial == {"wants_reminders": "yes", "news": "at_once"}

    client.post(PAGE, {"wants_reminders": "yes", "news": "none"})
    assert client.get(PAGE).context["form"].initial["news"] == "none"
    assert client.post(PAGE, {"wants_reminders": "yes"}).status_code == 422

    client.force_login(world.dana)
    assert "news" not in client.get(PAGE).context["form"].fields


def test_news_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "_sources", [])
    register("one", lambda _viewer, _scheme: (), order=1)

    with pytest.raises(ValueError, match="Registered twice"):
        register("one", lambda _viewer, _scheme: (), order=2)
