"""The summary that `compagnon match` writes, opened as the file that it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.e2e.accessibility import assert_accessible
from tests.e2e.ways import Way, every_way

pytestmark = pytest.mark.once
DEMO = Path(__file__).parents[2] / "demo/applications.csv"


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("match")
    command = [
        *(sys.executable, "-c", "from compagnon.cli.main import main; raise SystemExit(main())"),
        *("match", str(DEMO), "--out", str(folder / "pairs.csv"), "--quiet", "--costs"),
        *("--language", "de"),  # the language with the longest words
    ]
    environment = {**os.environ, "COMPAGNON_DATA": str(folder)}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- ourselves
    return folder / "pairs-summary.html"


def opened(browser: Browser, path: Path, way: Way, asked: list[str]) -> Page:
    """Open the file in a browser that notes whatever else is asked for."""
    context = browser.new_context(
        viewport={"width": way.width, "height": 844},
        color_scheme=way.scheme,
        java_script_enabled=way.javascript,
    )

    def pass_on(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    context.route("**/*", pass_on)
    page = context.new_page()
    page.goto(path.as_uri())
    return page


@every_way
def test_the_summary_is_accessible_and_asks_nobody(
    browser: Browser, summary: Path, way: Way
) -> None:
    asked: list[str] = []
    page = opened(browser, summary, way, asked)

    assert_accessible(page)

    assert {url for url in asked if not url.startswith("data:")} == {summary.as_uri()}
    page.context.close()


def test_every_picture_has_its_table(browser: Browser, summary: Path) -> None:
    page = opened(browser, summary, Way(390), [])

    pictured = page.locator(".pictured").all()

    assert len(pictured) == 5
    for one in pictured:
        assert one.get_by_role("img").count() == 1
        one.locator("summary").click()
        assert one.get_by_role("table").is_visible()
    page.context.close()


def test_the_summary_is_whole_on_paper(browser: Browser, summary: Path) -> None:
    page = opened(browser, summary, Way(1280), [])

    page.emulate_media(media="print")

    assert all(table.is_visible() for table in page.get_by_role("table").all())
    page.context.close()
