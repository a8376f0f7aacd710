"""Many hands at one match: whatever the order, no place is given twice, no letter leaves twice, nothing is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.answer import (
    accept_proposal,
    decline_proposal,
    take_back_proposal,
)
from compagnon.matching.changes.circle import accept_seat, decline_seat
from compagnon.matching.changes.circle_release import release_circles
from compagnon.matching.changes.planned_release import (
    confirm_release,
    propose_release,
    withdraw_release,
)
from compagnon.matching.changes.release import release_run
from compagnon.matching.changes.swap import swap_partners
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.models import (
    Answer,
    Circle,
    LoggedDecision,
    PairRule,
    Proposal,
    Release,
    Run,
    Seat,
)
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Member, Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, Charter, JoiningPoint
from tests.cast import World, actor_of, appoint, make_person, make_world
from tests.matching import applying
from tests.matching.pool import PEERS, as_pool, gathered, peer, released_circle
from tests.matching.released import ANSWER_BY, make_application, make_run, pair_of

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 50
CAPACITY = 2


def at_once(doing: Sequence[Callable[[], object]]) -> list[str]:
    """Do all of it at the same moment, each in a thread of its own; return what came of each."""
    start = Barrier(len(doing))

    def do(one: Callable[[], object]) -> str:
        start.wait()
        try:
            one()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(do, doing))


def hammer(world: World, runs: Sequence[Run], mentees: Sequence[Application]) -> list[str]:
    """Let two coordinators release two runs of the same people, all and one by one, from fifty threads."""
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    hands: tuple[Actor, ...] = (actor_of(world.chris), actor_of(world.dana))

    def releasing(number: int) -> Callable[[], object]:
        only: dict[str, Any] = {"only": mentees[number % len(mentees)].id} if number % 5 else {}
        return lambda: release_run(
            by=hands[number % 2], run=runs[number // 2 % 2], answer_by=ANSWER_BY, **only
        )

    return at_once([releasing(number) for number in range(THREADS)])


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def people(world: World) -> tuple[list[Application], list[Application]]:
    mentors = [
        make_application(world, make_person(f"Mentor{number}"), mentor=True, capacity=CAPACITY)
        for number in range(3)
    ]
    mentees = [make_application(world, make_person(f"Mentee{number}")) for number in range(6)]
    return mentors, mentees


def runs_of(world: World, people: tuple[list[Application], list[Application]]) -> list[Run]:
    """Return two runs that pair the same people differently."""
    mentors, mentees = people
    return [
        make_run(
            world,
            [pair_of(mentors[(place // 2 + turn) % 3], one) for place, one in enumerate(mentees)],
        )
        for turn in range(2)
    ]


def test_fifty_releases_at_once_give_no_place_twice_and_write_no_letter_twice(
    world: World, people: tuple[list[Application], list[Application]]
) -> None:
    said = hammer(world, runs_of(world, people), people[1])

    proposals = list(Proposal.objects.all())
    assert proposals  # not all mentees: of two runs mixed, somebody's mentors may both be taken
    assert Counter(one.mentee_id for one in proposals).most_common(1)[0][1] == 1
    assert Counter(one.mentor_id for one in proposals).most_common(1)[0][1] <= CAPACITY
    assert Message.objects.count() == 2 * len(proposals)
    assert said.count("done") == Release.objects.count()
    released = EventRow.objects.filter(name="RunReleased")
    assert sum(one.data["proposal_count"] for one in released) == len(proposals)


def test_fifty_answers_at_once_open_each_partnership_once_and_lose_none(
    world: World, people: tuple[list[Application], list[Application]]
) -> None:
    run = runs_of(world, people)[0]
    release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)
    charter: Charter = world.charter
    answers = list(Answer.objects.select_related("proposal").order_by("id"))
    unwilling = {answers[0].proposal_id}

    def answering(number: int) -> Callable[[], object]:
        # each thread reads its own row, as each request does
        answer = Answer.objects.select_related("proposal").get(pk=answers[number % len(answers)].pk)
        by = holder_of_link(answer.pk)
        if answer.proposal_id in unwilling:
            return lambda: decline_proposal(by=by, answer=answer)
        return lambda: accept_proposal(by=by, answer=answer, charter=charter)

    at_once([answering(number) for number in range(THREADS)])

    states = Counter(Proposal.objects.values_list("state", flat=True))
    assert states == {"opened": len(answers) // 2 - 1, "declined": 1}
    assert Partnership.objects.count() == len(answers) // 2 - 1
    assert (
        not Answer.objects.filter(state=Answer.State.WAITING)
        .exclude(proposal__in=unwilling)
        .exists()
    )


def test_taking_back_and_saying_yes_at_once_is_one_or_the_other(
    world: World, people: tuple[list[Application], list[Application]]
) -> None:
    run = runs_of(world, people)[0]
    release_run(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)
    doing: list[Callable[[], object]] = []
    for proposal in Proposal.objects.select_related("mentor__joining_point__cycle", "mentee"):
        first, second = Answer.objects.select_related("proposal").filter(proposal=proposal)
        accept_proposal(by=holder_of_link(first.pk), answer=first, charter=world.charter)
        doing.append(
            lambda proposal=proposal: take_back_proposal(
                by=actor_of(world.chris), proposal=proposal
            )
        )
        doing.append(
            lambda answer=second: accept_proposal(
                by=holder_of_link(answer.pk), answer=answer, charter=world.charter
            )
        )

    said = at_once(doing)

    states = Counter(Proposal.objects.values_list("state", flat=True))
    assert states["opened"] + states["taken_back"] == len(doing) // 2
    assert Partnership.objects.count() == states["opened"]
    assert said.count("refused") == len(doing) // 2


def test_fifty_confirmations_and_a_withdrawal_at_once_send_each_letter_once_or_none(
    world: World, people: tuple[list[Application], list[Application]]
) -> None:
    world.scheme.settings = {"needs_second_person": True}
    world.scheme.save()
    others = [make_person(f"Second{number}") for number in range(2)]
    for one in (world.dana, *others):
        appoint(one, Appointment.Role.COORDINATOR, world.scheme)
    run = runs_of(world, people)[0]
    planned_id = propose_release(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY).id
    hands = [actor_of(one) for one in others]

    def confirming(number: int) -> Callable[[], object]:
        return lambda: confirm_release(by=hands[number % 2], run=run, planned_id=planned_id)

    said = at_once(
        [
            *(confirming(number) for number in range(THREADS - 1)),
            lambda: withdraw_release(by=actor_of(world.dana), run=run, planned_id=planned_id),
        ]
    )

    assert said.count("done") == 1
    count = len(people[1]) * Release.objects.count()
    assert (Proposal.objects.count(), Message.objects.count()) == (count, 2 * count)
    ended = EventRow.objects.filter(name__in=["RunReleased", "ReleaseWithdrawn"])
    assert ended.count() == 1


def test_two_coordinators_swap_and_undo_at_once_and_every_decision_stands_or_falls_whole(
    world: World, people: tuple[list[Application], list[Application]]
) -> None:
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    hands = (actor_of(world.chris), actor_of(world.dana))
    mentors, mentees = people
    run = make_run(world, [pair_of(mentors[place], mentees[place]) for place in range(3)])

    def swapping(number: int) -> Callable[[], object]:
        one, two = ((number + turn) % 3 for turn in (0, 1))
        pairs = [(mentors[place], mentees[place]) for place in (one, two)]
        return lambda: swap_partners(by=hands[number % 2], run=run, one=pairs[0], other=pairs[1])

    said = at_once([swapping(number) for number in range(THREADS // 2)])

    # Of three exchanges in a ring each shares a mentee with each other: the first stands, and once.
    assert said.count("done") == 1
    last = LoggedDecision.objects.get()
    assert (last.kind, last.words.count(), PairRule.objects.count()) == ("swap", 2, 2)
    undone = at_once(
        [
            lambda number=number: undo_decision(by=hands[number % 2], logged_decision=last)
            for number in range(THREADS // 2)
        ]
    )
    assert undone.count("done") == 1
    assert EventRow.objects.filter(name="DecisionUndone").count() == 1
    assert not PairRule.objects.exists()


def test_of_many_releases_at_once_nobody_sits_in_two_circles(world: World) -> None:
    as_pool(world)
    for name in PEERS[:3]:
        peer(world, name)
    runs = [gathered(world) for _one in range(4)]
    by = actor_of(world.chris)

    outcomes = at_once(
        [partial(release_circles, by=by, run=run, answer_by=ANSWER_BY) for run in runs]
    )

    assert sorted(outcomes) == ["done", "refused", "refused", "refused"]
    assert Seat.objects.filter(is_taken=True).count() == len(PEERS[:3])
    assert Message.objects.filter(kind="matching/circle_proposed").count() == len(PEERS[:3])


def test_of_many_answers_at_once_a_circle_opens_once(world: World) -> None:
    as_pool(world)
    for name in PEERS[:3]:
        peer(world, name)
    circle = released_circle(world, gathered(world))
    seats = list(circle.seats.all())

    at_once(
        [
            partial(accept_seat, by=holder_of_link(seat.id), seat=seat, charter=world.charter)
            for seat in seats
            for _time in range(3)
        ]
    )

    assert Partnership.objects.get().members.count() == len(seats)


def test_many_answers_at_once_open_each_group_once_and_lose_none_though_somebody_sits_in_two(
    world: World,
) -> None:
    as_pool(world)
    later = JoiningPoint.objects.create(
        cycle=world.joining_point.cycle,
        month=1,
        closes_on=date(2026, 12, 11),
        starts_on=date(2027, 1, 11),
    )
    people = [world.amal, world.bela, make_person("Efa"), make_person("Gwen")]
    for point in (world.joining_point, later):  # each of them sits in a group of either
        at_point = replace(world, joining_point=point)
        for one in people:
            applying.make_application(point, one, "both")
        release_circles(by=actor_of(world.chris), run=gathered(at_point), answer_by=ANSWER_BY)
    seats = list(Seat.objects.order_by("id"))
    unwilling = Seat.objects.get(person=world.amal, circle__joining_point=later)

    def answering(number: int) -> Callable[[], object]:
        # each thread reads its own row, as each request does
        seat = Seat.objects.get(pk=seats[number % len(seats)].pk)
        by = holder_of_link(seat.pk)
        if seat == unwilling:
            return lambda: decline_seat(by=by, seat=seat)
        return lambda: accept_seat(by=by, seat=seat, charter=world.charter)

    at_once([answering(number) for number in range(3 * len(seats))])

    assert Counter(Circle.objects.values_list("state", flat=True)) == {"opened": 3, "declined": 1}
    assert Partnership.objects.count() == 3
    members = Member.objects.values_list("partnership", "person")
    assert len(set(members)) == len(members) == 2 * 3
    waiting = Seat.objects.filter(state=Seat.State.WAITING).exclude(circle=unwilling.circle_id)
    assert not waiting.exists()
