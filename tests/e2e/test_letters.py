"""A coordinator words a letter, looks at it with a real applicant, decides, and releases it from the outbox."""

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from compagnon.notifications.delivery import deliver_due
from tests.cast import World, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, Way, every_way
from tests.recruitment.files import AMAL, bring_in
from tests.recruitment.pages import application_of, at

OWN = "Dear {name},\n\nwe are glad to have you in {scheme} as {roles}. {dates}\n\nThe Coordination Group"


@pytest.mark.django_db(transaction=True)
def test_a_letter_goes_its_way_in_own_words(visitor: Visitor) -> None:
    world = make_world()
    bring_in(world, AMAL)
    page = visitor.open(
        f"/schemes/{world.scheme.id.hex}/letters/", Way(390, javascript=False), person=world.chris
    )
    assert_accessible(page)
    word(page)
    look_at_it(page)
    hold(page)
    decide(page, world)
    deliver_due()
    assert mail.outbox == []

    release(page, world)
    deliver_due()

    [letter] = mail.outbox
    assert letter.to == [application_of("Amal Haddad").person.email]
    assert letter.subject == f"{world.scheme.name}: welcome"
    assert letter.body.startswith("Dear Amal Haddad,\n\nwe are glad to have you in ")
    assert "The Coordination Group" in str(letter.alternatives[0][0])


def word(page: Page) -> None:
    page.get_by_role("link", name="Your application is approved").click()
    expect(page.get_by_label("Letter", exact=True)).to_have_value(
        "Dear {name},\n\nThank you for applying to {scheme}. Your application is approved, and you take part as:"
        " {roles}.\n\n{next} {dates}"
    )
    page.get_by_label("Subject").fill("{scheme}: welcome")
    page.get_by_label("Letter", exact=True).fill(OWN.replace("{name}", "{nmae}"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is no {nmae} here.").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Letter", exact=True).fill(OWN)
    page.get_by_role("button", name="Show it first").click()
    expect(page.get_by_text("Dear Ines Alder,")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("From now on the letter goes out in these words.")).to_be_visible()
    assert_accessible(page)


def look_at_it(page: Page) -> None:
    page.get_by_role("link", name="Preview it with a real person").click()
    page.get_by_label("As it would go to").select_option("Amal Haddad")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Dear Amal Haddad,")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Word the letter").click()
    page.get_by_role("link", name="Letters", exact=True).click()


def hold(page: Page) -> None:
    page.get_by_role("link", name="Open the outbox").click()
    page.get_by_role("button", name="Hold them until I release them").click()
    expect(page.get_by_text("wait here until you release them.").first).to_be_visible()
    assert_accessible(page)


def decide(page: Page, world: World) -> None:
    here = page.url
    page.goto(here.split("/schemes/")[0] + at(application_of("Amal Haddad"), "approve/"))
    page.get_by_role("button", name="Approve, and hold the letter").click()
    expect(page.get_by_text("The letter waits in the outbox until it is released.")).to_be_visible()
    page.goto(here)


def release(page: Page, world: World) -> None:
    page.get_by_role("link", name="Show those that wait").click()
    assert_accessible(page)
    page.get_by_role("link", name="Amal Haddad").click()
    expect(page.get_by_text("we are glad to have you")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Outbox").click()
    page.get_by_role("link", name="Show those that wait").click()
    page.get_by_role("checkbox", name="Choose Amal Haddad").check()
    page.get_by_role("button", name="Release those that are ticked").click()
    expect(page.get_by_text("1 letter is on its way.")).to_be_visible()


@every_way
@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_the_pages_of_letters_are_accessible_in_every_way(visitor: Visitor, way: Way) -> None:
    world = make_world()
    bring_in(world, AMAL)
    base = f"/schemes/{world.scheme.id.hex}"
    for path in (
        "/letters/",
        "/letters/recruitment/application_waiting/cy/",
        "/letters/recruitment/application_waiting/en/preview/",
        "/outbox/",
    ):
        page = visitor.open(base + path, way, person=world.chris)
        assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_letters_can_be_worded_by_keyboard(visitor: Visitor) -> None:
    world = make_world()
    page = visitor.open(
        f"/schemes/{world.scheme.id.hex}/letters/schemes/charter_published/en/",
        DESK,
        person=world.chris,
    )
    page.get_by_label("Subject").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Our charter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("From now on the letter goes out in these words.")).to_be_visible()
