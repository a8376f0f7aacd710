"""A coordinator changes the application form, looks at it, and publishes; without JavaScript as well."""

import re

import pytest
from playwright.sync_api import Page, expect

from compagnon.recruitment.queries.form import form_of_scheme
from tests.cast import make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import PHONE, Way

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "How big is your school?"


@pytest.mark.parametrize(
    "way", [PHONE, Way(1280, "dark", javascript=False)], ids=["phone", "no-script"]
)
def test_a_coordinator_changes_the_form_and_publishes(visitor: Visitor, way: Way) -> None:
    world = make_world()
    page = visitor.open(f"/schemes/{world.scheme.id.hex}/form/", way, person=world.chris)
    assert_accessible(page)
    page.get_by_role("link", name="Change the form").click()

    add_a_question(page)
    look_at_it(page)
    page.get_by_role("link", name="See what changes, and publish").click()
    assert_accessible(page)
    page.get_by_role("button", name="Publish the form").click()

    expect(page.get_by_text("Published. Whoever begins from now on")).to_be_visible()
    form = form_of_scheme(world.scheme.id).form
    assert ASKED in {str(form.words(one.label, "en")) for one in form.questions()}


def add_a_question(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Add a question.+Where you work")).click()
    assert_accessible(page)
    page.get_by_role("link", name="One of several answers").click()
    page.get_by_label("Question").fill(ASKED)
    page.get_by_label("Why you ask").fill("To know small schools when we see them.")
    page.get_by_label("Answer 1").fill("Large")
    page.get_by_label("Answer 2").fill("Small")
    page.get_by_role("button", name=re.compile("One place up.+answer 2")).click()
    expect(page.get_by_label("Answer 1")).to_have_value("Small")
    assert_accessible(page)
    page.get_by_role("button", name="Save the draft").last.click()
    page.get_by_role("button", name=re.compile(f"^Up.+{re.escape(ASKED)}")).click()
    assert_accessible(page)


def look_at_it(page: Page) -> None:
    page.get_by_role("link", name="Preview").click()
    page.get_by_role("link", name="Where you work").click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Change the form").click()
    page.get_by_role("link", name="Other languages", exact=True).click()
    page.get_by_role("link", name=re.compile("Where you work.+Cymraeg")).click()
    assert_accessible(page)
    page.get_by_role("link", name="Other languages", exact=True).click()
    page.get_by_role("link", name="Change the form").click()
