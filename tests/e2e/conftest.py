"""A real browser against a live server. See `live_page`: it opens a page in any way a person may."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.ways import PHONE, Way

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever is not on this machine does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 30_000  # milliseconds; a busy machine is no reason to fail
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.uncounted)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of CHROMIUM, or the system's own."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        pytest.fail("There is no Chromium: install one, or set CHROMIUM to it.")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; our own calls to the database do not await.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            yield browser
            browser.close()


class Visitor:
    """Opens pages, and remembers whatever went wrong on any of them."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser = browser
        self.origin = server.url
        self.contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def open(
        self,
        path: str,
        way: Way = PHONE,
        *,
        person: AbstractBaseUser | None = None,
        language: str = "en-GB",
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.origin,
            viewport={"width": way.width, "height": 844},
            color_scheme=way.scheme,
            java_script_enabled=way.javascript,
            device_scale_factor=way.density,
            locale=language,
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person is not None:
            self.sign_in(context, person)
        page = context.new_page()
        page.on("console", lambda message: self.hear(message.type, message.text))
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("response", lambda answer: self.see(answer.url, answer.status, answer.request))
        page.goto(path)
        return page

    def sign_in(self, context: BrowserContext, person: AbstractBaseUser) -> None:
        """Give this browser a session of that person, as signing in would have done."""
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.origin}]
        )

    def hear(self, kind: str, text: str) -> None:
        # A page that answers 403, 404 or 422 is a page; what it loads is watched in `see`.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {text}")

    def see(self, url: str, status: int, request: object) -> None:
        kind = getattr(request, "resource_type", "")
        if urlsplit(url).netloc != urlsplit(self.origin).netloc:
            self.troubles.append(f"third party: {url}")
        elif status >= 500 or (status >= 400 and kind not in {"document", "xhr", "fetch"}):
            self.troubles.append(f"{status}: {url}")


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    visitor = Visitor(browser, live_server)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.troubles == []


@pytest.fixture
def live_page(visitor: Visitor) -> OpenPage:
    """Open a page: `live_page("/partnerships/", way, person=amal)`. See `Visitor.open`."""
    return visitor.open
