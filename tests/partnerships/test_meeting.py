from datetime import date

import pytest
from django.db import connection

from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.partnerships.changes.action_item import finish_action_item
from compagnon.partnerships.changes.meeting import (
    arrange_meeting,
    record_meeting,
)
from compagnon.partnerships.models import ActionItem, Meeting, Member, Partnership
from compagnon.partnerships.queries.workspace import get_workspace
from compagnon.partnerships.rules import ActionPoint
from tests.cast import NOW, World, actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]


def record(world: World, partnership: Partnership, held_on: date = date(2026, 9, 10)) -> Meeting:
    members = list(Member.objects.filter(partnership=partnership).order_by("-role"))
    return record_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        held_on=held_on,
        length_minutes=45,
        attended=members,
        action_points=[ActionPoint("Try the sunflower starter", members[0].id)],
        next_items="Talk about the quiet table",
    )


@pytest.mark.requirement("ALL-70")
@pytest.mark.requirement("ALL-79")
def test_record_meeting_keeps_minutes_that_both_members_read(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)

    seen = get_workspace(viewer=actor_of(world.bela), partnership=partnership).meetings

    assert [(m.held_on, m.length_minutes, m.attended, m.next_items) for m in seen] == [
        (date(2026, 9, 10), 45, ("Amal", "Bela"), "Talk about the quiet table")
    ]
    assert [(item.text, item.is_done) for item in seen[0].action_items] == [
        ("Try the sunflower starter", False)
    ]


@pytest.mark.requirement("ALL-15")
def test_record_meeting_leaves_no_word_in_the_database(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)

    with connection.cursor() as cursor:
        cursor.execute("SELECT next_items FROM partnerships_minutes")
        (minutes,) = cursor.fetchone()
        cursor.execute("SELECT text FROM partnerships_actionitem")
        (text,) = cursor.fetchone()
    assert b"quiet" not in bytes(minutes)
    assert b"sunflower" not in bytes(text)
    assert len(minutes) == len(text)


@pytest.mark.requirement("ALL-15")
@pytest.mark.parametrize("who", ["chris", "dana"])
def test_what_a_pair_wrote_is_closed_to_everybody_else(
    world: World, partnership: Partnership, who: str
) -> None:
    record(world, partnership)

    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(getattr(world, who)), partnership=partnership)


def test_what_a_pair_wrote_is_closed_to_a_member_somebody_slipped_in(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)
    Member.objects.filter(person=world.bela).update(person=world.dana)

    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(world.dana), partnership=partnership)


def test_what_a_pair_wrote_is_closed_to_a_member_whose_address_was_changed(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)
    type(world.bela).objects.filter(pk=world.bela.pk).update(email="mallory@example.net")

    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(world.bela), partnership=partnership)


def test_a_pairs_page_does_not_open_words_moved_from_another_meeting(
    world: World, partnership: Partnership
) -> None:
    first, second = record(world, partnership), record(world, partnership, date(2026, 9, 11))
    first.minutes.refresh_from_db()
    type(first.minutes).objects.filter(meeting=second).update(next_items=first.minutes.next_items)

    with pytest.raises(Closed):
        get_workspace(viewer=actor_of(world.bela), partnership=partnership)


def test_record_meeting_is_refused_for_a_day_to_come(
    world: World, partnership: Partnership
) -> None:
    with pytest.raises(Refused, match="before it happens"):
        record(world, partnership, held_on=date(2026, 9, 15))

    assert Meeting.objects.count() == 0


def test_record_meeting_is_refused_when_nobody_was_there(
    world: World, partnership: Partnership
) -> None:
    with pytest.raises(Refused, match="Say who was there"):
        record_meeting(
            by=actor_of(world.amal),
            partnership=partnership,
            held_on=date(2026, 9, 10),
            length_minutes=45,
            attended=[],
            action_points=[],
            next_items="",
        )


def test_record_meeting_is_refused_to_a_stranger_and_to_the_coordinator(
    world: World, partnership: Partnership
) -> None:
    for person in (world.dana, world.chris):
        with pytest.raises(NotAllowed, match="Only the members"):
            record_meeting(
                by=actor_of(person),
                partnership=partnership,
                held_on=date(2026, 9, 10),
                length_minutes=45,
                attended=[],
                action_points=[],
                next_items="",
            )


def test_record_meeting_is_refused_once_the_partnership_is_over(
    world: World, partnership: Partnership
) -> None:
    partnership.state = Partnership.State.ENDED
    partnership.save()

    with pytest.raises(NotAllowed, match="has ended"):
        record(world, partnership)


def test_record_meeting_writes_an_event_without_words(
    world: World, partnership: Partnership
) -> None:
    meeting = record(world, partnership)

    row = EventRow.objects.get(name="MeetingRecorded")
    assert row.actor_id == world.amal.pk
    assert row.about_id == meeting.pk
    assert row.data == {
        "meeting_id": meeting.id.hex,
        "partnership_id": partnership.id.hex,
        "held_on": "2026-09-10",
    }


@pytest.mark.requirement("LSIS-13")
@pytest.mark.requirement("ALL-70")
def test_the_agenda_carries_open_action_points_and_next_items(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)

    agenda = get_workspace(viewer=actor_of(world.bela), partnership=partnership).agenda

    assert [item.text for item in agenda.action_items] == ["Try the sunflower starter"]
    assert agenda.next_items == "Talk about the quiet table"


def test_the_agenda_is_empty_before_the_first_meeting(
    world: World, partnership: Partnership
) -> None:
    agenda = get_workspace(viewer=actor_of(world.bela), partnership=partnership).agenda

    assert (agenda.action_items, agenda.next_items) == ((), "")


def test_finish_action_item_takes_it_off_the_agenda_once(
    world: World, partnership: Partnership
) -> None:
    record(world, partnership)
    item = ActionItem.objects.get()

    finish_action_item(by=actor_of(world.amal), action_item=item)
    finish_action_item(by=actor_of(world.amal), action_item=item)

    assert (
        get_workspace(viewer=actor_of(world.bela), partnership=partnership).agenda.action_items
        == ()
    )
    assert EventRow.objects.filter(name="ActionItemDone").count() == 1


def test_finish_action_item_is_for_its_owner(world: World, partnership: Partnership) -> None:
    record(world, partnership)
    item = ActionItem.objects.get()

    with pytest.raises(NotAllowed, match="Only the person who took this on"):
        finish_action_item(by=actor_of(world.bela), action_item=item)


def test_record_meeting_on_the_day_that_was_arranged_is_its_record(
    world: World, partnership: Partnership, clock_stands_still: object
) -> None:
    arranged = arrange_meeting(
        by=actor_of(world.bela),
        partnership=partnership,
        starts_at=NOW.replace(day=20),
        length_minutes=30,
    )
    clock_stands_still.move_to(NOW.replace(day=21))  # type: ignore[attr-defined]  # time-machine's traveller

    held = record(world, partnership, date(2026, 9, 20))

    assert held.id == arranged.id
    assert [(row.state, row.length_minutes) for row in Meeting.objects.all()] == [("held", 45)]
