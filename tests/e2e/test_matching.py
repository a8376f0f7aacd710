"""The matching room in a browser: progress that moves by itself, decisions that come back to their row."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.computing import compute_run
from compagnon.matching.models import PairRule, Proposal, Release
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, PHONE, Way
from tests.matching.room import computed_run, make_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    world = make_world()
    make_room(world)
    return world


def test_progress_moves_by_itself_and_ends_at_the_pairs(visitor: Visitor, world: World) -> None:
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    page = visitor.open(f"/runs/{run.id.hex}/", PHONE, person=world.chris)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    assert_accessible(page)

    compute_run(run.id)

    expect(page.get_by_role("heading", name="Pairs", exact=True)).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_without_scripts_there_is_a_link_instead(visitor: Visitor, world: World) -> None:
    run = start_run(by=actor_of(world.chris), joining_point=world.joining_point)
    page = visitor.open(
        f"/runs/{run.id.hex}/", Way(PHONE.width, javascript=False), person=world.chris
    )

    compute_run(run.id)
    page.get_by_role("link", name="See how far it has come").click()

    expect(page.get_by_role("heading", name="Pairs", exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_decision_comes_back_to_its_row(
    visitor: Visitor,
    world: World,
    javascript: bool,
) -> None:
    run = computed_run(world)
    page = visitor.open(
        f"/runs/{run.id.hex}/", Way(DESK.width, javascript=javascript), person=world.chris
    )

    page.get_by_role("button", name="Pin Amal and Lena").click()

    expect(page).to_have_url(re.compile("#pair-[0-9a-f]{32}$"))
    expect(page.locator("li:target")).to_contain_text("Pinned from the next match on")
    assert PairRule.objects.get().mentee.person.name == "Lena"
    assert_accessible(page)
    page.get_by_role("button", name="Take it back for Amal and Lena").click()
    expect(page.get_by_role("button", name="Forbid Amal and Lena")).to_be_visible()


@pytest.mark.once
def test_the_views_that_the_journey_does_not_meet_are_accessible(
    visitor: Visitor, world: World
) -> None:
    computed_run(world)
    computed_run(world)
    run = computed_run(world, weights={"interests": 10})
    pair = (run.result or {})["pairs"][0]
    mentor, mentee = (Application.objects.get(person__name=name) for name in ("Amal", "Lena"))
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=mentor, mentee=mentee
    )
    dark = Way(PHONE.width, "dark")

    for path in (
        f"/joining-points/{world.joining_point.id.hex}/matching/decisions/",
        f"/runs/{run.id.hex}/",
        f"/runs/{run.id.hex}/fairness/",
        f"/runs/{run.id.hex}/pictures/",
        f"/runs/{run.id.hex}/changes/",
        f"/runs/{run.id.hex}/report/",
        f"/runs/{run.id.hex}/report/names/",
        f"/runs/{run.id.hex}/pairs/{pair['mentor_id']}/{pair['mentee_id']}/",
    ):
        assert_accessible(visitor.open(path, dark, person=world.chris))


@pytest.mark.parametrize("javascript", [True, False])
def test_another_weight_is_tried_and_kept_by_keyboard_alone(
    visitor: Visitor, world: World, javascript: bool
) -> None:
    way = Way(PHONE.width, javascript=javascript)
    page = visitor.open(
        f"/joining-points/{world.joining_point.id.hex}/matching/criteria/", way, person=world.chris
    )
    assert_accessible(page)

    page.get_by_label("Languages taught").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("90")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What would change", exact=True)).to_be_visible()
    expect(page.get_by_label("Languages taught")).to_have_value("90")
    assert_accessible(page)
    page.get_by_role("button", name="Keep this for the scheme").press("Enter")
    expect(page.get_by_text("Saved. The next match uses it")).to_be_visible()
    world.scheme.refresh_from_db()
    assert world.scheme.matching == {"weights": {"languages": 90}}


def to_pair_with(page: Page, name: str) -> Locator:
    """Leaf through the letters to the first pair that has this button: her own has none."""
    button = page.get_by_role("button", name=name)
    while button.count() == 0:
        page.get_by_role("link", name="Next page").click()
    return button


def test_one_pair_is_held_and_another_released_alone(visitor: Visitor, world: World) -> None:
    run = computed_run(world)
    way = Way(PHONE.width, javascript=False)
    page = visitor.open(f"/runs/{run.id.hex}/letters/", way, person=world.chris)

    to_pair_with(page, "Hold this pair").click()
    expect(page.get_by_role("button", name="Let it go")).to_be_visible()
    assert_accessible(page)
    to_pair_with(page, "Only the pair shown below").click()

    expect(page.get_by_text("Released. The letters of 1 pair are on their way.")).to_be_visible()
    expect(page.get_by_text("Partly released")).to_be_visible()
    proposal = Proposal.objects.get()
    assert PairRule.objects.get().mentee_id != proposal.mentee_id
    page.goto(f"{page.url.partition('/runs/')[0]}/proposals/{proposal.id.hex}/take-back/")
    assert_accessible(page)
    page.get_by_role("button", name="Take it back and tell both").click()
    page.get_by_role("link", name=re.compile("Taken back")).click()
    page.get_by_role("link", name=re.compile("Who else would suit")).first.click()
    expect(page.get_by_role("heading", name=re.compile("who would suit"))).to_be_visible()
    assert_accessible(page)


def test_what_one_coordinator_proposed_another_one_confirms(visitor: Visitor, world: World) -> None:
    world.scheme.settings = {"needs_second_person": True}
    world.scheme.save()
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    run = computed_run(world)
    way = Way(PHONE.width, javascript=False)
    page = visitor.open(f"/runs/{run.id.hex}/letters/", way, person=world.chris)
    assert_accessible(page)
    page.get_by_role("button", name="Propose this release").click()
    expect(page.get_by_text("A release waits for a second person")).to_be_visible()
    assert_accessible(page)

    page = visitor.open(f"/runs/{run.id.hex}/letters/", way, person=world.dana)
    expect(page.get_by_text("In the proposed release")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm, and send").click()

    expect(page.get_by_text("are on their way.")).to_be_visible()
    assert Release.objects.get().proposed_by == world.chris
