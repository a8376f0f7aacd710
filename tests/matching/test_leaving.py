"""Leaving somebody for the next joining point, where they come first; and undoing what was decided last."""

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.leaving import leave_for_next
from compagnon.matching.changes.pair_rule import forbid_pair, hold_pair, lift_pair_rule, pin_pair
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.models import LoggedDecision, PairRule, Proposal
from compagnon.matching.queries.decision_log import list_decided
from compagnon.notifications.models import Message
from compagnon.recruitment.changes import declare_interest, recall_application
from compagnon.recruitment.models import Application
from tests.cast import World, actor_of
from tests.matching.applying import apply, make_application
from tests.matching.hand import (
    leave,
    make_four,
    make_january,
    pairs_of,
    swap,
    undo_last,
    words,
)
from tests.matching.pages import address, at
from tests.matching.reading import read
from tests.matching.room import computed_run
from tests.matching.test_facts import propose

pytestmark = pytest.mark.django_db

Two = tuple[Application, Application]


def say(world: World, make: object, pair: Two) -> PairRule:
    rule: PairRule = make(  # type: ignore[operator]  # one of the three changes
        by=actor_of(world.chris),
        joining_point=world.joining_point,
        mentor=pair[0],
        mentee=pair[1],
    )
    return rule


@pytest.mark.requirement("ALL-22")
def test_whoever_is_left_is_in_no_match_here_and_first_in_the_next(
    world: World, client: Client
) -> None:
    january = make_january()
    bela = make_application(world.joining_point, world.bela, "mentee")
    make_application(world.joining_point, world.amal, "mentor")
    leave(world, bela)

    apply(world, "Zed", "mentee")
    assert pairs_of(computed_run(world)) == {("Amal", "Zed")}
    client.force_login(world.bela)
    page = read(client, f"/applications/{bela.id.hex}/")
    assert "Nobody was found for you at the last joining point." in page
    assert "January, 2026/27" in page
    assert not Message.objects.exists()

    # One place, two mentees who are alike: whoever was left before is placed.
    world.joining_point = january
    apply(world, "Ann", "mentor")
    apply(world, "Abe", "mentee")
    assert pairs_of(computed_run(world)) == {("Ann", "Bela")}


def test_words_on_whoever_is_left_are_taken_back_but_never_stays_never(
    world: World, two: Two
) -> None:
    january = make_january()
    zed = apply(world, "Zed", "mentor")
    say(world, pin_pair, two)
    say(world, forbid_pair, (zed, two[1]))

    leave(world, two[1])

    rule = PairRule.objects.get()
    assert (rule.kind, rule.joining_point) == ("forbid", january)
    undo_last(world)
    assert words() == {("Amal", "Bela", "pin"), ("Zed", "Bela", "forbid")}
    assert not PairRule.objects.exclude(joining_point=world.joining_point).exists()
    two[1].refresh_from_db()
    assert (two[1].joining_point, two[1].postponed_from) == (world.joining_point, None)
    assert "DecisionUndone" in EventRow.objects.values_list("name", flat=True)


def test_leaving_is_refused_where_it_makes_no_sense(world: World, two: Two) -> None:
    with pytest.raises(Refused, match="no later joining point"):
        leave(world, two[1])
    january = make_january()
    waiting = apply(world, "Zed", "mentee", state="waiting")
    with pytest.raises(Refused, match="Only somebody who is approved"):
        leave(world, waiting)
    both = apply(world, "Abe", "mentee")
    make_application(january, both.person, "mentee")
    with pytest.raises(Refused, match="Abe has applied to that joining point already"):
        leave(world, both)
    propose(*two, Proposal.State.RELEASED)
    with pytest.raises(Refused, match="Bela has been proposed to somebody"):
        leave(world, two[1])
    assert LoggedDecision.objects.count() == 0


def test_nobody_leaves_herself_or_whom_she_stands_near(world: World, two: Two) -> None:
    make_january()
    declare_interest(by=actor_of(world.chris), application=two[1])
    own = make_application(world.joining_point, world.chris, "mentor")

    for application in (two[1], own):
        with pytest.raises(NotAllowed):
            leave(world, application)
    with pytest.raises(NotAllowed):
        leave_for_next(by=actor_of(world.dana), application=two[0])


def test_whoever_takes_part_there_is_not_taken_back(world: World, two: Two) -> None:
    make_january()
    leave(world, two[1])
    Application.objects.filter(pk=two[1].pk).update(state="matched")

    with pytest.raises(Refused, match="cannot be taken back"):
        undo_last(world)
    with pytest.raises(Refused, match="cannot be taken back"):
        recall_application(by=SYSTEM, application=two[0])


def test_decisions_are_undone_one_by_one_the_last_first(world: World, two: Two) -> None:
    forbidden = say(world, forbid_pair, two)
    say(world, pin_pair, two)
    say(world, hold_pair, two)
    lift_pair_rule(by=actor_of(world.chris), pair_rule=PairRule.objects.get())
    lift_pair_rule(by=actor_of(world.chris), pair_rule=forbidden)  # gone already
    assert words() == set()

    seen = []
    while LoggedDecision.objects.filter(undone_at=None).exists():
        undo_last(world)
        seen.append({kind for _mentor, _mentee, kind in words()})

    assert seen == [{"hold"}, {"pin"}, {"forbid"}, set()]


def test_undoing_a_swap_brings_both_pairs_back(world: World) -> None:
    four = make_four(world)
    say(world, pin_pair, four.pairs[0])
    swap(world, four)

    undo_last(world)

    assert words() == {("Ann", "Bob", "pin")}


def test_only_the_last_decision_is_undone(world: World, two: Two) -> None:
    say(world, pin_pair, two)
    first = LoggedDecision.objects.get()
    say(world, forbid_pair, (apply(world, "Zed", "mentor"), two[1]))

    with pytest.raises(Refused, match="Somebody has decided or undone something since"):
        undo_decision(by=actor_of(world.chris), logged_decision=first)
    undo_last(world)
    undo_last(world)
    with pytest.raises(Refused, match="Somebody has decided or undone something since"):
        undo_decision(by=actor_of(world.chris), logged_decision=first)


def test_what_cannot_be_put_back_is_not_undone(world: World, two: Two) -> None:
    rule = say(world, pin_pair, two)
    lift_pair_rule(by=actor_of(world.chris), pair_rule=rule)
    say(world, pin_pair, (apply(world, "Zed", "mentor"), two[1]))
    undo_last(world)
    propose(two[0], two[1], Proposal.State.RELEASED)

    with pytest.raises(Refused, match="Bela has been proposed to somebody"):
        undo_last(world)


def test_pins_and_holds_that_contradict_each_other_are_told(world: World, two: Two) -> None:
    amal, bela = two
    zed = apply(world, "Zed", "mentor")
    yan = apply(world, "Yan", "mentee")
    say(world, hold_pair, two)
    with pytest.raises(Refused, match="Amal and Bela are held as a pair, and there is no place"):
        say(world, pin_pair, (zed, bela))
    with pytest.raises(Refused, match="Amal and Bela are held as a pair, and there is no place"):
        say(world, pin_pair, (amal, yan))
    Application.objects.filter(pk=amal.pk).update(capacity=2)
    say(world, pin_pair, (amal, yan))
    say(world, pin_pair, two)
    with pytest.raises(Refused, match="Bela is pinned to somebody else"):
        say(world, hold_pair, (zed, bela))
    with pytest.raises(Refused, match="Amal is pinned to as many people as they take"):
        say(world, hold_pair, (amal, apply(world, "Xia", "mentee")))


def test_the_log_tells_what_was_decided_and_undoes_the_last(
    chris: Client, efa: Client, world: World, two: Two
) -> None:
    make_january()
    assert "No decision yet" in read(chris, address(world, "decisions/log/"))
    run = computed_run(world)
    say(world, forbid_pair, two)
    say(world, hold_pair, two)
    assert "Log of decisions" in read(chris, address(world, "decisions/"))

    done = chris.post(f"/applications/{two[1].id.hex}/leave-for-next/", follow=True)
    page = read(chris, address(world, "decisions/log/"))
    assert "Bela takes part at the next joining point, January, 2026/27" in done.content.decode()
    assert "Left for the next joining point Bela Amal and Bela: no word any more" in page
    assert "Held Amal and Bela: another word than before" in page
    assert page.count("Undo this decision") == 1
    assert "One of the two is left for the next joining point" in read(chris, at(run))

    last = LoggedDecision.objects.get(kind="leave")
    undone = efa.post(f"/decisions/{last.id.hex}/undo/", follow=True).content.decode()
    assert "Undone. Everything is as it was before that decision." in undone
    assert "undone by <bdi>Efa</bdi>" in undone
    again = efa.post(f"/decisions/{last.id.hex}/undo/", follow=True).content.decode()
    assert "Somebody has decided or undone something since" in again
    Application.objects.filter(pk=two[1].pk).update(state="withdrawn")
    refused = chris.post(f"/applications/{two[1].id.hex}/leave-for-next/", follow=True)
    assert "Only somebody who is approved" in refused.content.decode()


def test_the_log_hides_what_its_reader_leaves_to_others(
    chris: Client, efa: Client, client: Client, world: World, two: Two
) -> None:
    say(world, pin_pair, two)
    declare_interest(by=actor_of(world.chris), application=two[1])

    hers = read(chris, address(world, "decisions/log/"))

    assert ("Bela" in hers, "Undo this decision" in hers) == (False, False)
    assert "Amal and Bela" in read(efa, address(world, "decisions/log/"))
    last = LoggedDecision.objects.get()
    assert chris.post(f"/decisions/{last.id.hex}/undo/").status_code == 403
    client.force_login(world.dana)
    assert client.post(f"/decisions/{last.id.hex}/undo/").status_code == 404
    read(client, address(world, "decisions/log/"), status=404)


def test_the_log_goes_on_by_number(chris: Client, world: World, two: Two) -> None:
    for _round in range(14):
        say(world, forbid_pair, two)
        lift_pair_rule(by=actor_of(world.chris), pair_rule=PairRule.objects.get())

    first = chris.get(address(world, "decisions/log/"))
    rest = chris.get(address(world, "decisions/log/") + first.context["further_url"])

    numbers = [row.number for page in (first, rest) for row in page.context["found"].rows]
    assert numbers == list(range(28, 0, -1))
    assert rest.context["first_url"] == address(world, "decisions/log/")
    # As many queries for one decision as for 25.
    assert [len(page.context["found"].rows) for page in (first, rest)] == [25, 3]


def test_somebody_left_out_can_be_left_for_next_time(chris: Client, world: World, two: Two) -> None:
    make_january()
    late = apply(world, "Zed", "mentee")
    run = computed_run(world)
    left = {row.person.name for row in (late, two[1])} - {mentee for _m, mentee in pairs_of(run)}
    name = left.pop()

    assert f"Leave {name} for the next joining point" in read(chris, at(run, "run_left_out"))
    leave(world, Application.objects.get(person__name=name))
    page = read(chris, at(run, "run_left_out"))
    assert f"Leave {name}" not in page
    assert "Left for the next joining point" in page


def test_the_log_of_decisions_is_for_those_who_coordinate(world: World) -> None:
    with pytest.raises(NotAllowed):
        list_decided(viewer=actor_of(world.dana), joining_point=world.joining_point)
