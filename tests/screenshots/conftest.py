"""Pictures are taken by the same browser, on the same server, as the browser tests use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import Visitor, browser, chromium
from tests.screenshots.camera import Camera

__all__ = ["browser", "chromium"]  # fixtures, found here by their names

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


@pytest.fixture(scope="session", autouse=True)
def british_browser() -> Iterator[None]:
    """Let the browser write the days in fields as its British readers' would.

    Debian's Chromium speaks American English alone until its package chromium-l10n is there too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "en_GB")
        yield


@pytest.fixture
def camera(browser: Browser, live_server: LiveServer) -> Iterator[Camera]:
    visitor = Visitor(browser, live_server)
    yield Camera(visitor, FOLDER)
    for context in visitor.contexts:
        context.close()
    assert visitor.troubles == []
