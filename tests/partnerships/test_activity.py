from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.core.models import EventRow
from compagnon.partnerships.changes.activity import export_activity
from compagnon.partnerships.changes.agreement import write_agreement
from compagnon.partnerships.models import Agreement, Partnership
from compagnon.partnerships.queries import activity
from compagnon.partnerships.queries.activity import list_activity, list_rows
from tests.cast import World, actor_of, make_partnership, make_person
from tests.downloads import table_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_meeting import record

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("ALL-15")
def test_a_coordinator_sees_that_pairs_meet_when_and_how_long_and_no_word(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)
    record(world, partnership, date(2026, 9, 12))
    client.force_login(world.chris)

    response = client.get(f"/joining-points/{world.joining_point.id.hex}/partnerships/")
    shown = response.content.decode()

    for fact in (
        "Amal",
        "Bela",
        "2 times, 90 minutes",
        "12 September 2026",
        "2 of 2 signatures",
        "Held",
    ):
        assert fact in shown
    for word in ("sunflower", "quiet table", "corridor", "kettle", "riddle", "leadership"):
        assert word not in shown


def test_the_list_says_when_there_is_no_partnership(client: Client, world: World) -> None:
    client.force_login(world.chris)

    response = client.get(
        f"/joining-points/{world.joining_point.id.hex}/partnerships/?after=nonsense"
    )

    assert "No partnership yet" in response.content.decode()


@pytest.mark.parametrize("who", ["amal", "dana"])
def test_nobody_else_sees_the_list(
    client: Client, world: World, partnership: Partnership, who: str
) -> None:
    client.force_login(getattr(world, who))

    response = client.get(f"/joining-points/{world.joining_point.id.hex}/partnerships/")

    assert response.status_code == 404
    assert (
        list_activity(viewer=actor_of(getattr(world, who)), joining_point=world.joining_point) == []
    )


@pytest.mark.parametrize("count", [1, 3])
def test_list_activity_takes_five_queries(world: World, count: int) -> None:
    for number in range(count):
        world.amal, world.bela = make_person(f"m{number}"), make_person(f"n{number}")
        write_agreement(
            by=actor_of(world.amal), partnership=make_partnership(world), terms=TERMS, based_on=0
        )
    viewer = actor_of(world.chris)

    with CaptureQueriesContext(connection) as queries:
        rows = list_activity(viewer=viewer, joining_point=world.joining_point)

    assert len(rows) == count
    assert len(queries) == 5


def test_the_list_goes_on_by_key(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "PAGE_SIZE", 1)
    monkeypatch.setattr("compagnon.partnerships.views.partnership.PAGE_SIZE", 1)
    for number in range(2):
        world.amal, world.bela = make_person(f"m{number}"), make_person(f"n{number}")
        make_partnership(world)
    first, second = Partnership.objects.order_by("id")
    client.force_login(world.chris)
    address = f"/joining-points/{world.joining_point.id.hex}/partnerships/"

    shown = client.get(address).content.decode()
    rest = client.get(f"{address}?after={first.id.hex}").content.decode()

    assert f"?after={first.id.hex}" in shown
    assert f"?after={second.id.hex}" in rest
    assert f'href="{address}"' in rest


def test_the_list_is_a_page_of_its_joining_point(client: Client, world: World) -> None:
    point = f"/joining-points/{world.joining_point.id.hex}/"
    client.force_login(world.chris)

    applications = client.get(f"{point}applications/").content.decode()
    partnerships = client.get(f"{point}partnerships/").content.decode()

    assert f'href="{point}partnerships/"' in applications
    assert f'href="{point}applications/"' in partnerships


@pytest.mark.requirement("ALL-15")
def test_the_list_is_taken_away_without_a_word_and_it_is_noted(
    client: Client, world: World, partnership: Partnership, agreement: Agreement
) -> None:
    record(world, partnership)
    record(world, partnership, date(2026, 9, 12))
    client.force_login(world.chris)
    page = f"/joining-points/{world.joining_point.id.hex}/partnerships/"
    assert f'action="{page}export/"' in client.get(page).content.decode()

    answer = client.post(f"{page}export/", {"format": "csv"})

    _heading, row = table_of(answer)
    assert row[:3] == ["Amal", "Bela", "Open"]
    assert row[4:8] == ["2", "2", "90", "2026-09-12"]
    for word in ("sunflower", "quiet table", "corridor", "kettle", "riddle", "leadership"):
        assert word not in answer.content.decode()
    event = EventRow.objects.get(name="ActivityExported")
    assert (event.actor_id, event.data["partnership_count"]) == (world.chris.id, 1)


def test_a_pair_that_has_not_met_has_no_last_day_and_strangers_have_no_row(
    world: World, partnership: Partnership
) -> None:
    own = list_rows(viewer=actor_of(world.chris), joining_point=world.joining_point)
    strange = list_rows(viewer=actor_of(world.dana), joining_point=world.joining_point)

    assert own[1][5:8] == ("0", "0", "")
    assert len(strange) == 1
    with pytest.raises(NotAllowed):
        export_activity(by=actor_of(world.dana), joining_point=world.joining_point)
