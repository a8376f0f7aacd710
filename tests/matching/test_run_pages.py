import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import work
from compagnon.core.errors import NotAllowed
from compagnon.core.ids import new_public_id
from compagnon.core.models import Submission
from compagnon.matching.changes.pair_rule import forbid_pair, pin_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import PairRule, Release, Run
from compagnon.matching.queries.pairs import list_pairs
from compagnon.matching.queries.run import get_run
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, actor_of, appoint, make_person
from tests.instances import counted_instances
from tests.matching.applying import apply, make_application, result_of
from tests.matching.reading import read, words
from tests.matching.room import Room, computed_run, make_room

pytestmark = pytest.mark.django_db

VIEWS = ("run", "run_left_out", "run_fairness", "run_near_ties", "run_changes")


@pytest.fixture
def chris(client: Client, world: World) -> Client:
    client.force_login(world.chris)
    return client


@pytest.fixture
def efa(world: World) -> Client:
    """Another coordinator, who has not applied."""
    person = make_person("Efa")
    appoint(person, Appointment.Role.COORDINATOR, world.scheme)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@pytest.fixture
def two(world: World) -> tuple[Application, Application]:
    return (
        make_application(world.joining_point, world.amal, "mentor"),
        make_application(world.joining_point, world.bela, "mentee"),
    )


def at(run: Run, view: str = "run") -> str:
    return reverse(f"matching:{view}", kwargs={"run_id": run.id})


def pair_at(run: Run, mentor: Application, mentee: Application, word: str) -> str:
    return f"{at(run)}pairs/{mentor.id.hex}/{mentee.id.hex}/{word}/"


def many(world: World, count: int) -> None:
    """Let pairs apply that suit each other, some better and some worse."""
    for number in range(count):
        apply(
            world, f"Mentor{number}", "mentor", interests_offered=["grammar", "trips"][: number % 3]
        )
        apply(
            world, f"Mentee{number}", "mentee", availability=["evenings", "weekends"][: number % 2]
        )


def plain(page: str) -> str:
    """Return a page without the marks that keep a name in another script in its place."""
    return page.replace("\u2068", "").replace("\u2069", "")


def pairs_of(page: str) -> list[tuple[str, ...]]:
    return re.findall(r"Mentor (\S+) Mentee (\S+) Score (\d+) of 100", page)


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

    assert "mentees placed 6 of 7 mentors with a mentee 5 of 6 pairs 6" in page
    assert "lowest score, of 100 64 middle score, of 100 79" in page
    assert "Pairs 6 Left out 2 Equity and balance Near-ties 4 What changed" in page
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
    assert "Application of Amal · Application of Bela" in bela
    assert "Nothing takes effect by itself." in page


def test_a_match_without_pairs_leads_to_why(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor", managers="Bela")
    make_application(world.joining_point, world.bela, "mentee")
    run = computed_run(world)

    page = read(chris, at(run))

    assert "No pair was found See what stands in the way of each person" in page
    assert "lowest score, of 100" not in page
    assert "No other mentor comes close" in read(chris, at(run, "run_near_ties"))
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
    assert "Your own application: hidden from you." in read(chris, at(first))
    assert "Mentor Chris Mentee Jan" in read(efa, at(first))
    # Where she comes close to another mentee, whom she has herself stays unsaid.
    assert "Chris would suit better" in plain(read(chris, at(first, "run_near_ties")))
    assert "Proposed here to Jan" in plain(read(efa, at(first, "run_near_ties")))


def test_whom_else_a_coordinator_could_have_had_is_hidden_from_her(
    chris: Client, efa: Client, world: World
) -> None:
    make_application(world.joining_point, world.chris, "mentee")
    apply(world, "Gwen", "mentor")
    apply(world, "Huw", "mentor")
    run = computed_run(world)

    hers, theirs = (read(client, at(run, "run_near_ties")) for client in (chris, efa))

    assert "would suit just as well" in theirs
    assert ("Gwen" in hers, "Huw" in hers) == (False, False)
    assert "Your own application: hidden from you." in hers


def test_a_coordinators_own_place_among_those_left_out_is_hidden_from_her(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    make_application(world.joining_point, world.chris, "mentee", modes=["face_to_face"])
    run = computed_run(world)

    hers, theirs = (read(client, at(run, "run_left_out")) for client in (chris, efa))

    assert "No way of meeting in common" in theirs
    assert "No way of meeting in common" not in hers
    assert "Your own application: hidden from you." in hers


def test_a_coordinators_own_change_of_place_is_hidden_from_her(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world)
    make_application(world.joining_point, world.chris, "mentor")
    Application.objects.filter(person=world.amal).update(state="withdrawn")
    run = computed_run(world)

    hers, theirs = (read(client, at(run, "run_changes")) for client in (chris, efa))

    assert "Chris · Bela A new pair" in theirs
    assert "Chris" not in hers.replace("Asked for by Chris on", "")
    assert "Your own application: hidden from you. A new pair" in hers


def test_who_is_left_out_is_told_why_and_what_would_help(efa: Client, room: Room) -> None:
    page = plain(read(efa, at(computed_run(room.world), "run_left_out")))

    assert (
        "Kim Mentee without a mentor London · Maintained or council school Nobody passes every rule"
        " (people looked at: 6)"
        " No way of meeting in common: 5 of 6 Face to face only, in different regions: 1 of 6"
        " The least that would help:"
        " If it were not for “Face to face only, in different regions”, Huw would be the partner (score 100)."
        in page
    )
    assert "Huw Mentor without a mentee Scotland" in page


@pytest.mark.requirement("ALL-54")
def test_who_declared_whom_is_shown_to_nobody(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor", managers="Bela")
    make_application(world.joining_point, world.bela, "mentee", conflicts="Amal Amal")
    finn = apply(world, "Finn", "mentee", region="", modes=["face_to_face"])
    run = computed_run(world)

    page = read(chris, at(run, "run_left_out"))

    assert page.count("Cannot be paired: 1 of 1") == 1
    assert "Cannot be paired: 1 of 2" in page
    assert page.count("Lifting a single rule for a single pair would not help.") == 1
    for word in ("line management", "declared Bela", "managers"):
        assert word not in page.replace("about line managers and conflicts", "")
    # Where somebody fits, how many do is said; and without a region nothing stands there.
    assert finn.answers["region"] == ""


def test_whom_somebody_fits_is_counted(chris: Client, world: World) -> None:
    make_application(world.joining_point, world.amal, "mentor")
    make_application(world.joining_point, world.bela, "mentee")
    apply(world, "Finn", "mentee", sector="")

    page = read(chris, at(computed_run(world), "run_left_out"))

    assert "More people than places." in page
    assert "People looked at: 1. Of these, pass every rule: 1." in page


def test_nobody_left_out_is_said(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    assert "Nobody is left out" in read(chris, at(computed_run(world), "run_left_out"))


@pytest.mark.requirement("ALL-53")
@pytest.mark.requirement("ALL-52")
def test_equity_and_balance_stand_in_tables_and_in_a_sentence(efa: Client, room: Room) -> None:
    page = read(efa, at(computed_run(room.world), "run_fairness"))

    assert "Region From 50% of mentees placed (London) to 100% (Wales)." in page
    assert "London 2 1 50% 1 1 Scotland 0 0 1 0 Wales 4 4 100% 4 4 Did not say 1 1 100% 0 0" in page
    assert "Sector From 75% of mentees placed (Maintained or council school) to 100%" in page
    assert "Phase 2 0 1 1 Sector 1 0 2 0" in page
    assert "Languages taught 4 0 2 0" in page


def test_near_ties_stand_on_a_view_of_their_own(efa: Client, room: Room) -> None:
    page = read(efa, at(computed_run(room.world), "run_near_ties"))

    assert [mentee for _, mentee, _ in pairs_of(page)] == ["Ines", "بیلا", "Eleri", "Lena"]
    assert "\u2068Amal\u2069 would suit" in page


def test_a_near_tie_that_is_free_comes_first(efa: Client, world: World) -> None:
    for name, offered in (("Gwen", "grammar"), ("Huw", "trips")):
        apply(world, name, "mentor", interests_offered=[offered])
    for name in ("Ines", "Jan"):
        apply(world, name, "mentee")
    north = {"modes": ["face_to_face"], "region": "scotland"}
    for name, role in (("Una", "mentor"), ("Vera", "mentor"), ("Wim", "mentee")):
        apply(world, name, role, **north)

    page = plain(read(efa, at(computed_run(world), "run_near_ties")))

    # Wim could as well have the other one; Huw's mentee would be better off with Gwen, who has somebody.
    assert re.findall(r"There is a place left|Proposed here to \w+", page) in (
        ["There is a place left", "Proposed here to Ines"],
        ["There is a place left", "Proposed here to Jan"],
    )


def test_the_first_match_has_nothing_to_compare_with(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    assert "This is the first match" in read(chris, at(computed_run(world), "run_changes"))


def test_the_same_question_has_the_same_answer_and_both_views_say_so(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    computed_run(world)
    run = computed_run(world)

    assert "Nothing had changed since the match before" in read(chris, at(run))
    assert "Nothing changed The same people stand in the same pairs." in read(
        chris, at(run, "run_changes")
    )


def test_what_changed_names_people_and_pairs(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    before = computed_run(world)
    apply(world, "Finn", "mentee")
    eve = apply(world, "Eve", "mentor", interests_offered=["trips"])
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=two[0], mentee=two[1]
    )
    forbid_pair(
        by=actor_of(world.chris), joining_point=world.joining_point, mentor=eve, mentee=two[1]
    )
    run = computed_run(world)
    Application.objects.filter(person=world.amal).update(state="withdrawn")
    PairRule.objects.all().delete()
    last = computed_run(world)

    page = read(chris, at(run, "run_changes"))
    later = read(chris, at(last, "run_changes"))

    assert "pairs as before 0 new pairs 1 pairs gone 1" in page
    assert "people gained a place 0 people lost a place 1" in page
    assert "Bela Has no mentor any more" in page
    assert "Amal · Bela No longer a pair" in page
    assert "Finn New in the match, as a mentee" in page
    assert "Eve New in the match, as a mentor" in page
    assert f'href="{at(before)}"' in chris.get(at(run, "run_changes")).content.decode()
    assert "Nothing had changed" not in read(chris, at(run))
    assert "Amal No longer in the match, as a mentor" in later


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


def test_who_is_left_out_goes_on_by_key(chris: Client, world: World) -> None:
    for number in range(27):
        apply(world, f"Mentee{number}", "mentee")
    make_application(world.joining_point, world.amal, "mentor")
    run = computed_run(world)

    first = chris.get(at(run, "run_left_out")).content.decode()
    key = re.search(r'href="(\?after=mentee-[0-9a-f]{32})"', first)
    assert key is not None
    second = read(chris, at(run, "run_left_out") + key[1])

    assert second.count("Mentee without a mentor") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("view", "most"),
    [
        ("run", 10),
        ("run_left_out", 9),
        ("run_fairness", 8),
        ("run_near_ties", 9),
        ("run_changes", 9),
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


def test_a_pair_is_pinned_and_forbidden_where_it_stands(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    row = f"{at(run)}#pair-{two[1].id.hex}"

    pinned = chris.post(pair_at(run, *two, "pin"))
    page = read(chris, at(run))
    assert (pinned.status_code, pinned["Location"]) == (303, row)
    assert "Pinned from the next match on" in page
    assert "Take it back" in page

    again = computed_run(world)
    assert "Pinned Alike" in read(chris, at(again))
    lifted = chris.post(
        f"/pair-rules/{PairRule.objects.get().id.hex}/lift/",
        {"back": f"{again.id.hex}-{two[0].id.hex}"},
    )
    assert lifted["Location"] == (f"{at(again)}?after={two[0].id.hex}#pair-{two[1].id.hex}")
    assert "Was pinned" in read(chris, at(again))

    forbidden = chris.post(pair_at(again, *two, "forbid"), {"back": f"{again.id.hex}-"})
    assert forbidden["Location"] == f"{at(again)}#pair-{two[1].id.hex}"
    assert "Forbidden from the next match on" in read(chris, at(again))


def test_a_press_counts_once_and_looking_never(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)

    for word in ("pin", "forbid"):
        assert chris.get(pair_at(run, *two, word)).status_code == 405
    for _ in range(2):
        chris.post(pair_at(run, *two, "pin"), {"once": "token"})

    assert PairRule.objects.count() == 1
    assert Submission.objects.count() == 1


def test_a_decision_that_is_refused_says_why(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    Application.objects.update(answers={"institution": "Ysgol Dewi"})

    answer = chris.post(
        pair_at(run, *two, "pin"), {"back": f"{run.id.hex}-{two[1].id.hex}"}, follow=True
    )

    assert answer.redirect_chain == [(f"{at(run)}?after={two[1].id.hex}", 303)]
    assert "Amal and Bela cannot be paired. The same workplace:" in words(answer.content.decode())


def test_a_decision_is_about_two_people_of_this_joining_point(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    run = computed_run(world)
    stranger = Application(id=new_public_id())

    for pair in ((two[0], stranger), (stranger, two[1])):
        assert chris.post(pair_at(run, *pair, "pin")).status_code == 404


def test_decisions_are_taken_on_the_latest_match_only(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    first = computed_run(world)
    second = computed_run(world)

    assert "There is a later match" in read(chris, at(first))
    assert "/pin/" not in chris.get(at(first)).content.decode()
    assert "/pin/" in chris.get(at(second)).content.decode()

    Release.objects.create(
        run=second, released_by=world.chris, released_at=NOW, answer_by=NOW.date()
    )
    page = chris.get(at(second)).content.decode()
    assert "/pin/" not in page
    assert "The letters went out on 14 September 2026." in words(page)


def test_whoever_was_erased_has_no_name_in_old_matches(
    chris: Client, world: World, two: tuple[Application, Application]
) -> None:
    apply(world, "Finn", "mentee", modes=["face_to_face"])
    run = computed_run(world)
    Application.objects.exclude(pk=two[0].pk).delete()

    page = read(chris, at(run))
    left_out = read(chris, at(run, "run_left_out"))

    assert "Mentor Amal Mentee Somebody who has been erased" in page
    assert "Application of Amal" in page
    assert "Application of Somebody" not in page
    assert "Somebody who has been erased Mentee without a mentor" in left_out
