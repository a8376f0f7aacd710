"""What a branch invites to: planned by whoever leads it, seen by those who take part, no duty for anybody."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock, sealing
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.gatherings.changes import (
    Details,
    cancel_gathering,
    change_gathering,
    plan_gathering,
)
from compagnon.gatherings.models import Gathering
from compagnon.gatherings.queries import list_coming
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.schemes.models import Appointment, Branch, Organisation
from tests.cast import NOW, World, actor_of, make_person
from tests.partnerships.conftest import agreement, partnership, world
from tests.partnerships.test_views import as_person, page

__all__ = ["agreement", "partnership", "world"]  # fixtures, found here by their names
pytestmark = pytest.mark.django_db
IN_A_WEEK = NOW + timedelta(days=7)
DETAILS = Details(
    kind=Gathering.Kind.NETWORKING,
    title="Tea in Cardiff",
    starts_at=IN_A_WEEK,
    length_minutes=90,
    place="Room 5",
    about="Bring a colleague.",
)
TYPED = {
    "kind": "reflection",
    "title": "Looking back",
    "day": "2026-09-21",
    "time": "16:30",
    "length_minutes": "60",
    "place": "The library",
    "about": "",
}


def lead(
    world: World, *, branch: str = "Wales", organisation: Organisation | None = None
) -> Branch:
    """Let Dana lead a branch that has had its briefing."""
    one = Branch.objects.create(
        organisation=organisation or world.organisation, name=branch, briefed_on=date(2026, 9, 1)
    )
    row = Appointment(
        person=world.dana,
        role=Appointment.Role.BRANCH_LEAD,
        organisation=one.organisation,
        branch=one,
        approved_on=date(2026, 6, 1),
        approved_by="Management Board",
    )
    sealing.put(row)
    row.save()
    return one


def plan(world: World, branch: Branch, **otherwise: object) -> Gathering:
    details = replace(DETAILS, **otherwise)  # type: ignore[arg-type]  # a test names what differs
    return plan_gathering(by=actor_of(world.dana), branch=branch, details=details)


def back_of(html: str) -> tuple[str, str]:
    """Return where the way back at the head of a page leads, and what it is called."""
    found = re.search(r'class="back"[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    assert found is not None
    return found[1], re.sub(r"<[^>]+>", "", found[2]).strip()


def titles(world: World) -> list[str]:
    return [row.title for row in list_coming(viewer=actor_of(world.bela))]


@pytest.mark.requirement("ALL-87")
def test_a_branch_invites_and_those_who_take_part_find_it_at_home(
    client: Client, world: World, partnership: Partnership
) -> None:
    lead(world)
    as_person(client, world.dana)
    assert "Nothing is planned yet" in page(client, "/gatherings/")

    saved = client.post("/gatherings/new/", TYPED, follow=True)

    gathering = Gathering.objects.get()
    assert "It stands on the home page" in saved.content.decode()
    assert "Looking back" in page(client, "/gatherings/")
    as_person(client, world.bela)
    assert "Looking back" in page(client, "/")
    told = page(client, f"/gatherings/{gathering.id.hex}/")
    assert "The library" in told
    assert "nobody need" in told
    assert "Call it off" not in told
    as_person(client, world.chris)
    assert "Looking back" in page(client, f"/gatherings/{gathering.id.hex}/")
    assert not Message.objects.exists()


def test_nobody_else_knows_of_it(client: Client, world: World, partnership: Partnership) -> None:
    gathering = plan(world, lead(world))
    as_person(client, make_person("Eve"))

    assert client.get(f"/gatherings/{gathering.id.hex}/").status_code == 404
    assert client.get("/gatherings/").status_code == 403
    assert "Tea in Cardiff" not in page(client, "/")


def test_another_organisations_branch_invites_its_own(
    world: World, partnership: Partnership
) -> None:
    other = Organisation.objects.create(name="Another")
    plan(world, lead(world, organisation=other), title="Elsewhere")

    assert titles(world) == []


def test_home_shows_what_is_to_come_the_earliest_first(
    world: World, partnership: Partnership
) -> None:
    branch = lead(world)
    for days in (9, 3, 4, 5, 6, 7, 8):
        plan(world, branch, title=f"In {days}", starts_at=NOW + timedelta(days=days))
    assert titles(world) == ["In 3", "In 4", "In 5", "In 6", "In 7"]

    with clock.moved_to(NOW + timedelta(days=3, minutes=89)):
        assert titles(world)[0] == "In 3"
    with clock.moved_to(NOW + timedelta(days=3, minutes=90)):
        assert titles(world)[0] == "In 4"


def test_only_whoever_leads_the_branch_invites_changes_and_calls_off(world: World) -> None:
    gathering = plan(world, lead(world))
    by = actor_of(world.chris)

    with pytest.raises(NotAllowed):
        plan_gathering(by=by, branch=gathering.branch, details=DETAILS)
    with pytest.raises(NotAllowed):
        change_gathering(by=by, gathering=gathering, details=DETAILS, seen=0)
    with pytest.raises(NotAllowed):
        cancel_gathering(by=by, gathering=gathering)


@pytest.mark.requirement("ALL-85")
def test_a_branch_invites_to_nothing_before_its_briefing(client: Client, world: World) -> None:
    branch = lead(world)
    Branch.objects.update(briefed_on=None)
    as_person(client, world.dana)

    assert client.get("/gatherings/new/").status_code == 403
    with pytest.raises(NotAllowed):
        plan(world, branch)


def test_a_gathering_lies_ahead_and_nothing_typed_is_lost(client: Client, world: World) -> None:
    lead(world)
    as_person(client, world.dana)

    answer = client.post("/gatherings/new/", TYPED | {"day": "2026-09-01"})

    assert answer.status_code == 422
    assert "This time has passed." in answer.content.decode()
    assert "Looking back" in answer.content.decode()
    assert not Gathering.objects.exists()


def test_whoever_leads_several_branches_says_which(client: Client, world: World) -> None:
    lead(world)
    north = lead(world, branch="North")
    as_person(client, world.dana)

    assert client.post("/gatherings/new/", TYPED).status_code == 422
    client.post("/gatherings/new/", TYPED | {"branch": north.id.hex})

    assert Gathering.objects.get().branch == north


def test_it_is_described_anew_and_nobody_writes_over_what_they_have_not_seen(
    client: Client, world: World
) -> None:
    gathering = plan(world, lead(world))
    address = f"/gatherings/{gathering.id.hex}/edit/"
    as_person(client, world.dana)
    assert 'value="Tea in Cardiff"' in page(client, address)

    client.post(address, TYPED | {"seen": "0"})
    late = client.post(address, TYPED | {"title": "Late", "seen": "0"})
    client.post(address, TYPED | {"seen": "1"})

    row = Gathering.objects.get()
    assert (row.title, row.sequence) == ("Looking back", 1)
    assert "Somebody else changed this meanwhile" in late.content.decode()
    assert EventRow.objects.filter(name="GatheringChanged").count() == 1
    with pytest.raises(Refused, match="This time has passed"):
        change_gathering(
            by=actor_of(world.dana),
            gathering=row,
            details=replace(DETAILS, starts_at=NOW),
            seen=1,
        )


def test_what_is_called_off_says_so_until_it_would_have_been_over(
    client: Client, world: World, partnership: Partnership
) -> None:
    gathering = plan(world, lead(world))
    as_person(client, world.dana)
    address = f"/gatherings/{gathering.id.hex}/"
    client.post(f"{address}cancel/")
    assert client.get(f"{address}edit/").status_code == 403

    as_person(client, world.bela)
    assert "Called off" in page(client, "/")
    told = page(client, address)
    assert "It does not take place." in told
    assert "Come if you like" not in told
    assert "Strike it out in my calendar" in told
    assert b"CANCELLED" in client.get(f"{address}calendar/").content


def test_a_calendar_takes_it_and_what_is_over_says_so(
    client: Client, world: World, partnership: Partnership
) -> None:
    gathering = plan(world, lead(world))
    as_person(client, world.bela)

    file = client.get(f"/gatherings/{gathering.id.hex}/calendar/")

    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Tea in Cardiff" in file.content
    with clock.moved_to(IN_A_WEEK + timedelta(minutes=90)):
        as_person(client, world.bela)
        told = page(client, f"/gatherings/{gathering.id.hex}/")
        assert "This was some time ago." in told
        assert "Come if you like" not in told
        assert "Put it in my calendar" not in told


def test_the_way_back_leads_whoever_hosts_to_the_list_and_others_home(
    client: Client, world: World, partnership: Partnership
) -> None:
    address = f"/gatherings/{plan(world, lead(world)).id.hex}/"
    with clock.moved_to(IN_A_WEEK + timedelta(minutes=90)):
        as_person(client, world.dana)
        assert back_of(page(client, address)) == ("/gatherings/", "Gatherings")
        assert "Over" in page(client, "/gatherings/")
        as_person(client, world.bela)
        assert back_of(page(client, address)) == ("/", "Home")


def test_the_list_asks_as_often_of_three_as_of_one(client: Client, world: World) -> None:
    branch = lead(world)
    as_person(client, world.dana)

    def asked() -> int:
        plan(world, branch)
        with CaptureQueriesContext(connection) as queries:
            page(client, "/gatherings/")
        return len(queries)

    assert [asked(), asked(), asked()] == [4, 4, 4]
