"""A coordinator's way from a file to approved applicants, with and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compagnon.recruitment.models import Application, ImportFile
from tests.cast import make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import DESK, Way
from tests.recruitment.files import run

DEMO = Path(__file__).parents[2] / "demo" / "applications.csv"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "way",
    [
        pytest.param(Way(390, javascript=False), id="phone without script", marks=pytest.mark.once),
        pytest.param(DESK, id="desk"),
    ],
)
def test_from_a_file_to_approved_applicants(visitor: Visitor, way: Way) -> None:
    world = make_world()
    page = visitor.open("/schemes/", way, person=world.chris)
    assert_accessible(page)

    look_at_the_file(page, world.scheme.name)
    import_it(page, way)
    approve(page)

    assert Application.objects.filter(state="approved").count() == 209


def look_at_the_file(page: Page, scheme: str) -> None:
    page.get_by_role("link", name=scheme).click()
    assert_accessible(page)
    page.get_by_role("link", name="Import applications").first.click()
    assert_accessible(page)
    page.get_by_label("File of applications").set_input_files(DEMO)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name="Preview of the import")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="With a remark").click()
    expect(page.get_by_text("There is no e-mail address")).to_be_visible()
    page.get_by_text("How the columns were understood").click()
    assert_accessible(page)


def import_it(page: Page, way: Way) -> None:
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("0 of 242")).to_be_visible()
    assert_accessible(page)
    run(ImportFile.objects.get())
    if not way.javascript:
        page.get_by_role("link", name="See how far it has come").click()
    expect(page.get_by_text("The file is imported")).to_be_visible()
    assert_accessible(page)


def approve(page: Page) -> None:
    page.get_by_role("link", name="Look at the applications").click()
    assert_accessible(page)
    page.get_by_role("link", name="Next page").click()
    page.get_by_role("rowheader").first.get_by_role("link").click()
    assert_accessible(page)
    page.get_by_role("link", name="Applications", exact=True).click()
    page.get_by_role("link", name="Show those without a doubt").click()
    assert_accessible(page)
    page.get_by_label("Everybody in this list").check()
    page.get_by_role("button", name="Look at it before anything is sent").click()
    expect(page.get_by_text("Choose what to do.").first).to_be_visible()
    assert_accessible(page)
    expect(page.get_by_label("Everybody in this list")).to_be_checked()
    page.get_by_label("What to do with them").select_option("Approve")
    page.get_by_role("button", name="Look at it before anything is sent").click()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("^Confirm for")).click()
    expect(page.get_by_text("The letters are on their way")).to_be_visible()


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_the_charter_reads_well(visitor: Visitor) -> None:
    world = make_world()

    page = visitor.open(f"/schemes/{world.scheme.id.hex}/charter/", DESK)

    expect(page.get_by_role("heading", name="The limits of confidentiality")).to_be_visible()
    assert_accessible(page)
