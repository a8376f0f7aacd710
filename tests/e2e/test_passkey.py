"""A passkey in a real browser, with an authenticator made of software, under our own content policy."""

import pytest
from playwright.sync_api import Page, expect

from compagnon.accounts.models import Person
from compagnon.accounts.policy import is_sound
from compagnon.notifications.models import Message
from tests.accounts.steps import admit, mailed_code
from tests.e2e.conftest import Visitor
from tests.e2e.ways import PHONE, Way

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def plug_in_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_in_by_code(page: Page, person: Person) -> None:
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Sign in").click()
    Message.objects.all().delete()


def test_add_a_passkey_and_sign_in_with_it(visitor: Visitor, amal: Person) -> None:
    page = visitor.open("/sign-in/?next=/account/ways/", PHONE)
    plug_in_authenticator(page)
    sign_in_by_code(page, amal)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Phone")).to_be_visible()
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert is_sound(amal.id)


def test_without_a_passkey_the_page_says_so_and_the_code_stands_beside(
    visitor: Visitor, amal: Person
) -> None:
    page = visitor.open("/sign-in/", PHONE)
    plug_in_authenticator(page)

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work.")
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_without_javascript_only_the_code_is_offered(visitor: Visitor, amal: Person) -> None:
    page = visitor.open("/sign-in/?next=/account/ways/", Way(390, javascript=False))

    assert page.get_by_role("button", name="Use a passkey").count() == 0
    sign_in_by_code(page, amal)
    page.get_by_role("link", name="Add a passkey").click()

    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    assert page.get_by_role("button", name="Add a passkey").count() == 0
