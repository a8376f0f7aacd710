"""The pages on which a scheme is set up and kept in order."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.schemes.models import (
    Appointment,
    Cycle,
    JoiningPoint,
    Organisation,
    Scheme,
    SetupStep,
)
from compagnon.schemes.template import TEMPLATES
from tests.cast import World, appoint, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    return world


@pytest.fixture
def as_dana(client: Client, world: World) -> Client:
    client.force_login(world.dana)
    return client


def read(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def send(client: Client, address: str, data: dict[str, Any], *, status: int = 303) -> str:
    """Send a form; return where it leads, or the page that says what is wrong."""
    response = client.post(address, data)
    assert response.status_code == status, response.content.decode()
    return response.headers["Location"] if status == 303 else response.content.decode()


def address_of(scheme: Scheme) -> str:
    return f"/schemes/{scheme.id.hex}/"


def filled_in(world: World, **changed: str) -> dict[str, str]:
    """Return the form as a browser sends it, in September, when that point has closed."""
    sent = {
        "organisation": world.organisation.id.hex,
        "name": "Ours",
        "summary": "For us.",
        "year": "2026/27",
        "year_starts_on": "2026-09-01",
        "year_ends_on": "2027-08-31",
        "closes_9": "2026-09-11",
        "starts_9": "2026-09-28",
        "use_1": "on",
        "closes_1": "2027-01-08",
        "starts_1": "2027-01-25",
        "use_4": "on",
        "closes_4": "2027-04-09",
        "starts_4": "2027-04-26",
    }
    return {key: value for key, value in {**sent, **changed}.items() if value != "-"}


@pytest.mark.requirement("NF-01")
@pytest.mark.requirement("CORE-01")
def test_choosing_shows_the_three_kinds_side_by_side(as_dana: Client) -> None:
    page = read(as_dana, "/schemes/new/")

    for question in ("Why", "Who", "What", "Where", "When", "Skills"):
        assert f'<th scope="row">{question}</th>' in page
    for kind in ("Mentoring", "Coaching", "Peer coaching"):
        assert f'<th scope="col">{kind}</th>' in page
        assert page.count(f'data-label="{kind}"') == 6
    for key in TEMPLATES:
        assert f'href="/schemes/new/{key}/"' in page


def test_choosing_is_for_administrators(client: Client, world: World) -> None:
    client.force_login(world.chris)

    assert "Only an administrator sets up schemes." in read(client, "/schemes/new/", status=403)
    assert "Set up a scheme" not in read(client, "/schemes/")


def test_an_unknown_template_is_not_there(as_dana: Client) -> None:
    read(as_dana, "/schemes/new/gardening/", status=404)


@pytest.mark.requirement("ALL-22")
def test_the_form_is_filled_in_but_for_the_name(as_dana: Client) -> None:
    page = read(as_dana, "/schemes/new/association/")

    assert "six to nine months, face to face or online" in page
    assert 'value="2026/27"' in page
    for value in ("2027-01-08", "2027-01-25", "2027-04-09", "2027-04-26"):
        assert f'value="{value}"' in page
    # September has closed: its box is not ticked.
    assert [f'name="use_{month}" id="id_use_{month}" checked' in page for month in (9, 1, 4)] == [
        False,
        True,
        True,
    ]
    assert 'type="hidden" name="organisation"' in page


@pytest.mark.requirement("ALL-01")
@pytest.mark.requirement("ALL-21")
def test_set_up_leads_to_the_scheme_and_to_what_is_left(as_dana: Client, world: World) -> None:
    where = send(as_dana, "/schemes/new/association/", filled_in(world, closes_9="", starts_9="x"))

    scheme = Scheme.objects.get(name="Ours")
    assert where == address_of(scheme)
    months = JoiningPoint.objects.filter(cycle__scheme=scheme).order_by("starts_on")
    assert [point.month for point in months] == [1, 4]
    page = read(as_dana, where)
    assert "Name the Coordination Group" in page
    assert "Being set up" in page
    assert "Finish setting up your scheme" in read(as_dana, "/schemes/")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"closes_1": ""}, "This field is required."),
        ({"closes_1": "2027-01-26"}, "The programme starts after applications have closed."),
        ({"year_ends_on": "2026-09-01"}, "A cycle ends after it starts."),
        ({"use_1": "-", "use_4": "-"}, "People need at least one time at which they can join."),
        ({"organisation": "0" * 32}, "Select a valid choice"),
    ],
)
def test_set_up_says_what_is_wrong(
    as_dana: Client, world: World, changed: dict[str, str], sentence: str
) -> None:
    page = send(as_dana, "/schemes/new/association/", filled_in(world, **changed), status=422)

    assert sentence in page
    assert not Scheme.objects.filter(name="Ours").exists()


def test_whoever_administers_two_organisations_chooses(as_dana: Client, world: World) -> None:
    other = Organisation.objects.create(name="Another")
    elsewhere = Scheme.objects.create(organisation=other, name="E", kind="coaching", summary="-")
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, elsewhere)

    assert "<option" in read(as_dana, "/schemes/new/coaching/")
    send(as_dana, "/schemes/new/coaching/", filled_in(world, organisation=other.id.hex))

    assert Scheme.objects.get(name="Ours").organisation == other


def test_appointing_and_opening(as_dana: Client, world: World) -> None:
    where = send(as_dana, "/schemes/new/association/", filled_in(world))
    scheme = Scheme.objects.get(name="Ours")
    assert "Open the scheme" not in read(as_dana, where)
    send(as_dana, f"{where}start/", {})
    assert "First: Name the Coordination Group." in read(as_dana, where)
    group = {
        "name": "Robin",
        "email": "robin@example.org",
        "approved_by": "Management Board",
        "approved_on": "2026-09-01",
    }
    assert "What pairs write stays closed to them." in read(as_dana, f"{where}group/")
    page = send(as_dana, f"{where}group/", {**group, "approved_on": "2026-09-15"}, status=422)
    assert "An approval lies in the past." in page
    assert send(as_dana, f"{where}group/", group) == where
    page = send(as_dana, f"{where}group/", group, status=422)
    assert "This person holds this role already." in page
    assert "Robin" in read(as_dana, where)

    for step, said in (
        ("start", "The scheme is open."),
        ("close", "The scheme is closed."),
        ("reopen", "The scheme is open again."),
    ):
        send(as_dana, f"{where}{step}/", {})
        assert said in read(as_dana, where)

    scheme.refresh_from_db()
    assert scheme.state == "open"


def test_the_words_of_a_scheme_are_changed(as_dana: Client, world: World) -> None:
    world.scheme.focus_areas = ["assessment", "Latin"]
    world.scheme.save()
    address = f"{address_of(world.scheme)}describe/"
    page = read(as_dana, address)
    assert 'value="assessment" id="id_known_areas_3" checked' in page
    assert "Latin</textarea>" in page

    sent = {"name": "Ours", "summary": "S", "known_areas": ["leadership"], "own_areas": "Greek\n"}
    send(as_dana, address, sent)

    world.scheme.refresh_from_db()
    assert (world.scheme.name, world.scheme.focus_areas) == ("Ours", ["leadership", "Greek"])
    nothing = send(as_dana, address, {"name": "Ours", "summary": "S"}, status=422)
    assert "Keep at least one focus area." in nothing
    long = send(as_dana, address, {**sent, "own_areas": "x" * 81}, status=422)
    assert "80 characters at most" in long


def test_a_scheme_is_copied(as_dana: Client, world: World) -> None:
    address = f"{address_of(world.scheme)}copy/"
    assert "Copy this scheme" in read(as_dana, address)

    where = send(as_dana, address, {"name": "Next"})

    assert where == address_of(Scheme.objects.get(name="Next"))
    same = send(as_dana, address, {"name": world.scheme.name}, status=422)
    assert "Give the copy a name of its own." in same


def test_cycles_are_opened_changed_and_repeated(as_dana: Client, world: World) -> None:
    address = address_of(world.scheme)
    assert 'value="2027/28"' in read(as_dana, f"{address}cycles/new/")
    later = {"name": "2027/28", "starts_on": "2027-09-01", "ends_on": "2028-08-31"}
    assert send(as_dana, f"{address}cycles/new/", later) == address
    assert "cycle of that name already" in send(as_dana, f"{address}cycles/new/", later, status=422)
    cycle = Cycle.objects.get(name="2027/28")
    edit = f"/cycles/{cycle.id.hex}/edit/"
    assert 'value="2028-08-31"' in read(as_dana, edit)
    send(as_dana, edit, {**later, "name": "Second"})
    wrong = send(as_dana, edit, {**later, "ends_on": "2027-09-01"}, status=422)
    assert "A cycle ends after it starts." in wrong

    repeat = f"/cycles/{cycle.id.hex}/repeat/"
    send(as_dana, repeat, {})
    assert "2028 is open, with the same joining points." in read(as_dana, address)
    send(as_dana, repeat, {})
    assert "This scheme has a cycle of that name already." in read(as_dana, address)
    assert Cycle.objects.filter(scheme=world.scheme).count() == 3


@pytest.mark.requirement("ALL-22")
def test_joining_points_are_added_and_moved(as_dana: Client, world: World) -> None:
    point = world.joining_point
    new = f"/cycles/{point.cycle.id.hex}/joining-points/new/"
    assert "January" in read(as_dana, new)
    assert send(as_dana, new, {"month": "1"}) == address_of(world.scheme)
    assert JoiningPoint.objects.get(month=1).closes_on == date(2027, 1, 8)
    twice = send(as_dana, new, {"month": "1"}, status=422)
    assert "joining point in that month already" in twice

    edit = f"/joining-points/{point.id.hex}/dates/"
    page = read(as_dana, edit)
    assert 'value="2026-04-10"' in page
    days = {name: day.isoformat() for name, day in point.dates.by_name().items()}
    send(as_dana, edit, {**days, "closes_on": "2026-09-18"})
    assert JoiningPoint.objects.get(month=9).closes_on == date(2026, 9, 18)
    wrong = send(as_dana, edit, {**days, "match_by": "2026-10-01"}, status=422)
    assert "Matching lies between" in wrong


@pytest.mark.requirement("LSIS-65")
def test_steps_of_the_checklist_are_ticked(as_dana: Client, world: World) -> None:
    where = send(as_dana, "/schemes/new/in_house/", filled_in(world))
    page = read(as_dana, where)
    assert page.count('name="is_done"') == 13

    ticked = {"key": "introduction", "is_done": "1"}
    assert send(as_dana, f"{where}steps/", ticked) == f"{where}#steps"
    page = read(as_dana, where)
    assert page.count('name="is_done"') == 12
    assert "14 September 2026" in page
    send(as_dana, f"{where}steps/", {"key": "introduction"})
    assert not SetupStep.objects.exists()
    send(as_dana, f"{where}steps/", {"key": "gardening", "is_done": "1"})
    assert "has no such step" in read(as_dana, where)
    send(as_dana, f"{where}steps/", {})


def test_a_coordinator_keeps_dates_and_words_but_appoints_nobody(
    client: Client, world: World
) -> None:
    client.force_login(world.chris)
    address = address_of(world.scheme)
    page = read(client, address)

    assert f"{address}describe/" in page
    assert f"/joining-points/{world.joining_point.id.hex}/dates/" in page
    assert f"{address}group/" not in page
    assert f"{address}copy/" not in page
    read(client, f"{address}group/", status=403)
    read(client, f"{address}copy/", status=403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_scheme_being_set_up_takes_twelve_queries(
    as_dana: Client, world: World, count: int
) -> None:
    where = send(as_dana, "/schemes/new/in_house/", filled_in(world))
    scheme = Scheme.objects.get(name="Ours")
    for number in range(count - 1):
        Cycle.objects.create(
            scheme=scheme,
            name=str(number),
            starts_on=f"203{number}-09-01",
            ends_on=f"204{number}-08-31",
        )
    read(as_dana, where)

    with CaptureQueriesContext(connection) as queries:
        read(as_dana, where)

    assert len(queries) == 12


def test_a_role_is_taken_back_on_its_page(as_dana: Client, world: World) -> None:
    role = Appointment.objects.get(person=world.chris)
    address = f"/appointments/{role.id.hex}/end/"
    assert f'href="{address}"' in read(as_dana, address_of(world.scheme))
    assert "Chris loses the rights of this role at once." in read(as_dana, address)

    assert send(as_dana, address, {}) == address_of(world.scheme)

    assert "Nobody coordinates this scheme yet" in read(as_dana, address_of(world.scheme))
    read(as_dana, address, status=404)


def test_the_last_administrator_stays(as_dana: Client, world: World) -> None:
    role = Appointment.objects.get(person=world.dana)
    address = f"/appointments/{role.id.hex}/end/"
    assert 'href="/branches/"' in read(as_dana, address)

    page = send(as_dana, address, {}, status=422)

    assert "An organisation keeps at least one administrator." in page


def test_taking_a_role_back_is_for_administrators(client: Client, world: World) -> None:
    role = Appointment.objects.get(person=world.chris)
    client.force_login(world.chris)

    read(client, f"/appointments/{role.id.hex}/end/", status=404)


@pytest.mark.requirement("ALL-22")
def test_a_joining_point_that_takes_applications_now_says_so(as_dana: Client, world: World) -> None:
    assert "Open now" not in read(as_dana, address_of(world.scheme))
    JoiningPoint.objects.update(closes_on=date(2026, 9, 14))

    assert "Open now" in read(as_dana, address_of(world.scheme))
    Scheme.objects.update(state="closed")
    assert "Open now" not in read(as_dana, address_of(world.scheme))
