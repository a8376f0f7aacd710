"""The matching room's two other ways in a browser: peers of one pool in pairs, and a circle; from a match to a workspace."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from compagnon.accounts.models import Person
from compagnon.matching.models import Run
from compagnon.notifications.delivery import deliver_due
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from tests.cast import World, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, PHONE, Way
from tests.matching.pool import as_pool, gathered, make_circle_room, peer

# What a database could change of it is asked on both of them by the tests of matching.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
NO_SCRIPT = Way(PHONE.width, javascript=False)


@pytest.fixture
def world() -> World:
    return make_world()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def talk_about_it(page: Page) -> None:
    """Open the first group, say something of it, and come back to the list."""
    page.get_by_role("link", name=re.compile("^Side by side")).first.click()
    page.get_by_label("Comment").fill("They would get on well.")
    press(page, "Write to the group")
    expect(page.get_by_text("They would get on well.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="All groups as a list").click()


def release(page: Page, run: Run) -> None:
    """Look at what will be read, and send it."""
    page.get_by_role("link", name="Preview the letters").click()
    assert_accessible(page)
    press(page, re.compile("^Release"))
    expect(
        page.get_by_text("is on its way").or_(page.get_by_text("are on their way"))
    ).to_be_visible()
    expect(page).to_have_url(re.compile(run.id.hex))
    deliver_due()


def say_yes(visitor: Visitor, person: Person, way: Way) -> Page:
    """Follow the letter's link without signing in, and say yes with one button."""
    letter = next(one for one in mail.outbox if one.to == [person.email])
    found = re.search(r"/places/\S+/", str(letter.body))
    assert found is not None
    page = visitor.open(found[0], way)
    press(page, "Yes, and I sign the charter")
    return page


@pytest.mark.requirement("ALL-35")
def test_two_peers_of_a_pool_are_matched_and_their_workspace_opens(
    visitor: Visitor, world: World
) -> None:
    as_pool(world)
    *people, third = (peer(world, name).person for name in ("Amal", "Bela", "Efa"))
    gathered(world)
    Application.objects.filter(person=third).update(state="withdrawn")
    run = gathered(world)
    page = visitor.open(f"/runs/{run.id.hex}/", NO_SCRIPT, person=world.chris)
    for tab in ("Pictures", "Near-ties", "What changed"):
        page.get_by_role("link", name=tab).click()
        assert_accessible(page)
    expect(page.get_by_text("Together with others")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Groups")).click()
    talk_about_it(page)
    release(page, run)

    for person in people:
        page = say_yes(visitor, person, NO_SCRIPT)
        expect(page.get_by_text("You have accepted and signed the charter.")).to_be_visible()
    assert_accessible(page)

    assert Partnership.objects.count() == 1
    page = visitor.open("/", NO_SCRIPT, person=people[0])
    page.get_by_role("link", name=re.compile("^You and")).click()
    expect(page.get_by_role("link", name="Write the contract")).to_be_visible()


@pytest.mark.requirement("ALL-41")
def test_a_circle_is_released_answered_and_opens_without_who_said_no(
    visitor: Visitor, world: World
) -> None:
    people = {name: row.person for name, row in make_circle_room(world).items()}
    run = gathered(world, circles=True)
    page = visitor.open(f"/runs/{run.id.hex}/", DESK, person=world.chris)
    talk_about_it(page)
    page.get_by_role("link", name="Report of the match").click()
    assert_accessible(page)
    page.get_by_role("link", name="Match", exact=True).click()
    release(page, run)

    for name in ("Amal", "Bela", "Efa"):
        say_yes(visitor, people[name], DESK)
    letter = next(one for one in mail.outbox if one.to == [people["Gwen"].email])
    found = re.search(r"/places/\S+/", str(letter.body))
    assert found is not None
    declining = visitor.open(found[0], DESK)
    assert_accessible(declining)
    press(declining, re.compile("^No"))

    page.goto(f"/joining-points/{world.joining_point.id.hex}/answers/groups/")
    assert_accessible(page)
    members = Partnership.objects.get().members.values_list("person__name", flat=True)
    assert sorted(members) == ["Amal", "Bela", "Efa"]
    page = visitor.open("/", DESK, person=people["Bela"])
    page.get_by_role("link", name=re.compile("^You")).first.click()
    assert_accessible(page)
