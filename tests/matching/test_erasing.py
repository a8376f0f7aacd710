"""Somebody is erased: whoever is left is told without a name, and can be matched again."""

from datetime import timedelta

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.errors import Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.answer import accept_proposal, decline_proposal
from compagnon.matching.models import Proposal
from compagnon.matching.queries.facts import get_inputs, get_taken
from compagnon.matching.queries.standing import get_standings
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.changes.partnership import pause_partnership
from compagnon.partnerships.models import Partnership
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of
from tests.matching.released import Room, answer_of, make_room, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@pytest.fixture
def proposal(room: Room) -> Proposal:
    return released(room)


@pytest.fixture
def opened(room: Room, proposal: Proposal) -> Proposal:
    for side in ("mentor", "mentee"):
        answer = answer_of(proposal, side)
        accept_proposal(by=holder_of_link(answer.id), answer=answer, charter=room.charter)
    Message.objects.all().delete()
    return proposal


def free_sides(room: Room) -> dict[str, tuple[bool, bool]]:
    found = get_inputs(viewer=SYSTEM, joining_point=room.world.joining_point)
    return {one.id: (one.is_mentor, one.is_mentee) for one in found.applicants}


@pytest.mark.parametrize(("erased", "left"), [("bela", "amal"), ("amal", "bela")])
def test_the_partner_of_somebody_erased_can_be_matched_again(
    room: Room, opened: Proposal, erased: str, left: str
) -> None:
    erase_person(by=SYSTEM, email=f"{erased}@example.org")

    opened.refresh_from_db()
    partnership = Partnership.objects.get()
    applications = {"amal": room.amal, "bela": room.bela}
    assert (opened.state, partnership.state) == ("closed", "ended")
    assert partnership.ended_at is not None
    assert get_taken(room.world.joining_point).places == {room.efa.id: 1}
    assert free_sides(room) == {applications[left].id.hex: (left == "amal", left == "bela")}
    assert get_standings([room.world.joining_point])[room.world.joining_point.id].proposed == 1
    names = EventRow.objects.values_list("name", flat=True)
    assert {"PartnerErased", "ProposalClosed"} <= set(names)


def test_the_partner_of_somebody_erased_is_told_without_a_name(
    room: Room, opened: Proposal, mailoutbox: list[object]
) -> None:
    erase_person(by=SYSTEM, email="bela@example.org")
    deliver_due()

    (letter,) = mailoutbox
    assert letter.to == ["amal@example.org"]  # type: ignore[attr-defined]  # a mail
    assert "Somebody in your partnership has asked for everything" in letter.body  # type: ignore[attr-defined]  # a mail
    assert "Bela" not in letter.body  # type: ignore[attr-defined]  # a mail


def test_a_meeting_with_somebody_erased_is_cancelled_and_older_letters_stay_away(
    room: Room, opened: Proposal, mailoutbox: list[object]
) -> None:
    partnership = Partnership.objects.get()
    arrange_meeting(
        by=actor_of(room.world.amal),
        partnership=partnership,
        starts_at=NOW + timedelta(days=2),
        length_minutes=30,
    )
    pause_partnership(by=actor_of(room.world.bela), partnership=partnership)

    erase_person(by=SYSTEM, email="bela@example.org")
    deliver_due()

    said = [(letter.to, letter.subject) for letter in mailoutbox]  # type: ignore[attr-defined]  # mails
    scheme = room.world.scheme.name
    assert sorted(said) == [
        (["amal@example.org"], f"{scheme}: a meeting is cancelled"),
        (["amal@example.org"], f"{scheme}: your partnership has ended"),
    ]
    assert all("You and  " not in letter.body for letter in mailoutbox)  # type: ignore[attr-defined]  # mails


def test_who_waits_for_the_answer_of_somebody_erased_is_told_that_nothing_comes_of_it(
    room: Room, proposal: Proposal
) -> None:
    Message.objects.all().delete()

    erase_person(by=SYSTEM, email="bela@example.org")

    proposal.refresh_from_db()
    assert proposal.state == "declined"
    assert list(Message.objects.values_list("kind", "address")) == [
        ("matching/proposal_declined", "amal@example.org")
    ]
    assert room.amal.id.hex in free_sides(room)


def test_the_letter_of_a_partnership_that_an_erasure_ended_says_so(
    room: Room, opened: Proposal, client: Client
) -> None:
    erase_person(by=SYSTEM, email="bela@example.org")
    client.force_login(room.world.amal)
    answer = answer_of(opened, "mentor")

    page = client.get(f"/answers/{answer.id.hex}/").content.decode()

    assert "This partnership has ended" in page
    assert "a person who was erased" in page
    with pytest.raises(Refused, match="This proposal is closed"):
        decline_proposal(by=actor_of(room.world.amal), answer=answer)
