from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM
from compagnon.schemes import places, progress
from compagnon.schemes.changes.charter import publish_charter
from compagnon.schemes.charter import CHARTER
from compagnon.schemes.models import Appointment, CharterSignature, Cycle, Scheme
from tests.cast import World, actor_of, appoint, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def as_chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


def read(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def address_of(world: World) -> str:
    return f"/schemes/{world.scheme.id.hex}/"


def test_scheme_list_leads_to_the_scheme(as_chris: Client, world: World) -> None:
    page = read(as_chris, "/schemes/")

    assert f'href="{address_of(world)}"' in page
    assert "Peer mentoring for language teachers." in page
    assert '<span class="brand-house">Association for Language Learning</span>' in page


def test_scheme_list_of_an_administrator_without_schemes_leads_to_the_first(
    client: Client, world: World
) -> None:
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    other = type(world.organisation).objects.create(name="Another")
    Scheme.objects.update(organisation=other)
    client.force_login(world.dana)

    page = read(client, "/schemes/")

    assert "Set up your first scheme" in page
    assert 'href="/schemes/new/"' in page


def test_scheme_list_is_not_for_strangers(client: Client, world: World) -> None:
    client.force_login(world.dana)

    assert "Only people who coordinate" in read(client, "/schemes/", status=403)


@pytest.mark.requirement("ALL-22")
@pytest.mark.requirement("ALL-30")
@pytest.mark.requirement("ALL-31")
def test_scheme_shows_joining_points_the_group_and_the_next_step(
    as_chris: Client, world: World
) -> None:
    page = read(as_chris, address_of(world))

    assert "September" in page
    assert "11 September 2026" in page
    assert "Management Board" in page
    assert "Import the applications for September" in page
    assert f"/joining-points/{world.joining_point.id.hex}/import/" in page


def test_scheme_without_cycle_or_group_says_so(client: Client, world: World) -> None:
    empty = Scheme.objects.create(
        organisation=world.organisation, name="New", kind="mentoring", summary="To come."
    )
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    client.force_login(world.dana)

    page = read(client, f"/schemes/{empty.id.hex}/")

    assert "No cycle yet" in page
    assert "Nobody coordinates this scheme yet" in page


def test_scheme_is_not_there_for_strangers(client: Client, world: World) -> None:
    client.force_login(world.dana)

    read(client, address_of(world), status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_scheme_page_takes_nine_queries(
    as_chris: Client, world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    # One of them is recruitment's; what the other packages report costs what they say.
    known = [entry for entry in progress._reporters if entry[1] == "recruitment"]
    monkeypatch.setattr(progress, "_reporters", known)
    for number in range(count - 1):
        Cycle.objects.create(
            scheme=world.scheme,
            name=str(number),
            starts_on=f"203{number}-09-01",
            ends_on=f"204{number}-08-31",
        )
    read(as_chris, address_of(world))

    with CaptureQueriesContext(connection) as queries:
        read(as_chris, address_of(world))

    assert len(queries) == 9


@pytest.mark.requirement("ALL-10")
def test_charter_is_read_without_signing_in(client: Client, world: World) -> None:
    page = read(client, f"{address_of(world)}charter/")

    assert "Peer Mentoring Charter" in page
    assert "The limits of confidentiality" in page
    assert "Everybody signs the charter when they accept a partner" in page


@pytest.mark.requirement("ALL-10")
def test_charter_is_read_in_the_language_asked_for(client: Client, world: World) -> None:
    publish_charter(by=SYSTEM, scheme=world.scheme, text=CHARTER)

    page = read(client, f"{address_of(world)}charter/?language=cy")

    assert CHARTER["cy"].title in page
    assert '<div lang="cy">' in page
    assert 'href="?language=de"' in page


def test_charter_of_an_unknown_scheme_is_not_there(client: Client) -> None:
    read(client, f"/schemes/{'0' * 32}/charter/", status=404)


@pytest.mark.requirement("ALL-11")
def test_charter_sign_records_the_signature_and_asks_again_for_a_new_version(
    client: Client, world: World
) -> None:
    client.force_login(world.amal)
    sign = f"/charters/{world.charter.id.hex}/sign/"
    page = f"{address_of(world)}charter/"
    assert f'action="{sign}"' in read(client, page)

    response = client.post(sign)

    assert (response.status_code, response["Location"]) == (303, page)
    assert "You signed this version on" in read(client, page)
    publish_charter(
        by=actor_of(world.chris),
        scheme=world.scheme,
        text={"en": replace(CHARTER["en"], title="Second")},
    )
    assert "I sign the charter" in read(client, page)
    assert CharterSignature.objects.count() == 1


def test_charter_sign_is_refused_for_an_old_version(client: Client, world: World) -> None:
    publish_charter(by=SYSTEM, scheme=world.scheme, text=CHARTER)
    client.force_login(world.amal)

    response = client.post(f"/charters/{world.charter.id.hex}/sign/")

    assert response.status_code == 422
    assert "There is a newer version" in response.content.decode()


def test_charter_sign_by_a_link_leads_to_the_charter(client: Client, world: World) -> None:
    client.force_login(world.amal)

    response = client.get(f"/charters/{world.charter.id.hex}/sign/")

    assert (response.status_code, response["Location"]) == (302, f"{address_of(world)}charter/")


def test_places_are_those_the_viewer_may_go_to(world: World) -> None:
    here = "recruitment:application_list"

    seen = places.places_of(actor_of(world.chris), world.joining_point, current=here)

    assert [(str(place.label), place.is_current) for place in seen][:3] == [
        ("Introductory meeting", False),
        ("Applications", True),
        ("Import", False),
    ]
    assert places.places_of(actor_of(world.dana), world.joining_point, current=here) == []


def test_a_place_is_registered_once() -> None:
    with pytest.raises(ValueError, match="Registered twice: recruitment:upload"):
        places.register(label="Import", url_name="recruitment:upload", permission="x", order=1)
