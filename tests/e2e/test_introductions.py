"""An introductory meeting from the invitation to the volunteer: invited, answered, came, applied, recorded."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from compagnon.introductions import links
from compagnon.introductions.models import Introduction
from compagnon.notifications.models import Message
from compagnon.notifications.secrecy import unlock
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint
from tests.cast import World, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, PHONE, Way
from tests.introductions.meetings import invitation_of, invite, plan
from tests.recruitment.applying import fill, send
from tests.recruitment.forms import MENTOR_TYPES

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = datetime(2026, 9, 17, 9, 0, tzinfo=UTC)


def make_gated_world() -> World:
    """A scheme whose mentors sign up after the meeting, in the middle of its time to apply."""
    world = make_world()
    world.scheme.settings = {"mentors_after_introduction": True}
    world.scheme.save()
    JoiningPoint.objects.filter(pk=world.joining_point.pk).update(
        closes_on=date(2026, 10, 30), starts_on=date(2026, 11, 9)
    )
    return world


@pytest.mark.requirement("LSIS-38")
@pytest.mark.requirement("LSIS-40")
@pytest.mark.parametrize("way", [PHONE, Way(390, javascript=False)], ids=["phone", "no-script"])
def test_from_the_invitation_to_the_volunteer(visitor: Visitor, way: Way) -> None:
    world = make_gated_world()
    coordinator = visitor.open(
        f"/joining-points/{world.joining_point.id.hex}/introductions/", way, person=world.chris
    )
    assert_accessible(coordinator)
    set_up(coordinator)
    invite_two(coordinator)

    answer(visitor.open(links.path(invitation_of("ivo@school.example").id), way))

    coordinator.reload()
    expect(coordinator.get_by_text("Comes", exact=True)).to_be_visible()
    assert_accessible(coordinator)
    with time_machine.travel(AFTER, tick=True):
        meeting = Introduction.objects.get()
        coordinator = visitor.open(f"/introductions/{meeting.id.hex}/", way, person=world.chris)
        ask_for_volunteers(coordinator)
        sign_up(visitor, world, way)
        coordinator.reload()
        expect(coordinator.locator("main")).to_contain_text("Signed up afterwards")
    application = Application.objects.get()
    mark = links.mark_of(meeting.id)
    assert (application.state, application.source) == ("submitted", mark)
    page = visitor.open(f"/applications/{application.id.hex}/", way, person=world.chris)
    expect(page.get_by_text("Volunteered after the meeting")).to_be_visible()


def set_up(page: Page) -> None:
    page.get_by_role("link", name="Set up a meeting").click()
    assert_accessible(page)
    page.get_by_label("Day", exact=True).fill("2026-09-16")
    page.get_by_label("Time", exact=True).fill("16:00")
    page.get_by_label("Where", exact=True).fill("Room 4")
    expect(page.get_by_label("What it covers")).to_contain_text("What the role asks")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Invite people")).to_be_visible()


def invite_two(page: Page) -> None:
    assert_accessible(page)
    people = page.get_by_label("Whom do you invite?")
    people.fill("Ivo Kent <ivo@school.example>\nKim Ray")
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2: there is no e-mail address")
    assert_accessible(page)
    people = page.get_by_label("Whom do you invite?")
    expect(people).to_have_value("Ivo Kent <ivo@school.example>\nKim Ray")
    people.fill("Ivo Kent <ivo@school.example>\nKim Ray kim@school.example")
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("2 letters are on their way.")).to_be_visible()
    assert_accessible(page)


def answer(page: Page) -> None:
    """Answer by keyboard alone."""
    expect(page.get_by_role("heading", name="Will you come?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Yes, I come").press("Enter")
    expect(page.get_by_role("heading", name="You are coming")).to_be_visible()
    assert_accessible(page)


def ask_for_volunteers(page: Page) -> None:
    page.get_by_role("link", name="Note who came").click()
    assert_accessible(page)
    expect(page.get_by_label("Ivo Kent")).to_be_checked()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Look at the letter").click()
    assert_accessible(page)
    page.get_by_role("button", name="Write to the 1 person who came").click()
    expect(page.get_by_text("1 letter is on its way.")).to_be_visible()


def sign_up(visitor: Visitor, world: World, way: Way) -> None:
    mark = links.mark_of(Introduction.objects.get().id)
    page = visitor.open(f"/join/{world.scheme.id.hex}/apply/?from={mark}", way)
    page.get_by_label("Your name").fill("Ivo Kent")
    page.get_by_label("Your e-mail address").fill("ivo@school.example")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    letter = Message.objects.exclude(secret=b"").get()
    page.get_by_label("Code").fill(unlock(letter.id, bytes(letter.secret)))
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Mentor").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Save and go on")).to_be_visible()
    draft = Application.objects.select_related("person", "joining_point__cycle__scheme").get()
    send(world, fill(draft, MENTOR_TYPES))


@pytest.mark.once
@pytest.mark.parametrize("way", [DESK, Way(390, "dark")], ids=["desk", "phone-dark"])
def test_the_pages_of_a_meeting_read_well(visitor: Visitor, way: Way) -> None:
    world = make_gated_world()
    meeting = plan(world, seat_count=12)
    invite(world, meeting)
    for path in ("", "edit/", "invite/"):
        page = visitor.open(f"/introductions/{meeting.id.hex}/{path}", way, person=world.chris)
        assert_accessible(page)
    page = visitor.open(links.path(invitation_of("kim@school.example").id), way)
    assert_accessible(page)
    page = visitor.open(f"/join/{world.scheme.id.hex}/", way)
    expect(
        page.get_by_text("Mentors: signing up begins after the introductory meeting")
    ).to_be_visible()
    assert_accessible(page)
