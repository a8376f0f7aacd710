"""A group works through its queue: an application asked about, decided with its letter, and several together."""

import pytest
from playwright.sync_api import Locator, Page, expect

from compagnon.recruitment.models import Application
from tests.cast import make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import Way
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import application_of, at, point


@pytest.mark.django_db(transaction=True)
def test_a_volunteer_walks_the_queue_on_a_phone_without_script(visitor: Visitor) -> None:
    world = make_world()
    bring_in(world, AMAL, BELA, HUW)
    way = Way(390, javascript=False)
    page = visitor.open(point(world, "applications/?state=submitted"), way, person=world.chris)
    assert_accessible(page)

    page.get_by_role("link", name="Amal Haddad").click()
    note_something(page)
    ask(page)
    applicant = visitor.open(
        at(application_of("Amal Haddad"), "asked/"),
        way,
        person=application_of("Amal Haddad").person,
    )
    assert_accessible(applicant)
    applicant.get_by_label("Which region are you in?").select_option("wales")
    applicant.get_by_role("button", name="Send").last.click()
    expect(applicant.get_by_text("Your answers have been sent")).to_be_visible()
    page.get_by_role("link", name="Next application").click()
    let_wait(page)
    page.get_by_role("link", name="Applications", exact=True).click()
    decide_the_rest(page)

    states = Application.objects.order_by("person__name").values_list("state", flat=True)
    assert list(states) == ["approved", "waiting", "approved"]


def note_something(page: Page) -> None:
    page.get_by_label("Comment").fill("I know the school.")
    page.get_by_role("button", name="Write to the group").click()
    expect(page.get_by_text("I know the school.")).to_be_visible()
    assert_accessible(page)


def ask(page: Page) -> None:
    page.get_by_role("link", name="Ask for more information").click()
    page.get_by_label("What you would like to know").fill("Are you still in London?")
    page.get_by_label("Which region are you in?").check()
    assert_accessible(page)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text("The question is on its way")).to_be_visible()


def let_wait(page: Page) -> None:
    page.get_by_role("link", name="Put on the waiting list").click()
    page.get_by_label("What the applicant reads").fill("We look for a mentor near you.")
    page.get_by_role("button", name="Show the letter").click()
    expect(page.get_by_text("We look for a mentor near you.").last).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Put on the waiting list and send the letter").click()
    expect(page.get_by_text("The letter is on its way")).to_be_visible()


def decide_the_rest(page: Page) -> None:
    page.get_by_label("Everybody in this list, on all pages").check()
    page.get_by_label("What to do with them").select_option("Approve")
    page.get_by_role("button", name="Look at it before anything is sent").click()
    expect(page.get_by_text("2 applications. Nothing is decided")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm for 2 applications").click()
    expect(page.get_by_text("2 applications are decided.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_several_are_decided_by_keyboard_alone(visitor: Visitor) -> None:
    world = make_world()
    bring_in(world, AMAL, BELA)
    page = visitor.open(point(world, "applications/"), Way(1280), person=world.chris)

    for name in ("Amal Haddad", "Bela Kovács"):
        go_to(page, page.get_by_label(f"Choose {name}"))
        page.keyboard.press("Space")
    go_to(page, page.get_by_label("What to do with them"))
    page.keyboard.type("Dec")
    go_to(page, page.get_by_role("button", name="Look at it before anything is sent"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 applications. Nothing is decided")).to_be_visible()
    assert_accessible(page)
    go_to(page, page.get_by_role("button", name="Confirm for 2 applications"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("2 applications are decided.")).to_be_visible()
    assert set(Application.objects.values_list("state", flat=True)) == {"declined"}


def go_to(page: Page, control: Locator) -> None:
    """Press the tabulator until the focus has come to a control."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if control.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(control)
