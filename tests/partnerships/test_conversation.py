"""The page of a meeting under way: agenda, guides, one's own notes for the minutes, a video call."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import Refused
from compagnon.partnerships.changes.agenda_item import add_agenda_item
from compagnon.partnerships.changes.conversation import set_video_link, write_draft
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.guides import GUIDES, QUESTIONS
from compagnon.partnerships.models import Agreement, Meeting, MinutesDraft, Partnership
from compagnon.partnerships.queries.conversation import get_conversation
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_views import as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db
NOTED = {"actions": "Count to five", "next_items": "The quiet table"}


@pytest.fixture
def meeting(world: World, partnership: Partnership) -> Meeting:
    return arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW + timedelta(hours=1),
        length_minutes=30,
    )


def at(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.id.hex}/{rest}"


def test_a_meeting_under_way_shows_agenda_and_time(
    client: Client, world: World, partnership: Partnership, meeting: Meeting
) -> None:
    add_agenda_item(by=actor_of(world.bela), partnership=partnership, text="Why so quiet?")

    shown = page(as_person(client, world.bela), at(meeting))

    assert "Why so quiet?" in shown
    assert "data-timer" in shown
    assert "Record this meeting" in shown


@pytest.mark.requirement("LSIS-09")
@pytest.mark.requirement("ETF-21")
@pytest.mark.requirement("ETF-36")
@pytest.mark.requirement("ALL-69")
@pytest.mark.requirement("ETF-33")
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_a_guide_is_there_for_whoever_wants_one(
    client: Client, world: World, meeting: Meeting, guide: object
) -> None:
    as_person(client, world.bela)

    with_it, without = page(client, at(meeting, f"?guide={guide.key}")), page(client, at(meeting))  # type: ignore[attr-defined]  # a guide

    steps = [str(step.title) for step in guide.steps]  # type: ignore[attr-defined]  # as above
    assert [step for step in steps if step not in with_it] == []
    assert str(guide.lead) not in without  # type: ignore[attr-defined]  # as above
    assert "Listening well" in without
    assert [one for one in QUESTIONS if str(one) not in without] == []


def test_notes_stay_with_their_writer_and_begin_the_minutes(
    client: Client, world: World, partnership: Partnership, agreement: Agreement, meeting: Meeting
) -> None:
    as_person(client, world.amal)
    kept = client.post(at(meeting, "notes/"), {**NOTED, "based_on": "0"})

    assert kept.status_code == 303
    assert "Count to five" in page(client, at(meeting))
    minutes = page(client, url(partnership, "meetings/record/"))
    assert ("Count to five" in minutes, "The quiet table" in minutes) == (True, True)
    bela = actor_of(world.bela)
    assert get_conversation(viewer=bela, meeting=meeting).draft.actions == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT actions, next_items FROM partnerships_minutesdraft")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert (b"Count" in stored, b"quiet" in stored) == (False, False)


def test_notes_are_gone_once_their_writer_records_the_meeting(
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    meeting: Meeting,
    clock_stands_still: object,
) -> None:
    for who in (world.amal, world.bela):
        write_draft(by=actor_of(who), meeting=meeting, **NOTED, based_on=0)
    clock_stands_still.shift(timedelta(hours=2))  # type: ignore[attr-defined]  # time-machine's traveller

    record(world, partnership, NOW.date())

    assert [row.author_id for row in MinutesDraft.objects.all()] == [world.bela.pk]


def test_notes_of_another_window_are_not_overwritten(
    client: Client, world: World, meeting: Meeting
) -> None:
    write_draft(by=actor_of(world.amal), meeting=meeting, **NOTED, based_on=0)
    as_person(client, world.amal)
    typed = {"actions": "Typed late", "next_items": "", "based_on": "0"}

    answer = client.post(at(meeting, "notes/"), typed)
    broken = client.post(at(meeting, "notes/"), {**typed, "based_on": "x"})

    shown = answer.content.decode()
    assert (answer.status_code, broken.status_code) == (422, 422)
    assert ("Typed late" in shown, "Count to five" in shown) == (True, True)
    assert client.post(at(meeting, "notes/"), {**typed, "based_on": "1"}).status_code == 303


@pytest.mark.requirement("ALL-38")
def test_members_meet_at_an_address_that_only_they_read(
    client: Client, world: World, meeting: Meeting
) -> None:
    as_person(client, world.amal)

    refused = [
        client.post(at(meeting, "video/"), {"url": address}).status_code
        for address in ("http://example.org/a", "javascript:alert(1)", "")
    ]
    client.post(at(meeting, "video/"), {"url": "https://example.org/room"})
    client.post(at(meeting, "video/"), {"url": "https://example.org/other"})

    assert refused == [422, 422, 422]
    shown = page(as_person(client, world.bela), at(meeting))
    assert ("https://example.org/other" in shown, "Join the video call" in shown) == (True, True)
    assert as_person(client, world.chris).get(at(meeting)).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT url FROM partnerships_videolink")
        assert b"example" not in bytes(cursor.fetchone()[0])


@pytest.mark.requirement("ALL-38")
def test_an_installation_with_rooms_gives_one_under_a_random_name(
    client: Client, world: World, meeting: Meeting, settings: Settings
) -> None:
    settings.COMPAGNON_VIDEO = "https://meet.example.org"
    as_person(client, world.amal)
    client.post(at(meeting, "video/"), {"url": ""})

    found = get_conversation(viewer=actor_of(world.bela), meeting=meeting)

    assert found.video_url.startswith("https://meet.example.org/")
    assert len(found.video_url.rpartition("/")[2]) == 32


def test_an_address_that_is_not_secure_is_refused(world: World, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="https://"):
        set_video_link(by=actor_of(world.amal), meeting=meeting, url="http://example.org/a")


def test_the_invitation_leads_to_the_page_and_not_to_the_call(
    client: Client, world: World, meeting: Meeting
) -> None:
    set_video_link(by=actor_of(world.amal), meeting=meeting, url="https://example.org/room")

    file = as_person(client, world.bela).get(at(meeting, "meeting.ics")).content.decode()

    unfolded = file.replace("\r\n ", "")
    assert at(meeting) in unfolded
    assert "example.org/room" not in unfolded


def test_a_meeting_that_was_only_recorded_has_a_page_without_forms(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    held = record(world, partnership)

    shown = page(as_person(client, world.bela), at(held))

    assert ("data-timer" in shown, "Keep my notes" in shown) == (False, False)


def test_the_page_of_a_meeting_takes_a_fixed_number_of_queries(
    client: Client, world: World, partnership: Partnership, meeting: Meeting
) -> None:
    write_draft(by=actor_of(world.bela), meeting=meeting, **NOTED, based_on=0)
    set_video_link(by=actor_of(world.amal), meeting=meeting, url="https://example.org/room")

    found = asked(as_person(client, world.bela), at(meeting))

    assert (len(found), len(set(found))) == (14, 14)


def test_a_meeting_opens_for_nobody_else(world: World, meeting: Meeting) -> None:
    with pytest.raises(Closed):
        get_conversation(viewer=actor_of(world.dana), meeting=meeting)
