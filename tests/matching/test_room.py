from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import Run
from compagnon.matching.queries.pair_rule import list_pair_rules
from compagnon.matching.queries.progress import report
from compagnon.matching.queries.room import get_room
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint
from tests.matching.applying import make_application
from tests.matching.pages import address
from tests.matching.reading import read
from tests.matching.room import computed_run
from tests.matching.test_facts import propose
from tests.matching.test_pair_rules_page import decided

pytestmark = pytest.mark.django_db


def of(run: Run) -> str:
    return f"/runs/{run.id.hex}/"


def waiting_run(world: World) -> Run:
    return start_run(by=actor_of(world.chris), joining_point=world.joining_point)


def test_the_room_asks_for_approved_people_first(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor")

    page = read(chris, address(world))

    assert "Approve at least one person on each side first" in page
    assert "No match yet" in page
    assert "Run the match" not in page


def test_the_room_says_how_many_wait_and_runs_the_match(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    page = read(chris, address(world))
    answer = chris.post(address(world, "start/"))

    assert "Your next step Run the match People without a partner: 1. Free places: 1." in page
    assert "Mentees: free 1 free places 1 pairs proposed 0" in page
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, of(run))
    assert run.started_by == world.chris


def test_a_match_is_run_once_however_often_one_presses(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    answers = [chris.post(address(world, "start/"), {"once": "token"}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {of(Run.objects.get())}


def test_a_match_that_cannot_be_run_says_why(chris: Client, world: World) -> None:
    answer = chris.post(address(world, "start/"), follow=True)

    assert "Approve at least one person on each side first." in answer.content.decode()
    assert not Run.objects.exists()


def test_looking_runs_nothing(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    assert chris.get(address(world, "start/")).status_code == 405
    read(chris, address(world))
    assert not Run.objects.exists()


def test_the_room_shows_a_match_under_way(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = waiting_run(world)

    page = chris.get(address(world)).content.decode()

    assert "The match is being made" in page
    assert f'href="{of(run)}"' in page
    assert "Being made" in page
    assert "Run the match again" not in page


def test_the_room_leads_to_the_pairs_that_were_found(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    page = read(chris, address(world))

    assert "1 pair is proposed to you" in page
    assert "14 September 2026, 10:00 Chris 1 of 1 1 Finished Run the match again" in page
    assert of(run) in chris.get(address(world)).content.decode()


def test_the_room_says_that_a_match_found_nobody(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor", managers="Bela")
    make_application(world.joining_point, world.bela, "mentee")
    computed_run(world)

    assert "The match found no pair" in read(chris, address(world))


def test_the_room_says_that_a_match_was_not_made(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world, weights={"interests": -1})

    page = read(chris, address(world))

    assert "The match could not be made" in page
    assert "Not made" in page


def test_the_room_leads_to_the_answers_while_some_are_missing(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    propose(*two, "released")
    Run.objects.update(work_state="done", summary={"pairs": 1})

    page = read(chris, address(world))

    assert "1 proposal waits for an answer" in page
    assert "See who has answered" in page


def test_the_room_says_that_everybody_has_answered(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    propose(*two, "opened")
    Run.objects.update(work_state="done", summary={"pairs": 1, "mentees": 1, "mentees_placed": 1})

    page = read(chris, address(world))

    assert "Everybody has answered" in page
    assert "Mentees: free 0 free places 0 pairs proposed 1" in page
    assert "1 of 1 1 Released Run the match again" in page


def test_the_room_says_how_a_match_is_made(chris: Client, world: World) -> None:
    world.scheme.matching = {"weights": {"purposes": 0}, "rules": {"same_institution": "off"}}
    world.scheme.save()

    page = read(chris, address(world))

    assert "Interests (30) What one of the two wants to explore" in page
    assert "Purpose (" not in page
    assert "Cannot be paired One of the two has declared" in page
    assert "The same workplace" not in page


def test_the_room_lists_ten_matches_at_a_time(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    runs = [computed_run(world) for _ in range(12)]
    for run in runs[::2]:  # two at the same instant
        Run.objects.filter(pk=run.pk).update(started_at=run.started_at + timedelta(minutes=1))
        run.refresh_from_db()

    first = get_room(viewer=actor_of(world.chris), joining_point=world.joining_point)
    assert first.older is not None
    page = chris.get(f"{address(world)}?after={first.older.hex}").content.decode()

    newest = sorted(runs, key=lambda run: (run.started_at, run.id), reverse=True)
    assert [line.id for line in first.runs] == [run.id for run in newest[:10]]
    assert [of(run) in page for run in newest[10:]] == [True, True]
    assert f'href="{address(world)}"' in page
    for nonsense in ("x", new_public_id().hex):
        assert of(newest[0]) in chris.get(f"{address(world)}?after={nonsense}").content.decode()


def test_the_room_is_not_there_for_others(client: Client, world: World) -> None:
    for rest in ("", "decisions/"):
        assert client.get(address(world, rest)).status_code == 302
    client.force_login(world.dana)
    for rest in ("", "decisions/"):
        read(client, address(world, rest), status=404)
    assert client.post(address(world, "start/")).status_code == 404


def test_an_administrator_knows_of_the_scheme_but_not_of_its_matches(
    client: Client, world: World
) -> None:
    appoint(world.dana, Appointment.Role.ADMINISTRATOR, world.scheme)
    client.force_login(world.dana)

    assert "Only the Coordination Group of this scheme can do this." in read(
        client, address(world), status=403
    )
    with pytest.raises(NotAllowed):
        get_room(viewer=actor_of(world.dana), joining_point=world.joining_point)
    assert report(actor_of(world.dana), [world.joining_point]) == {}
    decided(world, 1)
    assert list_pair_rules(viewer=actor_of(world.dana), joining_point=world.joining_point) == (
        [],
        None,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_takes_as_many_queries_for_three_matches_as_for_one(
    chris: Client, world: World, two: tuple[Application, Application], count: int
) -> None:
    for _ in range(count):
        computed_run(world)

    with CaptureQueriesContext(connection) as queries:
        read(chris, address(world))

    assert len(queries) == 10
    assert [query["sql"] for query in queries if '"result"' in query["sql"]] == []


def test_a_failed_match_can_be_run_again(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world, weights={"interests": -1})
    assert chris.post(address(world, "start/")).status_code == 303

    assert Run.objects.count() == 2
