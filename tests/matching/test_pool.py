"""Peers whom the group matches: a run over one pool, its groups in the room, letters, answers, an open partnership."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from compagnon.core import clock
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching.changes.circle import accept_seat, decline_seat
from compagnon.matching.changes.leaving import leave_for_next
from compagnon.matching.changes.pair_rule import pin_pair
from compagnon.matching.changes.run import start_run
from compagnon.matching.models import Circle, PairRule, PastPair, Run, Seat
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.models import Member, Partnership
from compagnon.schemes.models import JoiningPoint
from tests.cast import World, actor_of
from tests.matching.pages import at
from tests.matching.pool import (
    PEERS,
    as_pool,
    gathered,
    names_in,
    peer,
    released_circle,
    seat_of,
)
from tests.matching.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world: World) -> World:
    as_pool(world)
    return world


@pytest.mark.requirement("NF-18")
@pytest.mark.requirement("NF-21")
def test_a_run_puts_peers_together_in_twos_and_one_over_joins_two(world: World) -> None:
    for name in PEERS:
        peer(world, name)

    run = gathered(world)

    groups = names_in(run)
    assert sorted(map(len, groups)) == [2, 3]
    assert set().union(*groups) == set(PEERS)
    assert run.kind == Run.Kind.PEERS
    assert run.summary is not None
    assert (run.summary["mentees"], run.summary["mentees_placed"]) == (5, 5)


def test_without_threes_one_is_left_out_and_the_page_says_why(chris: Client, world: World) -> None:
    as_pool(world, has_trios=False)
    for name in PEERS[:3]:
        peer(world, name)

    run = gathered(world)

    assert list(map(len, names_in(run))) == [2]
    shown = read(chris, at(run, "run_alone"))
    assert "Everybody who fits has a partner already (people who fit: 2)" in shown


def test_nobody_is_matched_before_two_peers_are_approved(world: World) -> None:
    peer(world, "Amal")
    with pytest.raises(Refused, match="at least two people"):
        start_run(by=actor_of(world.chris), joining_point=world.joining_point)


def test_peers_who_choose_each_other_are_not_matched(world: World) -> None:
    as_pool(world, matching_mode="mutual")
    with pytest.raises(NotAllowed, match="peers choose each other"):
        start_run(by=actor_of(world.chris), joining_point=world.joining_point)


@pytest.mark.requirement("ALL-54")
def test_peers_who_declared_each_other_or_were_together_stay_apart(world: World) -> None:
    peer(world, "Amal", managers="Bela")
    for name in PEERS[1:4]:
        peer(world, name)
    circle = released_circle(world, gathered(world))
    first = {row.person.name for row in circle.seats.select_related("person")}
    assert first != {"Amal", "Bela"}

    seat = circle.seats.get(person__name=min(first))
    decline_seat(by=actor_of(seat.person), seat=seat)
    for row in Circle.objects.exclude(pk=circle.pk):
        for other in row.seats.all():
            decline_seat(by=actor_of(other.person), seat=other)

    again = names_in(gathered(world))
    assert first not in again
    assert {"Amal", "Bela"} not in again


@pytest.mark.requirement("ALL-51")
def test_the_room_says_why_and_lets_two_be_set_apart_and_held(chris: Client, world: World) -> None:
    people = [peer(world, name, interests_wanted=["grammar"]) for name in PEERS[:2]]
    run = gathered(world)
    key = min(one.id.hex for one in people)

    shown = read(chris, at(run))
    assert "Amal and Bela" in shown or "Bela and Amal" in shown
    assert "Interests · Wished for and offered: Grammar" in shown

    chris.post(f"{at(run)}groups/{key}/hold/")
    assert "Held: no letter leaves" in read(chris, at(run))
    assert "There is nobody here whom you can release now." in read(chris, at(run, "group_letters"))
    held = PairRule.objects.get(kind="hold")
    back = {"back": f"group-{run.id.hex}-{key}"}
    assert chris.post(f"/pair-rules/{held.id.hex}/lift/", back).headers["Location"] == (
        f"{at(run)}#group-{key}"
    )
    chris.post(f"{at(run)}groups/{key}/hold/", {"back": "1"})
    held = PairRule.objects.get(kind="hold")
    back = {"back": f"group-letters-{run.id.hex}-1"}
    assert chris.post(f"/pair-rules/{held.id.hex}/lift/", back).headers["Location"] == (
        f"{at(run, 'group_letters')}?group=1"
    )

    apart = f"{at(run)}groups/{key}/forbid/"
    assert "Set two of them apart" in read(chris, apart)
    assert chris.post(apart, {"who": [key]}).status_code == 422
    chris.post(apart, {"who": [one.id.hex for one in people]})
    assert "Forbidden since" in read(chris, at(run))
    assert names_in(gathered(world)) == []


def test_pages_of_pairs_do_not_open_on_groups_and_the_other_way_round(
    chris: Client, world: World
) -> None:
    one, other = (peer(world, name) for name in PEERS[:2])
    run = gathered(world)
    for view in ("run_left_out", "run_fairness", "letters"):
        assert chris.get(at(run, view)).status_code == 403
    with pytest.raises(NotAllowed, match="Peers have no sides"):
        pin_pair(
            by=actor_of(world.chris),
            joining_point=world.joining_point,
            mentor=one,
            mentee=other,
        )


@pytest.mark.requirement("ALL-50")
@pytest.mark.requirement("ALL-35")
def test_peers_get_letters_answer_and_their_partnership_opens(chris: Client, world: World) -> None:
    for name in PEERS[:3]:
        peer(world, name)
    run = gathered(world)
    assert not Message.objects.exists()
    letters = [read(chris, f"{at(run, 'group_letters')}?group=1&to={to}") for to in (1, 2, 3)]
    assert ["would like to propose that" in one for one in letters] == [True] * 3
    assert len(set(letters)) == 3
    (seen,) = re.findall(
        r'name="seen" value="([0-9a-f]+)"', chris.get(at(run, "group_letters")).text
    )
    answer_by = clock.today() + timedelta(days=14)
    sent = {"answer_by": answer_by.isoformat(), "on_silence": "ask", "seen": seen}
    assert chris.post(at(run, "group_letters"), sent).status_code == 303
    assert Message.objects.filter(kind="matching/circle_proposed").count() == 3

    circle = Circle.objects.get()
    amal = Client()
    amal.force_login(world.amal)
    assert "Would you like to work with the peers we thought of?" in read(amal, "/")
    seat = seat_of(circle, "Amal")
    assert "Would you like to work with Bela and Efa?" in read(amal, f"/places/{seat.id.hex}/")
    amal.post(f"/places/{seat.id.hex}/accept/", {"charter": 1})
    assert "We wait for the answers of Bela and Efa" in read(amal, f"/places/{seat.id.hex}/")
    assert (
        read(chris, f"/joining-points/{world.joining_point.id.hex}/answers/groups/").count(
            "No answer yet"
        )
        == 2
    )

    for name in ("Bela", "Efa"):
        other = seat_of(circle, name)
        accept_seat(by=actor_of(other.person), seat=other, charter=world.charter)
    partnership = Partnership.objects.get()
    assert sorted(partnership.members.values_list("person__name", "role")) == [
        ("Amal", "peer"),
        ("Bela", "peer"),
        ("Efa", "peer"),
    ]
    assert "You work together" in read(amal, f"/places/{seat.id.hex}/")
    with pytest.raises(Refused, match="already open"):
        decline_seat(by=actor_of(world.amal), seat=seat_of(circle, "Amal"))


def test_of_three_two_go_on_when_one_says_no(world: World) -> None:
    for name in PEERS[:3]:
        peer(world, name)
    circle = released_circle(world, gathered(world))
    for name in PEERS[:2]:
        seat = seat_of(circle, name)
        accept_seat(by=actor_of(seat.person), seat=seat, charter=world.charter)
    efa = seat_of(circle, "Efa")
    decline_seat(by=actor_of(efa.person), seat=efa)

    assert set(Member.objects.values_list("person__name", flat=True)) == {"Amal", "Bela"}
    assert PastPair.objects.count() == 2  # Efa with each of the others, who are together
    assert not Seat.objects.get(pk=efa.pk).is_taken


def test_when_a_partnership_ends_its_people_are_free_again(world: World) -> None:
    amal, _bela = (peer(world, name) for name in PEERS[:2])
    circle = released_circle(world, gathered(world))
    JoiningPoint.objects.create(
        cycle=world.joining_point.cycle,
        month=1,
        closes_on=date(2026, 12, 11),
        starts_on=date(2027, 1, 11),
    )
    with pytest.raises(Refused, match="has been proposed"):
        leave_for_next(by=actor_of(world.chris), application=amal)
    for name in PEERS[:2]:
        seat = seat_of(circle, name)
        accept_seat(by=actor_of(seat.person), seat=seat, charter=world.charter)

    leave_partnership(by=actor_of(world.amal), partnership=Partnership.objects.get())

    circle.refresh_from_db()
    assert circle.state == Circle.State.CLOSED
    assert not Seat.objects.filter(is_taken=True).exists()
    assert names_in(gathered(world)) == []  # these two are not put together again


def test_what_concerns_the_coordinator_herself_is_hidden_and_left_to_others(
    chris: Client, world: World
) -> None:
    own = peer(world, "Chris")
    peer(world, "Amal")
    run = gathered(world)
    assert "Another member of the group decides about it." in read(chris, at(run))
    assert "Chris" not in re.sub(
        r"Asked for by Chris", "", read(chris, at(run)).partition("Groups")[2]
    )
    letters = read(chris, at(run, "group_letters"))
    assert "This proposal is hidden from you" in letters
    chris.post(f"{at(run)}groups/{own.id.hex}/hold/")
    assert not PairRule.objects.exists()
    assert chris.get(f"{at(run)}groups/{own.id.hex}/forbid/").status_code == 404
