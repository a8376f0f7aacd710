"""Axe, and what axe does not see: a page that must be pushed sideways on a small phone."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.figures import note

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
SMALLEST = 320
AXE = Axe()
AXE_SAW = "pages in each viewport and mode that axe saw"


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA or of axe's best practices, and no sideways scrolling at 320 px.

    On a second database the journeys are gone through again, and their pages are those that axe has seen.
    """
    # A click returns when the next page begins: until it is there, its document is an empty one.
    page.wait_for_load_state()
    if os.environ.get("COMPAGNON_AGAIN"):
        return
    with scripted_twin(page) as twin:
        violations = AXE.run(twin, options=RULES).response["violations"]
    assert not violations, "\n".join(describe(violation) for violation in violations)
    assert_fits(page)
    note_page(page)


@contextmanager
def scripted_twin(page: Page) -> Iterator[Page]:
    """Axe is a script: what a browser without JavaScript shows, it sees in a second browser.

    That one is given the same HTML, runs none of our scripts, and shows what stands in <noscript>.
    """
    if not without_script(page):
        yield page
        return
    html = page.content().replace("<noscript", "<div").replace("</noscript", "</div")
    assert page.context.browser is not None
    context = page.context.browser.new_context(
        viewport=page.viewport_size, color_scheme="dark" if is_dark(page) else "light"
    )
    context.route("**/*", lambda route: pass_on(route, page.url, html))
    twin = context.new_page()
    twin.goto(page.url)
    yield twin
    context.close()


def pass_on(route: Route, url: str, html: str) -> None:
    if route.request.url == url:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif route.request.resource_type == "script":
        route.abort()
    else:
        route.continue_()


def is_dark(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))


def without_script(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(scripting: none)').matches"))


def describe(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(f"{node['target']} {node['failureSummary']}" for node in nodes)
    return f"{violation['id']}: {violation['help']}: {places}"


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window: WCAG 1.4.10."""
    usual = page.viewport_size
    assert usual is not None
    for width in sorted({usual["width"], min(usual["width"], SMALLEST)}, reverse=True):
        page.set_viewport_size({"width": width, "height": usual["height"]})
        beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert beyond <= 0, f"{page.url} is {beyond} px wider than a window of {width} px"
    page.set_viewport_size(usual)


def note_page(page: Page) -> None:
    """Count the page once however many objects it shows: ids are left out of its address."""
    path = re.sub(r"[0-9a-f]{32}", "…", urlsplit(page.url).path)
    width = page.viewport_size["width"] if page.viewport_size else 0
    scheme = "dark" if is_dark(page) else "light"
    note(AXE_SAW, path, f"{width} px", scheme, "no script" if without_script(page) else "script")
