"""What the pages of groups say besides the usual: before and after, of one's own, of somebody who is gone."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.errors import NotAllowed, Refused
from compagnon.matching import links
from compagnon.matching.changes.chosen import open_chosen_peers
from compagnon.matching.changes.circle import accept_seat, decline_seat, take_back_circle
from compagnon.matching.changes.circle_release import (
    confirm_circles,
    propose_circles,
    release_circles,
)
from compagnon.matching.changes.leaving import leave_for_next
from compagnon.matching.models import Circle, Seat
from compagnon.matching.queries.circle import groups_found
from compagnon.matching.queries.circle_answers import list_circle_answers
from compagnon.matching.queries.circle_letters import get_group_letters
from compagnon.matching.reminders import due_reminders
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment, JoiningPoint
from compagnon.schemes.queries.outbox import open_letter, why_hidden
from tests.cast import World, actor_of, appoint
from tests.matching.pages import address, at
from tests.matching.pool import (
    PEERS,
    as_pool,
    gathered,
    make_circle_room,
    peer,
    released_circle,
    seat_of,
    with_circles,
)
from tests.matching.reading import read
from tests.matching.released import ANSWER_BY

pytestmark = pytest.mark.django_db


def answers(world: World, rest: str = "") -> str:
    return f"/joining-points/{world.joining_point.id.hex}/answers/{rest}"


def groups(world: World, rest: str = "") -> str:
    return answers(world, f"groups/{rest}")


@pytest.fixture
def pool(world: World) -> dict[str, Application]:
    as_pool(world)
    return {name: peer(world, name) for name in PEERS[:3]}


@pytest.fixture
def circle(world: World) -> Circle:
    make_circle_room(world)
    return released_circle(world, gathered(world, circles=True))


def test_circles_are_begun_in_the_room_and_answers_are_empty_before(
    chris: Client, world: World
) -> None:
    make_circle_room(world)
    assert "Make circles" in read(chris, address(world))
    assert "No letter has left yet" in read(chris, groups(world))


def test_released_groups_say_so_and_their_answers_are_paged(
    chris: Client, world: World, circle: Circle
) -> None:
    run = circle.release.run
    assert "1 of 1 groups have their letters" in read(chris, at(run))
    assert "Everybody who is approved and free stands in a group." in read(
        chris, at(run, "run_alone")
    )
    assert "Answers of circles" in read(chris, answers(world))
    assert "Previous page" in read(chris, groups(world, f"?after={UUID(int=0).hex}"))
    assert "No group stands here" in read(chris, groups(world, "?state=opened"))


@pytest.mark.usefixtures("pool")
def test_answers_of_peers_stand_on_the_page_of_groups(chris: Client, world: World) -> None:
    assert chris.get(answers(world)).headers["Location"] == groups(world)


def test_what_speaks_for_two_of_three_is_said_of_these_two(chris: Client, world: World) -> None:
    as_pool(world)
    for name, wants in zip(PEERS, (["grammar"], ["grammar"], []), strict=False):
        peer(world, name, interests_wanted=wants, interests_offered=wants)
    shown = read(chris, at(gathered(world))).replace("\u2068", "").replace("\u2069", "")
    assert "What speaks for them together:" in shown
    assert "Amal with Bela" in shown


def test_ones_own_group_is_hidden_where_answers_stand(chris: Client, world: World) -> None:
    as_pool(world)
    for name in ("Chris", "Amal"):
        peer(world, name)
    appoint(world.dana, Appointment.Role.COORDINATOR, world.scheme)
    release_circles(by=actor_of(world.dana), run=gathered(world), answer_by=ANSWER_BY)

    shown = read(chris, groups(world))

    assert "Another member of the group decides about it." in shown
    assert "Amal" not in shown


def test_ones_own_row_is_hidden_among_those_left_out(chris: Client, world: World) -> None:
    as_pool(world, has_trios=False)
    peer(world, "Chris", managers="Amal", conflicts="Bela")
    for name in ("Amal", "Bela"):
        peer(world, name)

    shown = read(chris, at(gathered(world), "run_alone"))

    assert "Another member of the group decides about it." in shown
    assert "People looked at" not in shown


def test_whoever_is_alone_may_be_left_for_next_time(chris: Client, world: World) -> None:
    as_pool(world, has_trios=False)
    alone = peer(world, "Efa", managers="Amal", conflicts="Bela")
    for name in ("Amal", "Bela"):
        peer(world, name)
    run = gathered(world)
    JoiningPoint.objects.create(
        cycle=world.joining_point.cycle,
        month=1,
        closes_on=date(2026, 12, 11),
        starts_on=date(2027, 1, 11),
    )
    assert "Left for the next joining point" not in read(chris, at(run, "run_alone"))

    leave_for_next(by=actor_of(world.chris), application=alone)

    assert "Left for the next joining point" in read(chris, at(run, "run_alone"))


@pytest.mark.usefixtures("pool")
def test_somebody_who_is_gone_has_no_name_and_no_link(chris: Client, world: World) -> None:
    run = gathered(world)

    Application.objects.filter(person__name="Efa").delete()

    shown = chris.get(at(run)).text
    assert "Efa" not in shown
    assert shown.count('href="/applications/') == 2


def test_of_several_the_two_to_set_apart_are_chosen(chris: Client, world: World) -> None:
    people = make_circle_room(world)
    run = gathered(world, circles=True)

    shown = chris.get(f"{at(run)}groups/{people['Amal'].id.hex}/forbid/").text

    assert "Which two?" in shown
    assert "checked" not in shown


def test_a_closed_circle_says_so_to_whoever_comes_late(
    client: Client, world: World, circle: Circle
) -> None:
    seat = seat_of(circle, "Bela")
    page = f"/places/{seat.id.hex}/"
    client.get(links.CIRCLES.path(seat.id))

    take_back_circle(by=actor_of(world.chris), circle=circle)

    assert "This partnership will not come about" in read(client, page)
    late = client.post(f"{page}decline/", follow=True)
    assert "is closed" in late.text
    assert seat_of(circle, "Bela").state == Seat.State.WAITING


def test_a_place_that_was_written_into_the_database_opens_nothing(
    client: Client, world: World, circle: Circle
) -> None:
    seat = seat_of(circle, "Bela")
    Seat.objects.filter(pk=seat.pk).update(person=world.dana)
    client.force_login(world.dana)

    assert client.get(f"/places/{seat.id.hex}/").status_code == 404


@pytest.mark.requirement("ALL-54")
def test_peers_who_are_proposed_to_each_other_open_nothing_by_themselves(
    world: World, pool: dict[str, Application]
) -> None:
    released_circle(world, gathered(world))

    with pytest.raises(Refused, match="found somebody in the meantime"):
        open_chosen_peers(by=SYSTEM, peers=[pool["Amal"], pool["Bela"]])


def test_nobody_but_the_group_asks_who_is_put_together(world: World, circle: Circle) -> None:
    dana, run = actor_of(world.dana), circle.release.run
    with pytest.raises(NotAllowed):
        groups_found(dana, run)
    with pytest.raises(NotAllowed):
        list_circle_answers(viewer=dana, joining_point=world.joining_point)
    assert get_group_letters(viewer=dana, run=run, position=None, answer_by=ANSWER_BY) is None


@pytest.mark.requirement("ALL-50")
def test_a_coordinator_confirms_no_release_with_her_own_group(world: World) -> None:
    make_circle_room(world)
    with_circles(world, needs_second_person=True)
    run = gathered(world, circles=True)
    appoint(world.bela, Appointment.Role.COORDINATOR, world.scheme)
    planned = propose_circles(by=actor_of(world.chris), run=run, answer_by=ANSWER_BY)
    bela = Client()
    bela.force_login(world.bela)

    assert "Your own group is in it" in read(bela, at(run, "group_letters"))
    with pytest.raises(Refused, match="Your own group is in it"):
        confirm_circles(by=actor_of(world.bela), run=run, planned_id=planned.id)


def test_whoever_was_told_days_ago_only_is_not_reminded_at_once(world: World) -> None:
    make_circle_room(world)
    run = gathered(world, circles=True)
    soon = clock.today() + timedelta(days=2)
    release_circles(by=actor_of(world.chris), run=run, answer_by=soon)

    assert list(due_reminders(clock.today())) == []


def test_a_letter_that_was_to_come_is_previewed_for_nobody_else(
    world: World, circle: Circle
) -> None:
    asked = {
        "run_id": circle.release.run_id,
        "application_id": seat_of(circle, "Bela").application_id,
        "answer_by": ANSWER_BY,
    }
    for person, is_theirs in ((world.bela, True), (world.dana, False)):
        to = Recipient(person.pk, person.email, "en")
        assert (preview("matching/circle_proposed", asked, to) is not None) == is_theirs


def test_letters_of_a_circle_are_read_in_the_outbox_by_whoever_decides_about_all(
    world: World, circle: Circle
) -> None:
    chris, seat = actor_of(world.chris), seat_of(circle, "Bela")
    letter = Message.objects.get(kind="matching/circle_proposed", address="bela@example.org")
    opened = open_letter(viewer=chris, message=letter)
    assert opened.mail is not None
    assert seat.id.hex not in opened.mail.text
    accept_seat(by=holder_of_link(seat.id), seat=seat, charter=world.charter)
    amal = seat_of(circle, "Amal")
    decline_seat(by=holder_of_link(amal.id), seat=amal)
    declined = Message.objects.get(kind="matching/proposal_declined", address="bela@example.org")
    assert why_hidden(chris, declined) == ""

    efa = seat_of(circle, "Efa").person
    appoint(efa, Appointment.Role.COORDINATOR, world.scheme)
    for message in (letter, declined):
        assert "your own application" in str(why_hidden(actor_of(efa), message))
        assert why_hidden(actor_of(world.dana), message) is not None


@pytest.mark.requirement("ALL-41")
def test_the_contract_of_a_circle_names_who_facilitates(world: World, circle: Circle) -> None:
    for seat in circle.seats.select_related("person"):
        accept_seat(by=holder_of_link(seat.id), seat=seat, charter=world.charter)
    client = Client()
    client.force_login(world.amal)

    shown = read(client, f"/partnerships/{Partnership.objects.get().id.hex}/agreement/")

    assert "Facilitator: what they take on" in shown
    assert "Mentees: what they take on" in shown
