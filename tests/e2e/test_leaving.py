"""A circle that one leaves, in the browser: what is asked before, and what is left after."""

from datetime import date

import pytest
from pytest_django.live_server_helper import LiveServer

from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.partnerships.changes.partnership import Joining, open_circle_partnership
from tests.cast import make_person, make_world
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.ways import Way, every_way

pytestmark = pytest.mark.django_db(transaction=True)


@every_way
def test_one_leaves_a_circle_and_finds_their_copy(
    live_page: OpenPage, live_server: LiveServer, way: Way
) -> None:
    world = make_world()
    cai = make_person("Cai")
    circle = open_circle_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        facilitator=Joining(world.amal.pk, {}),
        learners=[Joining(one.pk, {}) for one in (world.bela, cai)],
        starts_on=date(2026, 9, 28),
    )
    page = live_page(f"/partnerships/{circle.id.hex}/leave/rematch/", way, person=cai)
    assert_accessible(page)
    page.goto(f"{live_server.url}/partnerships/{circle.id.hex}/leave/")
    assert_accessible(page)

    page.get_by_role("button", name="Leave this partnership").click()

    page.wait_for_url(f"**/left-partnerships/{circle.id.hex}/")
    assert page.get_by_role("heading", name="You have left").is_visible()
    assert_accessible(page)
    with page.expect_download() as copy:
        page.get_by_role("button", name="Take my copy").click()
    assert copy.value.suggested_filename.startswith("my-copy-amal-and-bela")
