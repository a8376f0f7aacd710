from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from compagnon.accounts.models import Person
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.agreement import write_agreement
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import leave_partnership, pause_partnership
from compagnon.partnerships.models import ActionItem, Agreement, Meeting, Partnership
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_meeting import record

pytestmark = pytest.mark.django_db

TYPED = {
    "frequency": "monthly",
    "mode": "mixed",
    "length_minutes": "50",
    "focus_areas": ["leadership"],
    "focus_note": "Courage",
    "mentor_responsibilities": "Keeps the time",
    "mentee_responsibilities": "Brings questions",
    "review_on": "2027-01-15",
    "ends_on": "2027-05-14",
    "based_on": "0",
}
MET = {
    "held_on": "2026-09-11",
    "length_minutes": "40",
    "mentor_actions": "Send the frame\n\nAsk the head",
    "mentee_actions": "Try it",
    "next_items": "How it went",
}


@pytest.fixture
def signed_in(client: Client, world: World) -> Client:
    """Bela's browser."""
    return as_person(client, world.bela)


def as_person(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def url(partnership: Partnership, rest: str = "") -> str:
    return f"/partnerships/{partnership.id.hex}/{rest}"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_home_before_the_contract_offers_to_write_it(
    signed_in: Client, partnership: Partnership
) -> None:
    shown = page(signed_in, url(partnership))

    assert "You and Amal" in shown
    assert "Agree how you will work together" in shown
    assert "Not written yet" in shown


def test_home_shows_agenda_meetings_and_contract(
    signed_in: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)

    shown = page(signed_in, url(partnership))

    for words in (
        "Try the sunflower starter",
        "Talk about the quiet table",
        "45 minutes, with Amal, Bela",
    ):
        assert words in shown
    assert "In force" in shown


def test_home_says_when_nothing_is_waiting(
    signed_in: Client, partnership: Partnership, agreement: Agreement
) -> None:
    shown = page(signed_in, url(partnership))

    assert "Nothing is waiting" in shown
    assert "No meeting yet" in shown


def test_home_asks_to_sign_and_then_waits(
    client: Client, world: World, partnership: Partnership
) -> None:
    write_agreement(by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0)

    assert "Read and sign your learning contract" in page(
        as_person(client, world.bela), url(partnership)
    )
    assert "The contract waits for a signature" in page(
        as_person(client, world.amal), url(partnership)
    )


def test_home_of_a_resting_and_of_an_ended_partnership(
    signed_in: Client, world: World, partnership: Partnership
) -> None:
    pause_partnership(by=actor_of(world.amal), partnership=partnership)
    resting = page(signed_in, url(partnership))
    leave_page = page(signed_in, url(partnership, "leave/"))
    leave_partnership(by=actor_of(world.amal), partnership=partnership)
    ended = page(signed_in, url(partnership))

    assert "Take it up again" in resting
    assert "Pause</button>" not in leave_page
    assert "This partnership has ended" in ended
    assert "Pause or end" not in ended


@pytest.mark.requirement("ALL-15")
@pytest.mark.parametrize("who", ["chris", "dana"])
def test_no_page_of_a_partnership_is_there_for_anybody_else(
    client: Client, world: World, partnership: Partnership, agreement: Agreement, who: str
) -> None:
    meeting = record(world, partnership)
    item = ActionItem.objects.get()
    as_person(client, getattr(world, who))

    gets = [
        url(partnership),
        url(partnership, "leave/"),
        url(partnership, "agreement/"),
        url(partnership, "meetings/record/"),
        f"/agreements/{agreement.id.hex}/",
        f"/meetings/{meeting.id.hex}/meeting.ics",
    ]
    posts = [f"/agreements/{agreement.id.hex}/sign/", f"/action-items/{item.id.hex}/done/"]
    assert {client.get(address).status_code for address in gets} == {404}
    assert {client.post(address).status_code for address in posts} == {404}


@pytest.mark.requirement("ALL-61")
@pytest.mark.requirement("ALL-63")
def test_writing_the_contract_shows_the_boundaries_and_asks_the_partner_to_sign(
    signed_in: Client, partnership: Partnership
) -> None:
    assert "Boundaries and confidentiality" in page(signed_in, url(partnership, "agreement/"))

    response = signed_in.post(url(partnership, "agreement/"), TYPED)

    agreement = Agreement.objects.get()
    assert (response.status_code, response.headers["Location"]) == (303, url(partnership))
    assert (agreement.frequency, agreement.mode, agreement.length_minutes) == (
        "monthly",
        "mixed",
        50,
    )
    assert list(Message.objects.values_list("kind", "address")) == [
        ("partnerships/agreement_written", "amal@example.org")
    ]


@pytest.mark.requirement("ALL-67")
def test_an_unusual_length_is_remarked_upon_and_allowed(
    signed_in: Client, partnership: Partnership
) -> None:
    response = signed_in.post(
        url(partnership, "agreement/"), TYPED | {"ends_on": "2027-12-01"}, follow=True
    )

    assert "Six to nine months are usual" in response.content.decode()
    assert Agreement.objects.get().ends_on == date(2027, 12, 1)


def test_a_contract_written_meanwhile_stands_beside_what_was_typed(
    signed_in: Client, world: World, partnership: Partnership
) -> None:
    write_agreement(by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0)

    response = signed_in.post(url(partnership, "agreement/"), TYPED)
    shown = response.content.decode()

    assert response.status_code == 422
    assert "What was written meanwhile" in shown
    assert "Keeps the kettle on" in shown
    assert "Brings questions" in shown
    assert (
        signed_in.post(url(partnership, "agreement/"), TYPED | {"based_on": "1"}).status_code == 303
    )


def test_a_contract_refused_says_why_beside_the_field_and_keeps_what_was_typed(
    signed_in: Client, partnership: Partnership
) -> None:
    response = signed_in.post(url(partnership, "agreement/"), TYPED | {"review_on": "2026-09-01"})
    shown = response.content.decode()

    assert response.status_code == 422
    assert "Choose a day to come for your review." in shown
    assert "Brings questions" in shown


def test_changing_the_contract_begins_with_what_stands(
    signed_in: Client, partnership: Partnership, agreement: Agreement
) -> None:
    shown = page(signed_in, url(partnership, "agreement/"))

    assert "Keeps the kettle on" in shown
    assert 'name="based_on" value="1"' in shown


@pytest.mark.requirement("LSIS-44")
def test_reading_and_signing_the_contract(
    signed_in: Client, world: World, partnership: Partnership
) -> None:
    agreement = write_agreement(
        by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=0
    )
    address = f"/agreements/{agreement.id.hex}/"
    before = page(signed_in, address)

    response = signed_in.post(f"{address}sign/", follow=True)

    assert "Sign the contract" in before
    assert "Courage in the corridor" in before
    assert "You have signed your learning contract." in response.content.decode()
    assert "You have signed this version." in page(signed_in, address)


def test_signing_a_replaced_version_says_so(
    signed_in: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    write_agreement(by=actor_of(world.amal), partnership=partnership, terms=TERMS, based_on=1)

    response = signed_in.post(f"/agreements/{agreement.id.hex}/sign/", follow=True)

    assert "There is a newer version" in response.content.decode()


def test_a_version_written_at_the_same_moment_stands_beside_ones_own(
    signed_in: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    written = []

    def overtake(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # The view has read the version in force, and its change begins.
        if sql.startswith("SAVEPOINT") and not written:
            written.append(replace(TERMS, focus_note="Amal was quicker"))
            by = actor_of(world.amal)
            write_agreement(by=by, partnership=partnership, terms=written[0], based_on=1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        response = signed_in.post(url(partnership, "agreement/"), {**TYPED, "based_on": "1"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Amal was quicker" in shown
    assert 'name="based_on" value="2"' in shown


def test_a_meeting_is_arranged_moved_and_cancelled(
    signed_in: Client, partnership: Partnership, agreement: Agreement
) -> None:
    address = url(partnership, "meetings/arrange/")
    assert signed_in.get(address).status_code == 200
    signed_in.post(address, {"day": "2026-10-05", "time": "16:00", "length_minutes": "45"})
    meeting = Meeting.objects.get()
    assert 'value="16:00"' in page(signed_in, address)
    signed_in.post(address, {"day": "2026-10-06", "time": "16:30", "length_minutes": "45"})
    home = page(signed_in, url(partnership))

    signed_in.post(f"/meetings/{meeting.id.hex}/cancel/")
    twice = signed_in.post(f"/meetings/{meeting.id.hex}/cancel/", follow=True)

    meeting.refresh_from_db()
    assert "6 October 2026" in home
    assert (meeting.state, meeting.invitation_sequence) == ("cancelled", 2)
    assert "not possible any more" in twice.content.decode()


def test_a_meeting_is_not_arranged_in_the_past(signed_in: Client, partnership: Partnership) -> None:
    response = signed_in.post(
        url(partnership, "meetings/arrange/"),
        {"day": "2026-09-01", "time": "16:00", "length_minutes": "45"},
    )

    assert response.status_code == 422
    assert "Choose a time to come." in response.content.decode()


def test_the_calendar_file_of_a_meeting(
    signed_in: Client, world: World, partnership: Partnership
) -> None:
    meeting = arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW.replace(day=20),
        length_minutes=30,
    )

    response = signed_in.get(f"/meetings/{meeting.id.hex}/meeting.ics")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Meeting with Amal" in response.content.decode()


def test_a_meeting_that_was_only_recorded_has_no_calendar_file(
    signed_in: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    meeting = record(world, partnership)

    assert signed_in.get(f"/meetings/{meeting.id.hex}/meeting.ics").status_code == 404


@pytest.mark.requirement("ALL-70")
def test_recording_a_meeting_takes_one_form(
    signed_in: Client, partnership: Partnership, agreement: Agreement
) -> None:
    members = list(partnership.members.order_by("-role"))
    shown = page(signed_in, url(partnership, "meetings/record/"))

    response = signed_in.post(
        url(partnership, "meetings/record/"),
        MET | {"attended": [member.id.hex for member in members]},
    )

    assert "What Amal will do" in shown
    assert response.status_code == 303
    home = page(signed_in, url(partnership))
    for words in ("Send the frame", "Ask the head", "Try it", "How it went"):
        assert words in home
    assert "Try it" in page(signed_in, url(partnership, "meetings/record/"))


def test_a_meeting_that_is_over_asks_to_be_recorded(
    signed_in: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: time_machine.Traveller,
) -> None:
    starts_at = NOW + timedelta(minutes=10)
    arrange_meeting(
        by=actor_of(world.amal), partnership=partnership, starts_at=starts_at, length_minutes=30
    )
    before = page(signed_in, url(partnership))
    clock_stands_still.shift(timedelta(minutes=40))

    after = page(signed_in, url(partnership))

    assert "Put it in my calendar" in before
    assert "Record this meeting" not in before
    assert "How was your meeting?" in after
    assert "Record this meeting" in after
    assert "It did not take place" in after


def test_recording_offers_the_arranged_meeting_once_its_time_has_come(
    signed_in: Client,
    world: World,
    partnership: Partnership,
    agreement: Agreement,
    clock_stands_still: object,
) -> None:
    arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW.replace(day=20),
        length_minutes=35,
    )
    early = page(signed_in, url(partnership, "meetings/record/"))
    clock_stands_still.move_to(NOW.replace(day=21))  # type: ignore[attr-defined]  # time-machine's traveller
    as_person(signed_in, world.bela)
    late = page(signed_in, url(partnership, "meetings/record/"))

    assert 'value="2026-09-14"' in early
    assert 'value="2026-09-20"' in late
    assert 'value="35"' in late


def test_recording_a_day_to_come_is_refused_and_loses_nothing(
    signed_in: Client, partnership: Partnership, agreement: Agreement
) -> None:
    members = [member.id.hex for member in partnership.members.all()]

    response = signed_in.post(
        url(partnership, "meetings/record/"), MET | {"attended": members, "held_on": "2026-09-30"}
    )

    assert response.status_code == 422
    assert "A meeting cannot be recorded before it happens." in response.content.decode()
    assert "Ask the head" in response.content.decode()


def test_recording_before_the_contract_says_what_comes_first(
    signed_in: Client, partnership: Partnership
) -> None:
    response = signed_in.get(url(partnership, "meetings/record/"))

    assert response.status_code == 403
    assert "First sign your learning contract" in response.content.decode()


def test_an_action_point_is_done_by_its_owner(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)
    item = ActionItem.objects.get()

    response = as_person(client, world.amal).post(f"/action-items/{item.id.hex}/done/", follow=True)

    assert "Done. Well done." in response.content.decode()
    assert ActionItem.objects.get().state == "done"


@pytest.mark.requirement("ALL-89")
def test_pausing_resuming_and_leaving_by_buttons(
    signed_in: Client, partnership: Partnership
) -> None:
    assert "You need give no reason" in page(signed_in, url(partnership, "leave/"))
    states = []
    for step in ("pause", "resume", "now"):
        response = signed_in.post(url(partnership, f"leave/{step}/"))
        assert response.status_code == 303
        states.append(Partnership.objects.get().state)

    assert states == ["paused", "open", "ended"]


def test_a_step_that_was_taken_already_says_how_things_stand(
    signed_in: Client, partnership: Partnership
) -> None:
    response = signed_in.post(url(partnership, "leave/resume/"), follow=True)

    assert response.status_code == 200
    assert "This step is not possible any more." in response.content.decode()
    assert Partnership.objects.get().state == Partnership.State.OPEN


@pytest.mark.parametrize(
    "address", ["go-on/", "check-in/works/", "check-in/later/", "leave/resume/", "leave/now/"]
)
def test_looking_changes_nothing(signed_in: Client, partnership: Partnership, address: str) -> None:
    assert signed_in.get(url(partnership, address)).status_code == 405
