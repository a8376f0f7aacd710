"""What the register says of applicants, on the page of members and as a filter of the queue."""

import pytest
from django.test import Client

from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.membership import panels
from compagnon.membership.changes import export_members
from compagnon.membership.models import Register
from compagnon.membership.queries.standing import find_standing, list_standing
from compagnon.recruitment.changes import confirm_membership
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of, make_person, make_world
from tests.downloads import table_of
from tests.membership.registers import apply, read, take_in
from tests.recruitment.pages import without_doubt

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def test_the_page_of_members_goes_on_and_says_what_is_unclear_of_each(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compagnon.membership.views.PAGE_SIZE", 1)
    take_in(world)
    apply(world, make_person("Nobody"))
    apply(world, make_person("Robin"), number="XX")
    members = f"/joining-points/{world.joining_point.id.hex}/members/"

    first = read(as_chris.get(members))
    last = read(as_chris.get(members + "?page=2"))

    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in last
    assert "Not found in the register" in first
    assert 'href="?page=2"' in first
    assert 'href="?page=1"' in last


@pytest.mark.requirement("ALL-02")
def test_the_queue_is_narrowed_by_what_the_register_says(as_chris: Client, world: World) -> None:
    queue = f"/joining-points/{world.joining_point.id.hex}/applications/"
    unlisted = apply(world, make_person("Nobody"), number="XX")
    confirmed = apply(world, make_person("Known"), number="XY")
    confirm_membership(by=actor_of(world.chris), application=confirmed)
    Application.objects.update(answers={"membership_number": "XX", "charter_signed": True})
    assert "Membership register" not in read(as_chris.get(queue))
    assert find_standing(actor_of(world.chris), world.joining_point) == {confirmed.id: "confirmed"}
    assert without_doubt(world) == {unlisted.id, confirmed.id}

    take_in(world)
    page = read(as_chris.get(queue + "?register=not_found"))

    assert '<option value="not_found" selected>Not found in the register' in page
    assert "Nobody</bdi>" in page
    assert "Known</bdi>" not in page
    assert "Known</bdi>" in read(as_chris.get(queue + "?register=confirmed"))
    assert without_doubt(world) == {confirmed.id}

    Register.objects.update(key_id="gone")
    assert find_standing(actor_of(world.chris), world.joining_point) == {
        unlisted.id: "unknown",
        confirmed.id: "confirmed",
    }
    assert without_doubt(world) == {confirmed.id}
    assert panels.choices(actor_of(world.dana), world.joining_point) == {}


def test_how_applicants_stand_with_the_register_is_taken_away_and_noted(
    as_chris: Client, world: World
) -> None:
    take_in(world)
    apply(world, world.amal)
    apply(world, make_person("Nobody"), number="XX")
    apply(world, world.chris)  # one's own is left to others
    known = apply(world, make_person("Known"))
    confirm_membership(by=actor_of(world.chris), application=known)
    members = f"/joining-points/{world.joining_point.id.hex}/members/"
    assert f'action="{members}export/"' in read(as_chris.get(members))

    heading, *rows = table_of(as_chris.post(f"{members}export/", {"format": "csv"}))

    assert heading == ["Name", "Membership number", "What the register says"]
    assert rows == [
        ["Amal", "", "In the register"],
        ["Known", "", "Confirmed"],
        ["Nobody", "XX", "Not found in the register"],
    ]
    event = EventRow.objects.get(name="MembersExported")
    assert (event.actor_id, event.data["applicant_count"]) == (world.chris.id, 3)
    with pytest.raises(NotAllowed):
        export_members(by=actor_of(world.dana), joining_point=world.joining_point)
    with pytest.raises(NotAllowed):
        list_standing(viewer=actor_of(world.dana), joining_point=world.joining_point)
