"""The gallery in every way it is looked at; what scripts add, and that no page needs them."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage, Visitor
from tests.e2e.ways import DESK, PHONE, Way, every_way

pytestmark = pytest.mark.once
FINISHED = "document.getElementById('run').setAttribute('hx-get', '/ui/?running=0')"


@every_way
def test_every_component_is_accessible_and_fits(live_page: OpenPage, way: Way) -> None:
    page = live_page("/ui/", way)

    expect(page.get_by_role("heading", level=1)).to_have_text("Components")
    assert_accessible(page)


@pytest.mark.parametrize("way", [PHONE, DESK], ids=["phone", "desk"])
def test_every_target_is_large_enough_for_a_thumb(live_page: OpenPage, way: Way) -> None:
    page = live_page("/ui/", way)

    small = page.evaluate("""() => [...document.querySelectorAll(
            'main .button, main label.option, main summary, main .control > *, header a, header summary')]
        .filter(e => e.checkVisibility() && !e.closest('.skip') && !e.matches('.skip'))
        .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])
        .filter(([, height]) => height < 46)""")

    assert small == []


def poll(page: Page, answer: str) -> None:
    """Let the live part ask at once, and answer as given (`""`: as the application does)."""

    def respond(route: Route) -> None:
        if answer == "503":
            route.fulfill(status=503, body="")
        elif answer == "page":
            route.fulfill(
                status=200, content_type="text/html", body="<!DOCTYPE html><title>In</title>"
            )
        else:
            route.continue_()

    page.route("**/ui/?running=0", respond)
    page.evaluate("htmx.ajax('GET', '/ui/?running=0', {target: '#run', swap: 'outerHTML'})")


def test_a_part_is_fetched_again_without_loading_the_page(live_page: OpenPage) -> None:
    page = live_page("/ui/", DESK)
    page.evaluate("window.stayed = true")

    poll(page, "")

    expect(page.locator("#run")).to_contain_text("240 of 240")
    assert page.evaluate("[window.stayed, document.querySelectorAll('#run').length]") == [True, 1]
    assert page.locator("#run").get_attribute("hx-trigger") is None


def test_a_whole_page_in_place_of_a_part_is_gone_to(live_page: OpenPage) -> None:
    page = live_page("/ui/", DESK)

    poll(page, "page")

    page.wait_for_url("**/ui/?running=0")


def test_a_press_that_failed_says_so(live_page: OpenPage, visitor: Visitor) -> None:
    page = live_page("/ui/", DESK)

    poll(page, "503")

    expect(page.locator("#messages")).to_contain_text("That did not work.")
    assert visitor.troubles[0].startswith("503: ")
    visitor.troubles.clear()


def test_menus_open_by_keyboard_and_close_on_escape_or_elsewhere(live_page: OpenPage) -> None:
    page = live_page("/ui/", DESK)
    languages = page.locator("details.fold summary").first

    languages.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Cymraeg")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cymraeg")).to_be_hidden()
    expect(languages).to_be_focused()
    languages.click()
    page.locator("h1").click()
    expect(page.get_by_role("button", name="Cymraeg")).to_be_hidden()


def test_a_reader_begins_at_the_list_of_problems(live_page: OpenPage) -> None:
    page = live_page("/ui/", DESK)

    expect(page.locator(".problems")).to_be_focused()


def test_the_keyboard_may_skip_to_the_content(live_page: OpenPage) -> None:
    page = live_page("/nothing-here/", DESK)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_language_is_chosen_without_scripts(live_page: OpenPage) -> None:
    page = live_page("/ui/", PHONE._replace(javascript=False))

    page.locator("details.fold summary").first.click()
    page.get_by_role("button", name="Cymraeg").click()

    expect(page.locator("html")).to_have_attribute("lang", "cy")


def test_what_is_folded_is_unfolded_on_paper(live_page: OpenPage) -> None:
    page = live_page("/ui/", DESK)
    folded = page.get_by_text("Five criteria, each with the weight")

    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
