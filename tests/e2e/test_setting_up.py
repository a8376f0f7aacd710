"""A scheme of one's own in ten minutes, without code, by keyboard alone."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from compagnon.core.actors import SYSTEM
from compagnon.schemes.changes.branch import appoint_branch_lead
from compagnon.schemes.changes.scheme import open_branch
from compagnon.schemes.models import Appointment, Scheme
from tests.cast import World, appoint, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import PHONE, Way
from tests.figures import note

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PRESSES = 100  # of Tab and Enter, from the choice of a template to the open scheme


class Keyboard:
    """Finds its way by Tab and counts every press; typed letters are no presses but text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.sent = 0

    def go_to(self, words: str) -> None:
        """Tab until what is named has the focus."""
        for _press in range(80):
            self.page.keyboard.press("Tab")
            self.presses += 1
            if words in self.page.evaluate(
                "document.activeElement.labels?.[0]?.innerText"
                " ?? document.activeElement.innerText ?? ''"
            ):
                return
        pytest.fail(f"Nobody comes to “{words}” by keyboard.")

    def press(self, words: str) -> None:
        """Go there and press it; the next page is there afterwards."""
        self.go_to(words)
        self.presses += 1
        self.sent += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, words: str, text: str) -> None:
        self.go_to(words)
        self.page.keyboard.type(text)


@pytest.fixture
def world() -> World:
    world = make_world()
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    return world


@pytest.mark.requirement("LSIS-37")
@pytest.mark.requirement("ALL-01")
def test_an_administrator_sets_up_a_scheme_by_keyboard(visitor: Visitor, world: World) -> None:
    page = visitor.open("/schemes/new/", Way(1280), person=world.dana)
    keys = Keyboard(page)

    keys.press("Peer mentoring in an association")
    expect(page.get_by_label("What is it called?")).to_be_focused()
    page.keyboard.type("Mentoring for Science Teachers")
    keys.press("Set up the scheme")
    keys.press("Add somebody")
    keys.write("Name", "Robin Reed")
    keys.write("E-mail address", "robin@example.org")
    keys.write("Approved by", "Management Board")
    keys.write("Approved on", "01092026")
    keys.press("Appoint")
    keys.press("Open the scheme")

    expect(page.get_by_text("The scheme is open.")).to_be_visible()
    made = Scheme.objects.get(name="Mentoring for Science Teachers")
    assert made.state == Scheme.State.OPEN
    note("pages sent to set up a scheme and open it", str(keys.sent))
    assert keys.sent == 5
    assert keys.presses <= MOST_PRESSES


@pytest.mark.once
@pytest.mark.parametrize(
    "way",
    [PHONE, Way(1280, "dark"), Way(390, javascript=False)],
    ids=["phone", "desk", "no-script"],
)
def test_pages_of_setting_up(visitor: Visitor, world: World, way: Way) -> None:
    page = visitor.open("/schemes/", way, person=world.dana)
    for path in ("/schemes/", "/schemes/new/", "/schemes/new/in_house/"):
        page.goto(path)
        assert_accessible(page)
    page.get_by_label("What is it called?").fill("Mentoring in our college")
    page.get_by_role("button", name="Set up the scheme").click()
    assert_accessible(page)
    address = page.url
    for path in (
        "describe/",
        "copy/",
        "group/",
        "cycles/new/",
        "settings/",
        "matching/",
        "share/",
        "charter/",
        "charter/write/",
        "charter/write/en/",
        "charter/preview/cy/",
    ):
        page.goto(f"{address}{path}")
        assert_accessible(page)
    page.goto(address)
    page.get_by_role("link", name="January").first.click()
    assert_accessible(page)
    page.goto(address)
    page.get_by_role("link", name="Add a joining point").click()
    assert_accessible(page)
    page.goto(f"/organisations/{world.organisation.id.hex}/branches/new/")
    assert_accessible(page)
    page.get_by_label("Name").fill("ALL London")
    page.get_by_label("Briefed by").fill("2026-09-01")
    page.get_by_role("button", name="Save").click()
    assert_accessible(page)
    page.get_by_role("link", name="Add a lead").click()
    assert_accessible(page)
    page.goto(f"{address}share/")
    page.get_by_text("QR code: Website").click()
    assert_accessible(page)


@pytest.mark.parametrize(
    "way", [PHONE, Way(1280, javascript=False)], ids=["phone", "desk-no-script"]
)
def test_a_term_calendar_is_read_from_a_file(visitor: Visitor, world: World, way: Way) -> None:
    page = visitor.open("/term-calendars/", way, person=world.chris)
    page.get_by_role("button", name="Begin with the usual days").click()
    assert_accessible(page)
    page.get_by_role("link", name="Northern Ireland").first.click()
    assert_accessible(page)
    page.get_by_role("link", name="Read a file").click()
    terms = b"first day,last day,name\n2026-09-01,2026-12-18,Term 1\n"
    page.set_input_files(
        "input[type=file]", {"name": "terms.csv", "mimeType": "text/csv", "buffer": terms}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("This is what the file says.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(f"/organisations/{world.organisation.id.hex}/term-calendars/new/")
    assert_accessible(page)


def test_a_branch_lead_promotes_and_invites(visitor: Visitor, world: World) -> None:
    branch = open_branch(
        by=SYSTEM,
        organisation=world.organisation,
        name="ALL London",
        briefed_on=date(2026, 9, 1),
    )
    appointment = appoint_branch_lead(
        by=SYSTEM,
        branch=branch,
        email="robin@example.org",
        name="Robin",
        approved_on=date(2026, 9, 1),
        approved_by="Management Board",
    )

    page = visitor.open("/promote/", PHONE, person=appointment.person)
    page.get_by_text("Words to copy: ALL London").click()

    expect(page.get_by_text(f"from=branch-{branch.id.hex}").first).to_be_visible()
    assert_accessible(page)

    page.goto("/gatherings/")
    page.get_by_role("link", name="Invite to a gathering").click()
    assert_accessible(page)
    page.get_by_label("Reflect together").check()
    page.get_by_label("Title").fill("Tea in London")
    page.get_by_label("Day", exact=True).fill("2026-10-05")
    page.get_by_label("Time", exact=True).fill("16:30")
    page.get_by_label("Where").fill("Room 5")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("heading", name="Tea in London")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize(
    "way", [PHONE, Way(1280, "dark", javascript=False)], ids=["phone", "desk-no-script"]
)
def test_the_principles_of_a_charter_are_arranged(visitor: Visitor, world: World, way: Way) -> None:
    page = visitor.open(f"/schemes/{world.scheme.id.hex}/charter/write/", way, person=world.chris)
    down = page.get_by_role("button", name=re.compile("^Move down.+Inclusive"))
    down.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Publish the next version")).to_be_visible()
    # Whoever goes on by keyboard goes on from the principle that was moved, once the page is whole.
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("^Move up.+Inclusive"))).to_be_focused()
    page.get_by_role("button", name="Add a principle").click()
    expect(page.get_by_text("Principle 8 still has to be written in")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("^Remove.+Diverse")).click()
    assert_accessible(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("link", name=re.compile("^Remove.+Diverse"))).to_have_count(0)
    page.goto(f"/schemes/{world.scheme.id.hex}/charter/preview/en/")
    assert_accessible(page)
