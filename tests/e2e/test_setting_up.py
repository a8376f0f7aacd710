"""A scheme of one's own in ten minutes, without code, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from compagnon.schemes.models import Appointment, Scheme
from tests.cast import World, appoint, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import PHONE, Way
from tests.figures import note

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PRESSES = 60


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
    assert keys.presses <= 150


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
    for path in ("describe/", "copy/", "group/", "cycles/new/"):
        page.goto(f"{address}{path}")
        assert_accessible(page)
    page.goto(address)
    page.get_by_role("link", name="January").first.click()
    assert_accessible(page)
    page.goto(address)
    page.get_by_role("link", name="Add a joining point").click()
    assert_accessible(page)
