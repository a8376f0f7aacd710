import re

import pytest
from django.test import Client

from compagnon.matching.changes.pair_rule import forbid_pair
from compagnon.matching.models import PairRule
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import apply, make_application
from tests.matching.pages import at, pairs_of, plain
from tests.matching.reading import read
from tests.matching.room import Room, computed_run, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


def test_a_coordinators_own_place_among_those_left_out_is_hidden_from_her(
    chris: Client, efa: Client, world: World, two: tuple[Application, Application]
) -> None:
    make_application(world.joining_point, world.chris, "mentee", modes=["face_to_face"])
    run = computed_run(world)

    hers, theirs = (read(client, at(run, "run_left_out")) for client in (chris, efa))

    assert "No way of meeting in common" in theirs
    assert "No way of meeting in common" not in hers
    assert "Hidden from you: your own application" in hers


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
    assert "in which you declared an interest. A new pair" in hers


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
    assert "Hidden from you: your own application" in hers


def test_who_is_left_out_is_told_why_and_what_would_help(efa: Client, room: Room) -> None:
    page = plain(read(efa, at(computed_run(room.world), "run_left_out")))

    assert (
        "Kim Mentee: without a partner London · Maintained or council school Nobody passes every rule"
        " (people looked at: 6)"
        " No way of meeting in common: 5 of 6 Face to face only, in different regions: 1 of 6"
        " The least that would help:"
        " If it were not for “Face to face only, in different regions”, Huw would be the partner (score 100)."
        in page
    )
    assert "Huw Mentor: without a partner Scotland" in page


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


@pytest.mark.requirement("ALL-05")
@pytest.mark.requirement("ALL-53")
@pytest.mark.requirement("ALL-52")
def test_equity_and_balance_stand_in_tables_and_in_a_sentence(efa: Client, room: Room) -> None:
    page = read(efa, at(computed_run(room.world), "run_fairness"))

    assert "Region From 50% placed (London) to 100% (Wales)." in page
    assert "London 2 1 50% 1 1 Scotland 0 0 1 0 Wales 4 4 100% 4 4 Did not say 1 1 100% 0 0" in page
    assert "Sector From 75% placed (Maintained or council school) to 100%" in page
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
    assert "Bela Mentee: has no partner any more" in page
    assert "Amal · Bela No longer a pair" in page
    assert "Finn Mentee: new in the match" in page
    assert "Eve Mentor: new in the match" in page
    assert f'href="{at(before)}"' in chris.get(at(run, "run_changes")).content.decode()
    assert "Nothing had changed" not in read(chris, at(run))
    assert "Amal Mentor: no longer in the match" in later


def test_who_is_left_out_goes_on_by_key(chris: Client, world: World) -> None:
    for number in range(27):
        apply(world, f"Mentee{number}", "mentee")
    make_application(world.joining_point, world.amal, "mentor")
    run = computed_run(world)

    first = chris.get(at(run, "run_left_out")).content.decode()
    key = re.search(r'href="(\?after=mentee-[0-9a-f]{32})"', first)
    assert key is not None
    second = read(chris, at(run, "run_left_out") + key[1])

    assert second.count("Mentee: without a partner") == 1
