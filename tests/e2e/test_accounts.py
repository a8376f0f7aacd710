"""The pages of signing in and of one's own account, in every way a person may look at them."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from compagnon.accounts.changes import make_sign_in_link, set_password
from compagnon.accounts.models import Person
from compagnon.core.actors import SYSTEM
from compagnon.notifications.models import Message
from tests.accounts.steps import admit, mailed_code
from tests.cast import actor_of
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import PHONE, Way, every_way

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def amal() -> Person:
    return admit("Amal")


def inside(visitor: Visitor, person: Person, way: Way) -> Page:
    """Come in by a link, as freshly as the pages that change something ask for."""
    link = make_sign_in_link(by=SYSTEM, person=person, lifetime=timedelta(hours=1))
    page = visitor.open(link.removeprefix("http://localhost:8000"), way)
    assert_accessible(page)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


@every_way
def test_sign_in_pages(visitor: Visitor, amal: Person, way: Way) -> None:
    page = visitor.open("/sign-in/", way)
    assert_accessible(page)
    page.get_by_label("Your e-mail address").fill("amal at example")
    page.get_by_role("button", name="Send me a code").click()
    assert_accessible(page)
    page.get_by_label("Your e-mail address").fill(amal.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_text("No letter?").click()
    assert_accessible(page)
    page.get_by_label("Code").fill("BBBB-BBBB")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("There is a problem").wait_for()
    assert_accessible(page)
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Sign in").click()
    for path in ("/sign-out/", "/sign-in/closed/", "/signed-out/", "/sign-in/link/used/"):
        page.goto(path)
        assert_accessible(page)


@pytest.mark.parametrize(
    "way",
    [PHONE, Way(1280, "dark"), Way(390, javascript=False)],
    ids=["phone", "desk", "no-script"],
)
def test_account_pages(visitor: Visitor, amal: Person, way: Way) -> None:
    page = inside(visitor, amal, way)
    for path in (
        "/account/",
        "/account/name/",
        "/account/address/",
        "/account/ways/",
        "/account/ways/passkey/add/",
        "/account/ways/passkey/remove/",
        "/account/confirm/",
    ):
        page.goto(path)
        assert_accessible(page)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").wait_for()
    assert_accessible(page)
    page.goto("/account/address/")
    page.get_by_label("Your new e-mail address").fill("amal@school.example")
    page.get_by_role("button", name="Send a code").click()
    page.get_by_label("Code").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("way", [PHONE, Way(1280, "dark")], ids=["phone", "desk"])
def test_pages_of_passwords(visitor: Visitor, amal: Person, way: Way, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.accounts.urls_with_passwords"
    settings.ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
    settings.MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
    set_password(by=actor_of(amal), person=amal, password="sunflower tram quiet table")
    page = inside(visitor, amal, way)
    for path in (
        "/account/ways/",
        "/account/ways/password/",
        "/account/ways/app/add/",
        "/account/ways/recovery-codes/",
        "/account/confirm/app/",
    ):
        page.goto(path)
        assert_accessible(page)
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/password/")
    assert_accessible(page)
    assert Message.objects.exists()
