"""What members bring to the next meeting, what comes up, and what kinds of work it was."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.partnerships.activities import activities_of
from compagnon.partnerships.changes.agenda_item import add_agenda_item, withdraw_agenda_item
from compagnon.partnerships.changes.meeting import arrange_meeting, miss_meeting, record_meeting
from compagnon.partnerships.models import AgendaItem, Agreement, Meeting, Partnership
from compagnon.partnerships.queries.activity import list_activity
from compagnon.partnerships.queries.workspace import get_next_meeting, get_workspace
from compagnon.partnerships.rules import Particulars
from compagnon.privacy.changes import erase_person
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of
from tests.cast import NOW, World, actor_of
from tests.partnerships.test_views import MET, as_person, page, url
from tests.partnerships.test_workspace import asked

pytestmark = pytest.mark.django_db


def bring(partnership: Partnership, *brought: tuple[object, str]) -> list[AgendaItem]:
    return [
        add_agenda_item(by=actor_of(one), partnership=partnership, text=text)  # type: ignore[arg-type]  # a person
        for one, text in brought
    ]


def meet(world: World, partnership: Partnership, particulars: Particulars) -> Meeting:
    return record_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        held_on=date(2026, 9, 10),
        length_minutes=75,
        attended=list(partnership.members.all()),
        action_points=[],
        next_items="",
        particulars=particulars,
    )


@pytest.mark.requirement("ALL-76")
def test_both_add_to_the_agenda_and_the_mentees_questions_come_first(
    client: Client, world: World, partnership: Partnership
) -> None:
    for person, text in ((world.amal, "Branch day"), (world.bela, "Why so quiet?")):
        as_person(client, person).post(url(partnership, "agenda/"), {"text": text})

    agenda = get_next_meeting(viewer=actor_of(world.amal), partnership=partnership).agenda

    assert [(one.text, one.member_name, one.is_viewers) for one in agenda.items] == [
        ("Why so quiet?", "Bela", False),
        ("Branch day", "Amal", True),
    ]
    shown = page(as_person(client, world.bela), url(partnership))
    assert shown.index("Why so quiet?") < shown.index("Branch day")
    assert client.post(url(partnership, "agenda/"), {"text": ""}).status_code == 422


@pytest.mark.requirement("ALL-15")
def test_an_agenda_leaves_no_word_in_the_database_and_is_there_for_nobody_else(
    client: Client, world: World, partnership: Partnership
) -> None:
    bring(partnership, (world.bela, "Why so quiet?"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM partnerships_agendaitem")
        assert b"quiet" not in bytes(cursor.fetchone()[0])

    assert as_person(client, world.chris).get(url(partnership, "agenda/")).status_code == 404


def test_the_agenda_takes_the_same_number_of_queries_however_long_it_is(
    client: Client, world: World, partnership: Partnership
) -> None:
    bring(partnership, *[(world.bela, f"Question {number}") for number in range(4)])

    found = asked(as_person(client, world.bela), url(partnership, "agenda/"))

    assert (len(found), len(set(found))) == (11, 11)


def test_what_came_up_leaves_the_agenda_and_stands_with_the_meeting(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    quiet, later = bring(partnership, (world.bela, "Why so quiet?"), (world.bela, "Later"))

    meet(world, partnership, Particulars("in_person", ("listening", "review"), (quiet.id,)))

    found = get_workspace(viewer=actor_of(world.bela), partnership=partnership)
    assert [one.text for one in found.agenda.items] == ["Later"]
    assert [one.text for one in found.meetings[0].came_up] == ["Why so quiet?"]
    assert found.meetings[0].gist == "75 minutes, with Amal, Bela · In person"
    assert list(map(str, found.meetings[0].activities)) == [
        "Active listening",
        "Looking back, and planning what to do",
    ]
    assert found.together.in_words == "1 meeting · 1 h 15 min"
    withdraw_agenda_item(by=actor_of(world.bela), agenda_item=later)
    with pytest.raises(Refused, match="came up at a meeting"):
        withdraw_agenda_item(by=actor_of(world.bela), agenda_item=quiet)


def test_an_item_is_taken_off_by_whoever_brought_it(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    mine, quiet = bring(partnership, (world.bela, "Mine"), (world.bela, "Why so quiet?"))
    with pytest.raises(NotAllowed, match="Only whoever put this on the agenda"):
        withdraw_agenda_item(by=actor_of(world.amal), agenda_item=mine)
    as_person(client, world.bela)

    answer = client.post(f"/agenda-items/{mine.id.hex}/withdraw/", follow=True)
    assert "Taken off the agenda." in answer.content.decode()

    meet(world, partnership, Particulars(agenda_items=(quiet.id,)))
    answer = client.post(f"/agenda-items/{quiet.id.hex}/withdraw/", follow=True)
    assert "This came up at a meeting already." in answer.content.decode()


def test_what_an_erased_member_brought_is_gone(world: World, partnership: Partnership) -> None:
    bring(partnership, (world.bela, "Why so quiet?"))

    erase_person(by=SYSTEM, email=world.bela.email)

    found = get_next_meeting(viewer=actor_of(world.amal), partnership=partnership)
    assert found.agenda.items == ()


@pytest.mark.requirement("LSIS-15")
@pytest.mark.requirement("CORE-14")
@pytest.mark.requirement("CORE-15")
@pytest.mark.requirement("CORE-16")
@pytest.mark.requirement("CORE-17")
@pytest.mark.requirement("CORE-18")
@pytest.mark.requirement("CORE-19")
@pytest.mark.requirement("CORE-20")
@pytest.mark.requirement("CORE-21")
@pytest.mark.requirement("CORE-22")
@pytest.mark.requirement("NF-20")
@pytest.mark.requirement("NF-26")
@pytest.mark.requirement("NF-27")
@pytest.mark.requirement("NF-29")
def test_each_kind_of_scheme_offers_its_own_activities_and_assesses_only_for_a_qualification(
    world: World,
) -> None:
    scheme = world.joining_point.cycle.scheme
    found = {}
    for kind in Scheme.Kind:
        scheme.kind = kind
        found[kind] = [key for key, _label in activities_of(scheme)]
    scheme.kind = Scheme.Kind.MENTORING
    scheme.template, scheme.settings = "in_house", {"qualification": "PGCE"}

    assert {kind: len(keys) for kind, keys in found.items()} == {
        "mentoring": 8,
        "coaching": 7,
        "peer_coaching": 8,
    }
    assert settings_of(scheme).qualification == "PGCE"
    assert [key for key, _label in activities_of(scheme)] == [
        *("setting_goals", "taking_control", "listening", "practice", "shared", "guidance"),
        *("review", "assessing", "brokering"),
    ]


def test_record_meeting_is_refused_for_an_activity_of_another_kind_of_scheme(
    world: World, partnership: Partnership, agreement: Agreement
) -> None:
    with pytest.raises(Refused, match="Choose from the list"):
        meet(world, partnership, Particulars(activities=("assessing",)))


@pytest.mark.requirement("CORE-23")
@pytest.mark.requirement("LSIS-34")
@pytest.mark.requirement("LSIS-35")
def test_a_meeting_that_is_over_is_logged_with_four_fields(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    bring(partnership, (world.bela, "Why so quiet?"))
    as_person(client, world.bela)
    typed = {"held_on": "2026-09-09", "length_minutes": "50", "place": "quiet_room"}

    shown = page(client, url(partnership, "meetings/log/"))
    answer = client.post(url(partnership, "meetings/log/"), {**typed, "activities": ["listening"]})

    assert "Where the learner works" in shown
    assert "Beside a branch event" in shown
    assert "Who was there?" not in shown
    assert answer.status_code == 303
    found = get_workspace(viewer=actor_of(world.amal), partnership=partnership)
    assert (
        found.meetings[0].gist
        == "50 minutes, with Amal, Bela · In a quiet room, where nobody listens"
    )
    assert [one.text for one in found.agenda.items] == ["Why so quiet?"]


def test_the_form_of_the_minutes_asks_what_came_up(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    quiet, _later = bring(partnership, (world.bela, "Why so quiet?"), (world.amal, "Later"))
    as_person(client, world.bela)
    assert "Why so quiet?" in page(client, url(partnership, "meetings/record/"))

    attended = [member.id.hex for member in partnership.members.all()]
    typed = {**MET, "attended": attended, "agenda_items": [quiet.id.hex]}
    client.post(url(partnership, "meetings/record/"), typed)

    shown = page(client, url(partnership))
    assert "You talked about:" in shown
    assert [one.text for one in AgendaItem.objects.filter(meeting=None)] != []


@pytest.mark.requirement("ALL-79")
def test_a_meeting_that_did_not_take_place_is_told_and_counted_as_none(
    client: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: object,
) -> None:
    starts_at = NOW + timedelta(hours=1)
    meeting = arrange_meeting(
        by=actor_of(world.amal), partnership=partnership, starts_at=starts_at, length_minutes=30
    )
    with pytest.raises(Refused, match="It has not begun yet"):
        miss_meeting(by=actor_of(world.bela), meeting=meeting)
    as_person(client, world.bela)
    early = client.post(f"/meetings/{meeting.id.hex}/missed/", follow=True).content.decode()
    clock_stands_still.shift(timedelta(hours=2))  # type: ignore[attr-defined]  # time-machine's traveller

    late = client.post(f"/meetings/{meeting.id.hex}/missed/", follow=True).content.decode()

    assert "It has not begun yet" in early
    assert "Find another time" in late
    (activity,) = list_activity(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert [str(fact.state_label) for fact in activity.meetings] == ["Did not take place"]
    assert activity.held_count == 0
    assert "A meeting did not take place" in page(client, url(partnership, "timeline/"))


def test_a_meeting_that_was_moved_says_so(
    client: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: object,
) -> None:
    for hours in (1, 2):
        arrange_meeting(
            by=actor_of(world.amal),
            partnership=partnership,
            starts_at=NOW + timedelta(hours=hours),
            length_minutes=30,
        )
    as_person(client, world.bela)
    typed = {"held_on": "2026-09-14", "length_minutes": "30"}
    client.post(url(partnership, "meetings/log/"), typed)

    assert "Moved once" in page(client, url(partnership))
