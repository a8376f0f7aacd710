"""Views of the queue: saved under a name, one's own or for the group, renamed and deleted."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.privacy.changes import erase_person
from compagnon.recruitment import changes
from compagnon.recruitment.changes import saved_view as saving
from compagnon.recruitment.models import SavedView
from compagnon.recruitment.rules.queue import Wanted, wanted_of
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.recruitment.applying import open_january
from tests.recruitment.files import AMAL, BELA, HUW, bring_in
from tests.recruitment.pages import names, point, read

pytestmark = pytest.mark.django_db
MENTORS = "applications/?state=submitted&role=mentor"


@pytest.fixture
def three(world: World) -> World:
    bring_in(world, AMAL, BELA, HUW)
    return world


def save(world: World, name: str, *, is_shared: bool = False) -> SavedView:
    """Save Chris's view of the mentors."""
    return changes.save_view(
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        name=name,
        wanted=Wanted(role="mentor"),
        is_shared=is_shared,
    )


def at_view(view: SavedView, rest: str = "") -> str:
    return f"/applications/views/{view.id.hex}/{rest}"


def test_what_the_queue_is_narrowed_to_is_saved_and_opened_again(
    as_chris: Client, three: World
) -> None:
    assert "Save this list as a view" not in read(as_chris, point(three, "applications/"))
    assert "Save this list as a view" in read(as_chris, point(three, MENTORS))

    answer = as_chris.post(
        point(three, "applications/views/?state=submitted&role=mentor"),
        {"view_name": "  Mentors   to decide "},
        follow=True,
    )

    assert answer.redirect_chain[0][0] == point(three, MENTORS)
    assert "The view is saved." in answer.content.decode()
    page = read(as_chris, point(three, "applications/"))
    assert 'href="?state=submitted&amp;role=mentor"' in page
    assert "Mentors to decide" in page
    opened = read(as_chris, point(three, MENTORS))
    assert names(opened) == ["Amal Haddad", "Huw Prys"]
    assert "Rename or delete this view" in opened
    assert "To be decided <span" in opened
    event = EventRow.objects.get(name="ViewSaved")
    assert (event.actor_id, event.data["is_shared"]) == (three.chris.id, False)


def test_a_view_is_for_the_group_where_it_is_shared_and_for_every_joining_point(
    client: Client, three: World
) -> None:
    save(three, "Mine")
    shared = save(three, "Ours", is_shared=True)
    appoint(three.bela, Appointment.Role.COORDINATOR, three.scheme)
    client.force_login(three.bela)
    april = open_january(three, 4)

    page = read(client, f"/joining-points/{april.id.hex}/applications/?role=mentor")

    assert "Ours, by Chris" in page
    assert "Mine" not in page
    assert "Rename or delete this view" not in page
    assert client.get(at_view(shared)).status_code == 403
    assert client.post(at_view(shared, "delete/")).status_code == 403
    client.force_login(three.dana)
    assert client.get(at_view(shared)).status_code == 404


def test_a_view_is_renamed_shared_and_deleted(as_chris: Client, three: World) -> None:
    view = save(three, "Mentors")
    assert 'value="Mentors"' in read(as_chris, at_view(view))

    as_chris.post(at_view(view), {"view_name": "Ours", "is_shared": "on"})

    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Ours", True)
    gone = as_chris.post(at_view(view, "delete/"), follow=True).content.decode()
    assert "The view is deleted. The applications stay." in gone
    assert not SavedView.objects.exists()
    changes.delete_view(by=actor_of(three.chris), saved_view=view)
    assert EventRow.objects.filter(name="ViewDeleted").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Give the view a name."), ("Mentors", "You have a view of this name already.")],
)
def test_a_name_that_is_missing_or_taken_is_said_beside_it(
    as_chris: Client, three: World, typed: str, said: str
) -> None:
    save(three, "Mentors")
    other = save(three, "Others")

    for address in (point(three, "applications/views/?role=mentee"), at_view(other)):
        answer = as_chris.post(address, {"view_name": typed, "is_shared": "on"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert 'name="is_shared" checked' in page or "checked" in page

    assert SavedView.objects.count() == 2


def test_a_view_narrows_something_has_a_name_and_is_one_of_thirty(
    three: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chris = actor_of(three.chris)
    view = save(three, "One")
    with pytest.raises(Refused, match="Give the view a name"):
        changes.change_view(by=chris, saved_view=view, name=" ", is_shared=False)
    with pytest.raises(Refused, match="Narrow the list first"):
        changes.save_view(
            by=chris,
            joining_point=three.joining_point,
            name="All",
            wanted=Wanted(),
            is_shared=False,
        )
    monkeypatch.setattr(saving, "MOST", 1)
    with pytest.raises(Refused, match="Delete one first"):
        save(three, "Two")


def test_views_are_for_the_group(three: World) -> None:
    with pytest.raises(NotAllowed):
        changes.save_view(
            by=actor_of(three.dana),
            joining_point=three.joining_point,
            name="Mine",
            wanted=Wanted(role="mentor"),
            is_shared=False,
        )


def test_what_no_filter_asks_any_more_narrows_nothing() -> None:
    assert wanted_of({"role": "mentor", "height": "tall"}) == Wanted(role="mentor")


def test_a_view_goes_with_whoever_saved_it(three: World) -> None:
    save(three, "Ours", is_shared=True)

    erase_person(by=SYSTEM, email=three.chris.email)

    assert not SavedView.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_however_many_views(
    as_chris: Client,
    three: World,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        save(three, f"View {number}", is_shared=True)

    with django_assert_num_queries(12):
        read(as_chris, point(three, "applications/"))
