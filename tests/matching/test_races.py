"""Many hands at one match: whatever the order, no place is given twice, no letter leaves twice, nothing is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Answer, Proposal, Release, Run
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, Charter
from tests.cast import World, actor_of, appoint, make_person, make_world
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
