"""The register of members in a browser: looked at, put in force, asked about an applicant."""

import pytest
from playwright.sync_api import expect

from compagnon.membership import tasks
from compagnon.membership.models import Register
from tests.cast import make_person, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import Visitor
from tests.e2e.ways import Way
from tests.membership.test_register import HEAD, LINES, apply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("way", [Way(390, javascript=False)], ids=["phone-no-script"])
def test_a_register_is_imported_and_asked(visitor: Visitor, way: Way) -> None:
    world = make_world()
    apply(world, world.amal)
    alike = make_person("Haddad")
    type(alike).objects.filter(pk=alike.pk).update(name="Hadad, Amal")
    asked = apply(world, alike)
    members = f"/joining-points/{world.joining_point.id.hex}/members/"
    page = visitor.open(members, way, person=world.chris)
    assert_accessible(page)

    register = (HEAD + LINES + ",Nobody,,\n").encode()
    page.set_input_files(
        "input[type=file]", {"name": "members.csv", "mimeType": "text/csv", "buffer": register}
    )
    page.get_by_role("button", name="Look at the file").click()
    assert_accessible(page)
    page.get_by_role("button", name="Put it in force").click()
    assert_accessible(page)
    tasks.take_in.call(Register.objects.get().id.hex)
    page.goto(members)
    assert_accessible(page)
    page.get_by_role("button", name="Confirm these memberships").click()
    expect(page.get_by_text("1 membership is confirmed.")).to_be_visible()

    page.goto(f"/applications/{asked.id.hex}/")
    expect(page.get_by_text("the register has names like this one")).to_be_visible()
    assert_accessible(page)
