"""The report and the pictures of a match of groups: as those of pairs, in the words of groups."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.matching.models import Run
from compagnon.matching.queries import report as report_queries
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import make_application
from tests.matching.pages import at, plain
from tests.matching.pool import (
    PEERS,
    as_pool,
    gathered,
    make_circle_room,
    peer,
    person_of,
    with_circles,
)
from tests.matching.reading import read

pytestmark = pytest.mark.django_db
WITHOUT, WITH = "run_report", "run_report_names"


@pytest.fixture
def pool(world: World) -> dict[str, Application]:
    as_pool(world, has_trios=False)
    return {name: peer(world, name) for name in PEERS}


@pytest.fixture
def circle(world: World) -> Run:
    make_circle_room(world)
    return gathered(world, circles=True)


def many_peers(world: World, count: int) -> None:
    as_pool(world)
    for number in range(count):
        peer(world, f"Peer{number}", phases=[("primary", "secondary")[number % 2]])


@pytest.mark.requirement("ALL-53")
@pytest.mark.usefixtures("pool")
def test_with_names_it_tells_of_every_group(chris: Client, world: World) -> None:
    run = gathered(world)

    page = plain(read(chris, at(run, WITH)))

    assert f'href="{at(run, WITHOUT)}"' in chris.get(at(run)).text
    assert "between any two who are together" in page
    assert "Peers: placed" in page
    assert "with a partner" not in page
    assert "Region Peers Placed Wales 5 80%" in page
    assert "Groups by how many people they have People Groups 2 2" in page
    assert "Everybody who fits is with somebody else 1" in page
    assert "Groups in which somebody else came close: 2." in page
    assert "(Peer)" in page
    assert "would do just as well in place of" in page
    assert "Accepted on purpose" not in page


@pytest.mark.requirement("ALL-53")
def test_of_a_circle_both_sides_are_told(chris: Client, circle: Run) -> None:
    page = plain(read(chris, at(circle, WITH)))

    assert "facilitate a circle" in page
    assert "Amal (Facilitator), Bela (Mentee)" in page
    assert "Region Mentees Placed Mentors With a partner Wales 3 100% 1 100%" in page


@pytest.mark.requirement("ALL-95")
@pytest.mark.usefixtures("pool")
def test_without_names_there_is_nobody_and_no_small_group(chris: Client, world: World) -> None:
    run = gathered(world)

    for view in (WITHOUT, "run_pictures"):
        page = read(chris, at(run, view))
        assert not [name for name in PEERS if name in page]
        assert "Groups by score, of 100 Too few to be told without saying who." in page
        assert "Wales" not in page


@pytest.mark.requirement("ALL-95")
def test_many_peers_are_told_in_round_numbers_and_pictures(chris: Client, world: World) -> None:
    many_peers(world, 26)
    run = gathered(world)

    report, pictures = (read(chris, at(run, view)) for view in (WITHOUT, "run_pictures"))

    assert "Region Peers Placed Wales 25 100%" in report
    assert "People Groups 2 15" in report
    assert "Groups by how many people they have People: 2" in pictures
    assert "Phases Peers Placed" in pictures
    assert "Places taken" not in pictures
    shown = chris.get(at(run, "run_pictures")).text
    assert shown.count("tile-offers") == shown.count("tile-asks") - 1  # none in the legend


def test_what_is_left_to_others_stands_without_names(
    chris: Client, world: World, pool: dict[str, Application]
) -> None:
    for row in pool.values():
        declare_interest(by=actor_of(world.chris), application=row)

    page = read(chris, at(gathered(world), WITH))

    assert page.count("Another member of the group decides about it.") == 2
    assert not [name for name in PEERS if name in page]


def test_a_circle_that_lacks_somebody_says_why(chris: Client, world: World) -> None:
    with_circles(world)
    make_application(world.joining_point, world.amal, "mentor")
    make_application(world.joining_point, person_of(world, "Bela"), "mentee")
    run = gathered(world, circles=True)

    page = read(chris, at(run, WITH))

    assert "Nobody was put together." in page
    assert "Mentees: Too few people fit for a circle 1 Mentors: Too few people fit" in page


@pytest.mark.usefixtures("pool")
def test_more_groups_than_go_on_paper_stand_on_the_pages(
    chris: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_queries, "MOST_PAIRS", 1)

    assert "the pages of the match hold all" in read(chris, at(gathered(world), WITH))


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_it_is_taken_away_as_a_file(chris: Client, circle: Run, kind: str, begins: bytes) -> None:
    for view in ("run_report_export", "run_report_names_export"):
        taken = chris.post(at(circle, view), {"format": kind})
        assert b"".join(taken)[:4].startswith(begins)


def queries(client: Client, run: Run, view: str) -> int:
    client.get(at(run, view))
    with CaptureQueriesContext(connection) as found:
        client.get(at(run, view))
    return len(found)


@pytest.mark.parametrize("view", [WITH, "run_pictures", "run_near_ties"])
def test_many_groups_cost_as_many_queries_as_few(chris: Client, world: World, view: str) -> None:
    as_pool(world, has_trios=False)
    counts = []
    for some in (PEERS[:3], PEERS[3:]):
        for name in some:
            peer(world, name)
        counts.append(queries(chris, gathered(world), view))

    assert counts == [counts[0]] * 2


def test_groups_of_an_earlier_version_have_no_equity(
    chris: Client, world: World, pool: dict[str, Application]
) -> None:
    assert pool
    run = gathered(world)
    assert run.result is not None
    run.result["equity"] = []
    run.save(update_fields=["result"])

    for view in (WITH, "run_pictures"):
        assert "Region Peers" not in read(chris, at(run, view))
