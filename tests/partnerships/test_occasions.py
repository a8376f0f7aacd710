from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from compagnon.accounts.changes import deactivate_person
from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.notifications import feeds
from compagnon.notifications.changes import open_calendar
from compagnon.notifications.models import CalendarFeed
from compagnon.partnerships.changes.meeting import arrange_meeting, cancel_meeting
from compagnon.partnerships.changes.review import open_review
from compagnon.partnerships.models import Agreement, Meeting, Partnership
from compagnon.partnerships.occasions import entries
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of

pytestmark = pytest.mark.django_db
PAGE = "/notifications/calendar/"


def read(client: Client, feed: CalendarFeed) -> list[tuple[str, object]]:
    """Return what a calendar program shows: titles and when, in their order."""
    answer = client.get(urlsplit(feeds.address_of(feed)).path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(one["summary"]), one["dtstart"].dt) for one in events]


def arranged(world: World, partnership: Partnership, starts_at: datetime) -> Meeting:
    return arrange_meeting(
        by=actor_of(world.amal), partnership=partnership, starts_at=starts_at, length_minutes=45
    )


@pytest.mark.requirement("ALL-57")
def test_a_calendar_shows_meetings_reviews_and_the_end_to_whoever_knows_its_address(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    starts_at = datetime(2026, 10, 5, 15, tzinfo=UTC)
    meeting = arranged(world, partnership, starts_at)
    client.force_login(world.bela)
    assert "Give my calendar an address" in client.get(PAGE).content.decode()

    assert client.post(PAGE).status_code == 303

    feed = CalendarFeed.objects.get()
    assert feeds.address_of(feed) in client.get(PAGE).content.decode()
    assert read(Client(), feed) == [
        ("Meeting with Amal", starts_at),
        ("Review: you and Amal", date(2027, 1, 15)),
        ("Planned end: you and Amal", date(2027, 5, 28)),
    ]
    cancel_meeting(by=actor_of(world.bela), meeting=meeting)
    assert next(title for title, _when in read(Client(), feed)) == "Review: you and Amal"
    open_review(by=actor_of(world.bela), partnership=partnership)
    assert [title for title, _when in read(Client(), feed)] == ["Planned end: you and Amal"]


def test_a_package_names_its_entries_once() -> None:
    with pytest.raises(ValueError, match="Declared twice: partnerships"):
        feeds.register("partnerships", entries)


def test_another_address_ends_the_one_before_and_none_ends_both(
    client: Client, world: World, partnership: Partnership
) -> None:
    client.force_login(world.bela)
    client.post(PAGE)
    first = feeds.address_of(CalendarFeed.objects.get())
    client.post(PAGE)
    second = feeds.address_of(CalendarFeed.objects.get())
    assert client.get(urlsplit(first).path).status_code == 404
    assert client.get(urlsplit(second).path).status_code == 200

    client.post(f"{PAGE}close/")
    client.post(f"{PAGE}close/")

    assert client.get(urlsplit(second).path).status_code == 404
    names = EventRow.objects.filter(name__startswith="Calendar").values_list("name", flat=True)
    assert sorted(names) == ["CalendarClosed", "CalendarOpened", "CalendarOpened"]


def test_an_address_leads_to_nobody_else_whatever_stands_in_the_database(
    client: Client, world: World, partnership: Partnership
) -> None:
    feed = open_calendar(by=actor_of(world.bela), person_id=UUID(str(world.bela.pk)))
    path = urlsplit(feeds.address_of(feed)).path
    CalendarFeed.objects.update(person=world.amal)

    assert client.get(path).status_code == 404
    assert client.get(path.replace(":", "x:")).status_code == 404


def test_the_calendar_of_a_closed_account_is_closed_too(client: Client, world: World) -> None:
    feed = open_calendar(by=actor_of(world.bela), person_id=UUID(str(world.bela.pk)))
    path = urlsplit(feeds.address_of(feed)).path
    assert client.get(path).status_code == 200

    deactivate_person(by=SYSTEM, person=world.bela)

    assert client.get(path).status_code == 404


def test_only_oneself_gives_ones_calendar_an_address_and_erasing_takes_it(world: World) -> None:
    with pytest.raises(NotAllowed):
        open_calendar(by=actor_of(world.amal), person_id=UUID(str(world.bela.pk)))
    open_calendar(by=actor_of(world.bela), person_id=UUID(str(world.bela.pk)))

    erase_person(by=SYSTEM, email=world.bela.email)

    assert CalendarFeed.objects.count() == 0


def test_a_calendar_takes_as_many_queries_for_one_meeting_as_for_three(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    feed = open_calendar(by=actor_of(world.bela), person_id=UUID(str(world.bela.pk)))
    feed = CalendarFeed.objects.select_related("person").get(pk=feed.pk)
    for count in range(1, 4):
        arranged(world, partnership, NOW + timedelta(hours=count))
        with time_machine.travel(NOW + timedelta(days=count), tick=False):
            with django_assert_num_queries(5):
                feeds.written(feed)
            Meeting.objects.filter(state="arranged").update(state="held")
