"""Letters of proposals in a scheme's outbox: read by whoever may decide about both, and never with their key."""

import pytest

from compagnon.core.actors import holder_of_link
from compagnon.core.ids import new_public_id
from compagnon.matching.changes.answer import decline_proposal
from compagnon.matching.models import Proposal
from compagnon.notifications.models import Message
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from compagnon.schemes.queries.outbox import list_outbox, open_letter, why_hidden
from tests.cast import World, actor_of, appoint
from tests.matching.released import Room, answer_of, make_room, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@pytest.fixture
def proposal(room: Room) -> Proposal:
    return released(room)


def test_a_proposals_letter_is_read_without_the_link_that_answers(
    world: World, proposal: Proposal
) -> None:
    viewer = actor_of(world.chris)

    lines = list_outbox(viewer=viewer, scheme=world.scheme).lines
    letter = Message.objects.get(kind="matching/proposal_mentee", address="bela@example.org")
    opened = open_letter(viewer=viewer, message=letter)

    assert sorted(str(line.title) for line in lines) == [
        *["We have found somebody for you"] * 2,
        *["Would you like to work with somebody?"] * 2,
    ]
    assert opened.mail is not None
    assert "Dear Bela," in opened.mail.text
    for text in (opened.mail.text, opened.mail.html):
        assert "/answers/" not in text
        assert answer_of(proposal, "mentee").id.hex not in text


def test_a_letter_that_names_a_coordinator_is_hidden_from_them(
    world: World, proposal: Proposal
) -> None:
    appoint(world.amal, Appointment.Role.COORDINATOR, world.scheme)
    letter = Message.objects.get(kind="matching/proposal_mentee", address="bela@example.org")

    hidden = why_hidden(actor_of(world.amal), letter)

    assert (
        hidden
        == "This is your own application. Somebody else of the Coordination Group decides it."
    )


def test_the_letter_to_the_side_let_down_is_read_like_a_proposals(
    world: World, proposal: Proposal
) -> None:
    answer = answer_of(proposal, "mentee")
    decline_proposal(by=holder_of_link(answer.id), answer=answer)
    letter = Message.objects.get(kind="matching/proposal_declined")

    opened = open_letter(viewer=actor_of(world.chris), message=letter)
    assert opened.mail is not None
    assert "Dear Amal," in opened.mail.text
    letter.context = {"answer_id": new_public_id().hex}
    assert why_hidden(actor_of(world.chris), letter) == "What it is about is not there any more."
    assert Application.objects.exists()
