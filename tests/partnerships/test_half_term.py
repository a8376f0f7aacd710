"""Once each half term means the half terms of whoever looks."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from compagnon.core import clock
from compagnon.partnerships.models import Agreement, Member, Partnership, Signature
from compagnon.partnerships.queries.workspace import get_workspace
from tests.cast import World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_views import as_person, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]


@pytest.mark.requirement("ALL-39")
def test_each_member_reads_of_their_own_half_term(world: World, partnership: Partnership) -> None:
    Member.objects.filter(person=world.bela).update(shared={"region": "scotland"})
    record(world, partnership, date(2026, 9, 14))

    def seen(person: object) -> list[object]:
        found = get_workspace(viewer=actor_of(person), partnership=partnership).half_term
        return [found and (str(found.place), found.ends_on, found.has_met)]

    with clock.moved_to(datetime(2026, 10, 15, 9, tzinfo=UTC)):
        # England teaches; Scotland has its October week.
        assert seen(world.amal) == [("England", date(2026, 10, 23), True)]
        assert seen(world.bela) == [None]
    with clock.moved_to(datetime(2026, 10, 20, 9, tzinfo=UTC)):
        assert seen(world.bela) == [("Scotland", date(2026, 12, 22), False)]


def test_the_page_says_whether_the_pair_has_met(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.amal)
    assert "You have not met in it yet." in client.get(url(partnership)).content.decode()

    record(world, partnership, date(2026, 9, 14))

    page = client.get(url(partnership)).content.decode()
    assert "This half term (England) lasts until" in page
    assert "You have met in it." in page


def test_a_pair_that_does_not_meet_by_half_terms_reads_of_none(
    world: World, partnership: Partnership
) -> None:
    Agreement.objects.update(frequency="monthly")
    amal = actor_of(world.amal)
    assert get_workspace(viewer=amal, partnership=partnership).half_term is None
    Agreement.objects.update(frequency="half_termly")
    Partnership.objects.update(state=Partnership.State.PAUSED)
    partnership.refresh_from_db()
    assert get_workspace(viewer=actor_of(world.amal), partnership=partnership).half_term is None
    Signature.objects.all().delete()
    assert get_workspace(viewer=actor_of(world.amal), partnership=partnership).half_term is None
