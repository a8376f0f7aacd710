"""Once each half term means the half terms of whoever looks."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from compagnon.core import clock
from compagnon.partnerships.models import Agreement, Member, Partnership, Signature
from compagnon.partnerships.queries.half_term import HalfTermView
from compagnon.partnerships.queries.workspace import get_workspace
from compagnon.schemes.changes.term_calendar import add_term_calendar, drop_term_calendar
from tests.cast import World, actor_of
from tests.partnerships.test_meeting import record
from tests.partnerships.test_partnership import open_for
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
        assert seen(world.bela) == [("Scotland", None, False)]
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
    with clock.moved_to(datetime(2099, 10, 15, 9, tzinfo=UTC)):
        assert get_workspace(viewer=amal, partnership=partnership).half_term is None
    Partnership.objects.update(state=Partnership.State.PAUSED)
    partnership.refresh_from_db()
    assert get_workspace(viewer=actor_of(world.amal), partnership=partnership).half_term is None
    Signature.objects.all().delete()
    assert get_workspace(viewer=actor_of(world.amal), partnership=partnership).half_term is None


def choose(client: Client, partnership: Partnership, calendar: str) -> str:
    address = reverse("partnerships:terms_choose", kwargs={"partnership_id": partnership.id})
    return client.post(address, {"calendar": calendar}, follow=True).content.decode()


@pytest.mark.requirement("ALL-39")
def test_a_member_goes_by_their_schools_own_terms_in_each_of_their_partnerships(
    client: Client, world: World, partnership: Partnership
) -> None:
    borders = add_term_calendar(
        by=actor_of(world.chris),
        organisation=world.organisation,
        nation="scotland",
        place="Borders",
        year=2026,
    )
    as_person(client, world.bela)

    assert "Those of my region (England)" in client.get(url(partnership, "terms/")).content.decode()
    page = choose(client, partnership, "scotland:Borders")

    assert "Kept. Your half terms follow from it." in page
    assert "This half term (Borders) lasts until" in page
    later = open_for(world)
    assert later.members.get(person=world.bela).calendar == "scotland:Borders"
    assert later.members.get(person=world.amal).calendar == ""
    drop_term_calendar(by=actor_of(world.chris), term_calendar=borders)
    assert "This half term (Scotland) lasts until" in client.get(url(partnership)).content.decode()
    assert "This half term (England)" in choose(client, partnership, "")


def test_terms_that_are_not_there_are_refused_beside_the_field(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.amal)

    page = choose(client, partnership, "scotland:Atlantis")

    assert "Choose one from the list." in page
    assert partnership.members.get(person=world.amal).calendar == ""


def test_where_two_go_by_different_terms_one_meeting_counts_for_both_until_the_earlier_end(
    client: Client, world: World, partnership: Partnership
) -> None:
    as_person(client, world.amal)
    choose(client, partnership, "scotland")

    def read() -> str:
        page = as_person(client, world.amal).get(url(partnership))
        return " ".join(page.content.decode().split())

    both = "One meeting counts for everybody until"
    with clock.moved_to(datetime(2026, 9, 21, 9, tzinfo=UTC)):
        found = get_workspace(viewer=actor_of(world.bela), partnership=partnership).half_term
        assert found == HalfTermView(
            "England", date(2026, 10, 23), False, date(2026, 10, 9), False, date(2026, 10, 9)
        )
        assert both in read()
        record(world, partnership, date(2026, 9, 21))
        page = read()
        assert both not in page
        assert page.count("You have met in it.") == 2
    with clock.moved_to(datetime(2026, 10, 13, 9, tzinfo=UTC)):
        assert "It is holiday (Scotland)." in read()
