"""The equipment itself: what a browser test relies on would be noticed here if it broke."""

import pytest
from playwright.sync_api import Page

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, PHONE, Way, every_way

once = pytest.mark.once
GOOD = """<!doctype html><html lang="en"><title>Good</title>
<meta name="viewport" content="width=device-width"><main><h1>Good</h1></main></html>"""


def show(page: Page, html: str) -> None:
    page.set_content(html)


def test_a_live_server_answers_from_its_own_database(visitor: Visitor) -> None:
    page = visitor.open("/nothing-here/", DESK)

    assert page.title() != ""


@once
@every_way
def test_axe_runs_in_every_way(visitor: Visitor, way: Way) -> None:
    page = visitor.open("/nothing-here/", way)
    show(page, GOOD)

    assert_accessible(page)


@once
def test_axe_names_what_is_wrong(visitor: Visitor) -> None:
    page = visitor.open("/nothing-here/", PHONE)
    show(page, GOOD.replace("<h1>Good</h1>", "<h1>Good</h1><button></button>"))

    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)


@once
def test_a_page_that_does_not_fit_a_small_phone_is_noticed(visitor: Visitor) -> None:
    page = visitor.open("/nothing-here/", PHONE)
    show(page, GOOD.replace("<h1>Good</h1>", f"<h1>{'M' * 60}</h1>"))

    with pytest.raises(AssertionError, match="wider than a window of 390 px"):
        assert_accessible(page)


@once
@pytest.mark.parametrize("way", [PHONE, Way(390, javascript=False)], ids=["script", "no-script"])
def test_axe_sees_what_stands_there_without_a_script(visitor: Visitor, way: Way) -> None:
    page = visitor.open("/nothing-here/", way)
    show(page, GOOD.replace("</main>", "<noscript><button></button></noscript></main>"))

    if way.javascript:
        assert_accessible(page)
    else:
        with pytest.raises(AssertionError, match="button-name"):
            assert_accessible(page)
