import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core import work
from compagnon.core.errors import NotAllowed
from compagnon.matching.changes.pair_rule import forbid_pair, pin_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import Run
from compagnon.matching.queries.pairs import list_pairs
from compagnon.matching.queries.run import get_run
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, actor_of
from tests.instances import counted_instances
from tests.matching.applying import apply, make_application, result_of
from tests.matching.pages import at, many, pair_at, pairs_of, plain
from tests.matching.reading import read, words
from tests.matching.room import Room, computed_run, make_room

pytestmark = pytest.mark.django_db

VIEWS = ("run", "run_left_out", "run_fairness", "run_pictures", "run_near_ties", "run_changes")


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@contextmanager
def waiting(world: World) -> Iterator[Run]:
    yield start_run(by=actor_of(world.chris), joining_point=world.joining_point)


def test_a_match_under_way_shows_how_far_it_has_come(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    with waiting(world) as run:
        Run.objects.update(progress_percent=35, attempts=1, leased_until=NOW + work.LEASE)

        whole = chris.get(at(run)).content.decode()
        part = chris.get(at(run), headers={"HX-Request": "true"}).content.decode()

    assert "35 of 100" in words(whole)
    assert f'hx-get="{at(run)}"' in whole
    assert f'<a href="{at(run)}">See how far it has come</a>' in whole
    assert "<!DOCTYPE" not in part
    assert "35 of 100" in words(part)
    assert "Something went wrong" not in whole


def test_whoever_waits_gets_the_whole_page_once_it_has_ended(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    for run in (computed_run(world), computed_run(world, weights={"interests": -1})):
        answer = chris.get(at(run), headers={"HX-Request": "true"}).content.decode()

        assert answer.lstrip().startswith("<!DOCTYPE html>")
        assert "hx-get" not in answer


def test_a_match_that_failed_and_is_tried_again_says_so(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    with waiting(world) as run:
        assert work.claim(run)
        work.postpone(run, dead_after=3)

        assert "Something went wrong The match is tried again" in read(chris, at(run))


def test_a_match_that_was_not_made_says_why_and_names_whom_it_is_about(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    pin_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    Application.objects.update(answers={"institution": "Ysgol Dewi"})

    page = read(chris, at(computed_run(world)))

    assert (
        "The match could not be made The pair Amal and Bela was fixed, and a rule forbids it:"
        " The same workplace." in page
    )
    assert "Run the match again Decisions about pairs" in page


def test_an_unfinished_match_has_no_result_to_look_at(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    with waiting(world) as run:
        for view in VIEWS[1:]:
            assert "This run is not finished yet." in read(chris, at(run, view), status=403)
        with pytest.raises(NotAllowed):
            list_pairs(viewer=actor_of(world.chris), run=run)


def test_a_match_is_for_the_coordination_group(
    client: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    for view in VIEWS:
        assert client.get(at(run, view)).status_code == 302
    client.force_login(world.bela)
    for view in VIEWS:
        read(client, at(run, view), status=404)
    for word in ("pin", "forbid"):
        assert client.post(pair_at(run, *two, word)).status_code == 404
    with pytest.raises(NotAllowed):
        get_run(viewer=actor_of(world.bela), run=run)


@pytest.mark.requirement("ALL-50")
@pytest.mark.requirement("ALL-51")
@pytest.mark.requirement("ALL-52")
def test_a_finished_match_shows_its_figures_and_its_pairs_with_reasons(
    efa: Client, room: Room
) -> None:
    page = read(efa, at(computed_run(room.world)))

    assert "Mentees: placed 6 of 7 Mentors: with a partner 5 of 6 pairs 6" in page
    assert "lowest score, of 100 64 middle score, of 100 79" in page
    assert "Pairs 6 Left out 2 Equity and balance Pictures Near-ties 4 What changed" in page
    assert pairs_of(page) == [
        ("Farid", "Ines", "64"),
        ("Eleri", "بیلا", "77"),
        ("Gwen", "Eleri", "79"),
        ("Chris", "Jan", "85"),
        ("Amal", "Bela", "89"),
        ("Amal", "Lena", "100"),
    ]
    # Purpose and interests in words, what speaks against too, and both what is alike and what is different.
    _, bela = page.split("Mentor Amal Mentee Bela")
    assert bela.startswith(
        " Score 89 of 100 Alike: 4 · Different: 1"
        " Interests · Wished for and offered: Assessment and examination change, Speaking (2 of 2)"
    )
    assert "Purpose · In common: Induction" in bela
    assert "Phase · Alike, though difference was wished for: Secondary or post-primary" in bela
    assert "Application of Amal · Who else would suit Amal · Application of Bela" in bela
    assert "Nothing takes effect by itself." in page


def test_a_match_without_pairs_leads_to_why(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor", managers="Bela")
    make_application(world.joining_point, world.bela, "mentee")
    run = computed_run(world)

    page = read(chris, at(run))

    assert "No pair was found See what stands in the way of each person" in page
    assert "lowest score, of 100" not in page
    assert "Nobody else comes close" in read(chris, at(run, "run_near_ties"))
    assert "Nothing to compare" in read(chris, at(run, "run_fairness"))


def test_what_a_reader_of_a_match_should_know_is_said(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    assert (
        "No two people answered what “How often to meet” compares, so it decided nothing."
        in read(chris, at(computed_run(world)))
    )


@pytest.mark.requirement("ALL-50")
def test_a_coordinators_own_pair_is_hidden_from_her_on_every_view(
    chris: Client, efa: Client, room: Room
) -> None:
    people, world = room.people, room.world
    first = computed_run(world)
    partner = people["Jan"].id.hex
    assert (people["Chris"].id.hex, partner) in {
        (pair["mentor_id"], pair["mentee_id"]) for pair in result_of(first)["pairs"]
    }
    forbid_pair(
        by=actor_of(Appointment.objects.latest("approved_on", "id").person),
        joining_point=world.joining_point,
        mentor=people["Farid"],
        mentee=people["Ines"],
    )
    second = computed_run(world)

    for run in (first, second):
        for view in ("run", "run_near_ties", "run_changes"):
            hers = chris.get(at(run, view)).content.decode()
            assert ("Jan" in hers, partner in hers) == (False, False)
    assert "Hidden from you: your own application" in read(chris, at(first))
    assert "Mentor Chris Mentee Jan" in read(efa, at(first))
    # Where she comes close to another mentee, whom she has herself stays unsaid.
    assert "Chris would suit better" in plain(read(chris, at(first, "run_near_ties")))
    assert "Proposed here to Jan" in plain(read(efa, at(first, "run_near_ties")))


def test_pairs_go_on_and_back_by_key(chris: Client, world: World) -> None:
    many(world, 27)
    run = computed_run(world)

    first = chris.get(at(run)).content.decode()
    assert "1 to 25 of 27" in words(first)
    key = re.search(r'href="\?after=([0-9a-f]{32})"', first)
    assert key is not None
    second = chris.get(f"{at(run)}?after={key[1]}").content.decode()

    assert "26 to 27 of 27" in words(second)
    assert f'href="{at(run)}"' in second
    # A press on this page comes back to it.
    assert f'name="back" value="{run.id.hex}-{key[1]}"' in second
    scores = [int(score) for page in (first, second) for *_, score in pairs_of(words(page))]
    assert len(scores) == 27
    assert scores == sorted(scores)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("view", "most"),
    [
        ("run", 12),
        ("run_left_out", 11),
        ("run_fairness", 8),
        ("run_pictures", 9),
        ("run_near_ties", 10),
        ("run_changes", 11),
    ],
)
def test_a_view_takes_as_many_queries_for_three_rows_as_for_one(
    chris: Client, world: World, count: int, view: str, most: int
) -> None:
    many(world, count)
    for number in range(count):
        apply(world, f"Left{number}", "mentee", modes=["face_to_face"], region="scotland")
        apply(world, f"Near{number}", "mentor", interests_offered=["grammar"])
    computed_run(world)
    run = computed_run(world)

    with CaptureQueriesContext(connection) as queries:
        read(chris, at(run, view))

    assert len(queries) == most


def test_only_the_rows_that_are_shown_become_objects(chris: Client, world: World) -> None:
    many(world, 27)
    run = computed_run(world)

    with counted_instances() as made:
        read(chris, at(run))

    assert sum(made.values()) < 15


def test_whoever_was_erased_has_no_name_in_old_matches(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    apply(world, "Finn", "mentee", modes=["face_to_face"])
    run = computed_run(world)
    Application.objects.exclude(pk=two[0].pk).delete()

    page = read(chris, at(run))
    left_out = read(chris, at(run, "run_left_out"))

    assert "Mentor Amal Mentee a person who was erased" in page
    assert "Application of Amal" in page
    assert "Application of Somebody" not in page
    assert "a person who was erased Mentee: without a partner" in left_out
