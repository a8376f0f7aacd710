from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.ids import new_public_id
from compagnon.core.models import EventRow
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.action_item import (
    carry_action_item,
    drop_action_item,
    finish_action_item,
)
from compagnon.partnerships.changes.meeting import arrange_meeting, record_meeting
from compagnon.partnerships.changes.partnership import Joining, open_partnership, pause_partnership
from compagnon.partnerships.models import ActionItem, Agreement, Member, Partnership
from compagnon.partnerships.policy import reading_grants
from compagnon.partnerships.queries.action_item import list_own_action_items
from compagnon.partnerships.reminders.due import about_actions
from compagnon.partnerships.rules import ActionPoint, OpenAction, is_action_due
from compagnon.schemes.rules.working_weeks import SchoolDays
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_views import as_person, page
from tests.partnerships.test_workspace import asked

OWNER = UUID(int=1)
DUE = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("today", "is_said"),
    [
        (date(2026, 9, 17), False),
        (date(2026, 9, 18), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 21), False),
    ],
)
def test_an_action_item_is_said_from_two_days_before_until_the_day(
    today: date, is_said: bool
) -> None:
    days = SchoolDays([], around=today)

    assert is_action_due(OpenAction(OWNER, DUE), days, today) is is_said


@pytest.fixture
def item(world: World, partnership: Partnership, agreement: Agreement) -> ActionItem:
    """What Bela took on, by the 20th of September."""
    return take_on(world, partnership, DUE)


def take_on(world: World, partnership: Partnership, due_on: date | None) -> ActionItem:
    bela = Member.objects.get(partnership=partnership, person=world.bela)
    meeting = record_meeting(
        by=actor_of(world.bela),
        partnership=partnership,
        held_on=date(2026, 9, 10),
        length_minutes=45,
        attended=[bela],
        action_points=[ActionPoint("Ask the quiet table", bela.id, due_on)],
        next_items="",
    )
    return meeting.action_items.get()


def reminded() -> list[str]:
    rows = Message.objects.filter(kind="partnerships/action_items_due")
    return list(rows.values_list("address", flat=True))


def said(message: Message, recipient: Recipient) -> tuple[object, object] | None:
    values = about_actions(Facts(message.context), recipient)
    return values and (values["path"], values["day"])


@pytest.mark.django_db
def test_an_action_item_is_carried_dropped_and_closed_once(world: World, item: ActionItem) -> None:
    bela = actor_of(world.bela)
    with pytest.raises(Refused, match="a day to come"):
        carry_action_item(by=bela, action_item=item, due_on=date(2026, 9, 1))

    carry_action_item(by=bela, action_item=item, due_on=None)
    drop_action_item(by=bela, action_item=item)
    drop_action_item(by=bela, action_item=item)

    with pytest.raises(Refused, match="not possible"):
        finish_action_item(by=bela, action_item=item)
    with pytest.raises(Refused, match="done or dropped"):
        carry_action_item(by=bela, action_item=item, due_on=None)
    with pytest.raises(NotAllowed, match="took this on"):
        drop_action_item(by=actor_of(world.amal), action_item=item)
    names = ["ActionItemCarried", "ActionItemDropped"]
    assert list(EventRow.objects.filter(name__in=names).values_list("name", flat=True)) == names
    assert list_own_action_items(viewer=bela) == []


@pytest.mark.django_db
def test_what_is_taken_on_is_due_after_the_meeting(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    with pytest.raises(Refused, match="after the meeting"):
        take_on(world, partnership, date(2026, 9, 9))


@pytest.mark.django_db
def test_the_own_page_lists_what_is_open_in_every_partnership_that_goes_on(
    client: Client, world: World, item: ActionItem
) -> None:
    other = open_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        mentor=Joining(world.dana.id, {}),
        mentee=Joining(world.bela.id, {}),
        starts_on=NOW.date(),
    )
    as_person(client, world.bela)
    shown = page(client, "/action-items/")
    assert [
        words
        for words in ("Ask the quiet table", "20 September 2026", "Amal")
        if words not in shown
    ] == []
    assert "Dana" not in shown

    assert len(asked(client, "/action-items/")) == 7
    Partnership.objects.filter(pk=item.meeting.partnership_id).update(state="ended")
    assert "Nothing is open" in page(client, "/action-items/")
    with pytest.raises(Closed):
        reading_grants(actor_of(world.amal), [other])


@pytest.mark.django_db
def test_the_own_page_opens_nothing_for_an_address_that_was_changed(
    world: World, item: ActionItem
) -> None:
    type(world.bela).objects.filter(pk=world.bela.pk).update(email="mallory@example.net")

    assert list_own_action_items(viewer=actor_of(world.bela)) == []


@pytest.mark.django_db
def test_looking_at_an_action_item_changes_nothing_and_one_button_does(
    client: Client, world: World, item: ActionItem
) -> None:
    address = f"/action-items/{item.id.hex}/"
    as_person(client, world.bela)
    assert "Carry it over" in page(client, address)
    assert "Carry it over" in page(client, f"{address}carry/")
    assert client.get(f"{address}done/").status_code == 405
    item.refresh_from_db()
    assert (item.state, item.due_on) == ("open", DUE)

    past = client.post(f"{address}carry/", {"due_on": "2026-01-01"})
    carried = client.post(f"{address}carry/", {"due_on": ""})
    assert "Your next meeting" in page(client, address)
    done = client.post(f"{address}done/", {"from": "list"})
    too_late = client.post(f"{address}drop/", follow=True).content.decode()

    assert (past.status_code, carried.status_code) == (422, 303)
    assert done.headers["Location"] == "/action-items/"
    assert "not possible" in too_late
    assert "Done" in page(client, address)


@pytest.mark.django_db
def test_a_dropped_and_an_overdue_action_item_are_shown_as_such(
    client: Client, world: World, item: ActionItem, clock_stands_still: Any
) -> None:
    clock_stands_still.move_to(NOW + timedelta(days=10))
    as_person(client, world.bela)
    home = f"/partnerships/{item.meeting.partnership_id.hex}/"
    assert "Its day has passed" in page(client, home)

    client.post(f"/action-items/{item.id.hex}/drop/")

    assert "Dropped" in page(client, home)
    assert "Dropped" in page(client, f"/action-items/{item.id.hex}/")


@pytest.mark.django_db
def test_a_partner_reads_an_action_item_and_cannot_close_it(
    client: Client, world: World, item: ActionItem
) -> None:
    as_person(client, world.amal)

    shown = page(client, f"/action-items/{item.id.hex}/")

    assert ("Only the person who took this on" in shown, "Carry it over" in shown) == (True, False)


@pytest.mark.django_db
def test_its_owner_alone_is_reminded_once_two_days_before(
    item: ActionItem, clock_stands_still: Any
) -> None:
    tick()
    assert reminded() == []
    clock_stands_still.move_to(NOW + timedelta(days=4))

    tick()
    tick()

    assert reminded() == ["bela@example.org"]


@pytest.mark.django_db
def test_what_has_no_day_is_reminded_of_before_the_next_meeting(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    take_on(world, partnership, None)
    tick()
    assert reminded() == []
    arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW + timedelta(days=2),
        length_minutes=45,
    )

    tick()

    assert reminded() == ["bela@example.org"]


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_is_carried_over_or_rests(
    world: World, item: ActionItem, clock_stands_still: Any
) -> None:
    clock_stands_still.move_to(NOW + timedelta(days=4))
    tick()
    message = Message.objects.get(kind="partnerships/action_items_due")
    recipient = Recipient(message.recipient_id, message.address, message.language)
    assert said(message, recipient) == ("/action-items/", "20 September 2026")

    carry_action_item(by=actor_of(world.bela), action_item=item, due_on=date(2026, 10, 1))
    assert said(message, recipient) is None
    carry_action_item(by=actor_of(world.bela), action_item=item, due_on=DUE)
    pause_partnership(by=actor_of(world.amal), partnership=item.meeting.partnership)
    assert said(message, recipient) is None
