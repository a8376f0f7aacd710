"""The whole main job in a browser: from an application file to a pair that has met."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from compagnon.accounts.models import Person
from compagnon.core.models import EventRow
from compagnon.notifications.models import Message
from compagnon.partnerships.models import ActionItem, Partnership
from compagnon.scenarios.association import Association, build_association
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, PHONE, Way

pytestmark = pytest.mark.django_db(transaction=True)

APPLICATIONS = Path(__file__).parents[2] / "demo" / "applications.csv"
NO_SCRIPT = Way(PHONE.width, javascript=False)


@pytest.fixture
def association() -> Association:
    return build_association()


def work() -> None:
    """Let the background worker do all that is waiting."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


@pytest.mark.requirement("ALL-22")
@pytest.mark.requirement("ALL-50")
@pytest.mark.parametrize(
    "way",
    [
        pytest.param(DESK, id="desk"),
        pytest.param(NO_SCRIPT, id="phone-no-script", marks=pytest.mark.once),
    ],
)
def test_from_an_application_file_to_a_pair_that_has_met(
    visitor: Visitor, association: Association, way: Way, settings: Any
) -> None:
    import_and_approve(visitor, association, way)
    match_and_release(visitor, association, way)
    mentor, mentee = pair_that_was_proposed()
    answer_by_letter(visitor, mentor, way)
    see_who_has_answered(visitor, association, way)
    answer_by_letter(visitor, mentee, way)
    sign_contract(visitor, mentor, mentee, way)
    meet(visitor, mentor, mentee, way)


def import_and_approve(visitor: Visitor, association: Association, way: Way) -> None:
    page = visitor.open("/", way, person=association.persona("coordinator"))
    assert_accessible(page)
    follow(page, re.compile("ALL Language Teacher"))
    assert_accessible(page)
    follow(page, "Import applications")
    assert_accessible(page)
    page.set_input_files("input[type=file]", APPLICATIONS)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview of the import")
    assert_accessible(page)
    press(page, re.compile("^Import"))
    work()
    page.reload()
    expect(page.locator("main")).to_contain_text("The file itself has been destroyed.")
    assert_accessible(page)
    follow(page, "Show those without a doubt")
    assert_accessible(page)
    page.get_by_label("Everybody in this list").check()
    page.get_by_label("What to do with them").select_option("Approve")
    press(page, "Look at it before anything is sent")
    assert_accessible(page)
    press(page, "Confirm for 209 applications")
    expect(page.locator("main")).to_contain_text("209 applications are decided.")
    assert_accessible(page)


def match_and_release(visitor: Visitor, association: Association, way: Way) -> None:
    page = visitor.open(
        f"/joining-points/{association.joining_point.id.hex}/matching/",
        way,
        person=association.persona("coordinator"),
    )
    assert_accessible(page)
    press(page, "Run the match")
    assert_accessible(page)
    work()
    page.reload()
    expect(page.locator("main")).to_contain_text("126 of 134")
    assert_accessible(page)
    for tab in ("Left out", "Equity and balance", "Near-ties", "What changed"):
        follow(page, re.compile(tab))
        assert_accessible(page)
    follow(page, re.compile("^Pairs"))
    press(page, "Forbid")
    press(page, re.compile("^Run the match again"))
    work()
    page.reload()
    follow(page, re.compile("What changed"))
    assert_accessible(page)
    follow(page, "Preview the letters") if page.get_by_role(
        "link", name="Preview the letters"
    ).count() else page.goto(page.url.replace("changes/", "letters/"))
    assert_accessible(page)
    assert Message.objects.filter(kind__startswith="matching/").count() == 0
    press(page, re.compile("^Release"))
    expect(page.locator("main")).to_contain_text("Released.")
    work()


def pair_that_was_proposed() -> tuple[Person, Person]:
    """Return the two people of one proposal, whoever they are."""
    row = EventRow.objects.filter(name="ProposalReleased").order_by("id").first()
    assert row is not None
    letters = Message.objects.filter(context__proposal_id=row.data["proposal_id"])
    people = {message.kind: message.recipient for message in letters.select_related("recipient")}
    mentor, mentee = people["matching/proposal_mentor"], people["matching/proposal_mentee"]
    assert isinstance(mentor, Person)
    assert isinstance(mentee, Person)
    return mentor, mentee


def answer_by_letter(visitor: Visitor, person: Person, way: Way) -> None:
    """Follow the letter's link without signing in, and say yes with one button."""
    from django.core import mail  # noqa: PLC0415 -- the outbox of this test, filled by now

    letter = next(
        one for one in mail.outbox if one.to == [person.email] and "answer" in str(one.body)
    )
    found = re.search(r"/answers/\S+/", str(letter.body))
    assert found is not None
    page = visitor.open(found[0], way)
    assert_accessible(page)
    press(page, "Yes, and I sign the charter")
    expect(page.locator("main")).to_contain_text("You have accepted and signed the charter.")
    assert_accessible(page)


def see_who_has_answered(visitor: Visitor, association: Association, way: Way) -> None:
    page = visitor.open("/", way, person=association.persona("coordinator"))
    follow(page, "See who has answered")
    expect(page.get_by_role("link", name="Waiting for an answer")).to_be_visible()
    assert_accessible(page)


def sign_contract(visitor: Visitor, mentor: Person, mentee: Person, way: Way) -> None:
    page = visitor.open("/", way, person=mentor)
    follow(page, re.compile("^You and"))
    assert_accessible(page)
    follow(page, "Write the contract")
    assert_accessible(page)
    page.get_by_label("Once each half term").check()
    page.get_by_label("Online", exact=True).check()
    page.get_by_label("Mentor: what they take on").fill("Keeps the time")
    page.get_by_label("Mentee: what they take on").fill("Brings questions")
    press(page, "Sign and send")
    expect(page.locator("main")).to_contain_text("You have signed.")
    page = visitor.open("/", way, person=mentee)
    follow(page, re.compile("^You and"))
    follow(page, "Read the contract")
    assert_accessible(page)
    press(page, "Sign the contract")
    expect(page.locator("main")).to_contain_text("You have signed your learning contract.")


def meet(visitor: Visitor, mentor: Person, mentee: Person, way: Way) -> None:
    page = visitor.open("/", way, person=mentee)
    follow(page, re.compile("^You and"))
    follow(page, "Arrange a meeting")
    assert_accessible(page)
    page.get_by_label("Day").fill("2026-10-05")
    page.get_by_label("Time", exact=True).fill("16:00")
    press(page, "Send the invitation")
    expect(page.locator("main")).to_contain_text("5 October 2026")
    page = visitor.open("/", way, person=mentor)
    assert_accessible(page)
    follow(page, re.compile("^You and"))
    follow(page, "Record a meeting")
    assert_accessible(page)
    page.get_by_label(f"What {mentee.name} will do").fill("Try the sunflower starter")
    page.get_by_label("For next time").fill("How the starter went")
    press(page, "Record the meeting")
    expect(page.locator("main")).to_contain_text(
        "Recorded. Only the members of this partnership can read it."
    )
    expect(page.locator("#agenda")).to_contain_text("Try the sunflower starter")
    assert_accessible(page)
    partnership = Partnership.objects.get(
        members__person=mentor, members__role="mentor", members__partnership__members__person=mentee
    )
    assert ActionItem.objects.filter(meeting__partnership=partnership).count() == 1
