from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.errors import NotAllowed
from compagnon.matching.changes.answer import accept_proposal, decline_proposal
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Proposal
from compagnon.matching.queries import answer_list
from compagnon.matching.queries.answer_list import list_answers
from compagnon.privacy.changes import erase_person
from compagnon.schemes.models import Appointment
from tests.cast import World, actor_of, appoint, make_person
from tests.matching.reading import read
from tests.matching.released import (
    ANSWER_BY,
    Room,
    answer_of,
    make_application,
    make_room,
    make_run,
    pair_of,
    released,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


def answers(world: World, rest: str = "") -> str:
    return f"/joining-points/{world.joining_point.id.hex}/answers/{rest}"


def accept(room: Room, proposal: Proposal, side: str) -> None:
    answer = answer_of(proposal, side)
    accept_proposal(by=holder_of_link(answer.id), answer=answer, charter=room.charter)


def decline(proposal: Proposal, side: str) -> None:
    answer = answer_of(proposal, side)
    decline_proposal(by=holder_of_link(answer.id), answer=answer)


def test_answers_wait_for_a_release(chris: Client, world: World, room: Room) -> None:
    assert "No letter has left yet" in read(chris, answers(world))


def test_answers_say_who_has_said_yes_and_who_has_not_said_anything(
    chris: Client, world: World, room: Room
) -> None:
    proposal = released(room)
    accept(room, proposal, "mentee")

    page = read(chris, answers(world))

    assert "Waiting for an answer 2 Both said yes 0 Somebody said no 0" in page
    assert "Amal No answer yet Bela Yes 14 September 2026 28 September 2026" in page
    assert "Efa No answer yet Gwen No answer yet 28 September 2026" in page
    assert "The day has passed" not in page


def test_answers_stand_by_what_came_of_them(chris: Client, world: World, room: Room) -> None:
    proposal = released(room)
    other = Proposal.objects.exclude(pk=proposal.pk).get()
    accept(room, proposal, "mentee")
    accept(room, proposal, "mentor")
    decline(other, "mentor")

    first, declined = read(chris, answers(world)), read(chris, answers(world, "?state=declined"))

    assert "Amal Yes 14 September 2026 Bela Yes 14 September 2026" in first
    assert "Efa" not in first
    assert (
        "Efa No 14 September 2026 Who else would suit Efa Gwen No answer needed any more"
        in declined
    )
    assert "No pair stands here" in read(chris, answers(world, "?state=released"))


def test_a_pair_that_an_erasure_ended_stands_apart(chris: Client, world: World, room: Room) -> None:
    proposal = released(room)
    for side in ("mentee", "mentor"):
        accept(room, proposal, side)
    before = read(chris, answers(world))
    erase_person(by=SYSTEM, email="bela@example.org")

    page = read(chris, answers(world, "?state=closed"))

    assert "Over since" not in before
    assert "Both said yes 0 Somebody said no 0 Over since 1" in page
    assert "Amal Yes 14 September 2026 Who else would suit Amal a person who was erased Yes" in page


def test_an_answer_that_is_late_is_marked(chris: Client, world: World, room: Room) -> None:
    proposal = released(room)
    release = proposal.release
    release.answer_by = date(2026, 9, 13)
    release.save()

    assert "13 September 2026 The day has passed" in read(chris, answers(world))


def test_a_coordinators_own_pair_is_hidden_from_her(
    chris: Client, world: World, room: Room
) -> None:
    released(room)
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    dana = Client()
    dana.force_login(world.dana)
    Proposal.objects.filter(mentor=room.amal).update(
        mentor=make_application(world, world.chris, mentor=True)
    )

    hers, theirs = (read(client, answers(world)) for client in (chris, dana))

    assert "Chris No answer yet Bela No answer yet" in theirs
    assert "Bela" not in hers
    assert "Hidden from you: your own pair" in hers


@pytest.mark.parametrize("who", ["amal", "dana"])
def test_answers_are_for_the_coordination_group(
    client: Client, world: World, room: Room, who: str
) -> None:
    released(room)
    client.force_login(getattr(world, who))

    assert client.get(answers(world)).status_code == 404
    with pytest.raises(NotAllowed):
        list_answers(viewer=actor_of(getattr(world, who)), joining_point=world.joining_point)


def test_a_long_list_goes_on_by_key(
    chris: Client, world: World, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_list, "PAGE_SIZE", 1)
    released(room)
    first, second = Proposal.objects.order_by("id")

    page = chris.get(answers(world)).content.decode()
    rest = read(chris, answers(world, f"?state=&after={first.id.hex}"))

    assert f"?state=&amp;after={first.id.hex}" in page
    assert first.mentor.person.name not in rest
    assert second.mentor.person.name in rest
    assert "Previous page" in rest


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_four_queries_for_any_number_of_pairs(world: World, count: int) -> None:
    pairs = [
        pair_of(
            make_application(world, make_person(f"Mentor{number}"), mentor=True),
            make_application(world, make_person(f"Mentee{number}")),
        )
        for number in range(count)
    ]
    release_run(by=actor_of(world.chris), run=make_run(world, pairs), answer_by=ANSWER_BY)
    viewer = actor_of(world.chris)
    viewer.memo("appointments", lambda: list(Appointment.objects.filter(person=world.chris)))

    with CaptureQueriesContext(connection) as queries:
        found = list_answers(viewer=viewer, joining_point=world.joining_point)

    assert (len(found.rows), len(queries)) == (count, 4)
