"""Nobody waits without knowing: reminders, proposals taken back, and places that come free."""

from datetime import date, timedelta

import pytest
from django.test import Client

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.encryption import master
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.matching.changes.answer import (
    accept_proposal,
    decline_proposal,
    take_back_proposal,
)
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import PastPair, Proposal
from compagnon.matching.queries.facts import get_inputs
from compagnon.matching.queries.way_back import way_back
from compagnon.matching.reminders import due_reminders
from compagnon.matching.tasks import take_back_unanswered
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.models import Message
from compagnon.notifications.reminding import plan_reminders
from compagnon.notifications.ticking import tick
from compagnon.partnerships.changes.partnership import leave_partnership, replace_partner
from compagnon.partnerships.models import Partnership, Progress
from compagnon.privacy.changes import erase_person
from compagnon.recruitment.changes import declare_interest
from compagnon.recruitment.models import Application
from compagnon.schemes import rematching
from tests.cast import NOW, World, actor_of
from tests.matching.reading import read, words
from tests.matching.released import ANSWER_BY, Room, answer_of, make_room, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@pytest.fixture
def proposal(room: Room) -> Proposal:
    return released(room)


def accept(room: Room, proposal: Proposal, side: str) -> None:
    answer = answer_of(proposal, side)
    accept_proposal(by=holder_of_link(answer.id), answer=answer, charter=room.charter)


def letters() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("address", "kind"))


def free(world: World) -> set[str]:
    found = get_inputs(viewer=SYSTEM, joining_point=world.joining_point)
    return {one.id for one in found.applicants}


def past(world: World) -> set[tuple[str, str]]:
    found = get_inputs(viewer=SYSTEM, joining_point=world.joining_point)
    return set(found.decisions.past)


def test_a_proposal_is_taken_back_and_both_are_told_and_free(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentee")
    Message.objects.all().delete()

    take_back_proposal(by=actor_of(room.world.chris), proposal=proposal)

    proposal.refresh_from_db()
    assert proposal.state == "taken_back"
    assert letters() == [
        ("amal@example.org", "matching/proposal_taken_back"),
        ("bela@example.org", "matching/proposal_declined"),
    ]
    assert {room.amal.id.hex, room.bela.id.hex} <= free(room.world)
    assert (room.amal.id.hex, room.bela.id.hex) in past(room.world)
    assert EventRow.objects.filter(name="ProposalTakenBack").count() == 1


def test_a_proposal_that_was_taken_back_takes_no_answer(
    room: Room, proposal: Proposal, client: Client
) -> None:
    take_back_proposal(by=actor_of(room.world.chris), proposal=proposal)

    with pytest.raises(Refused, match="This proposal is closed"):
        accept(room, proposal, "mentor")
    answer = answer_of(proposal, "mentor")
    with pytest.raises(Refused, match="This proposal is closed"):
        decline_proposal(by=holder_of_link(answer.id), answer=answer)
    client.force_login(room.world.amal)
    assert "This partnership will not come about" in read(client, f"/answers/{answer.id.hex}/")


@pytest.mark.parametrize("answered", ["both", "no"])
def test_what_is_settled_is_not_taken_back(room: Room, proposal: Proposal, answered: str) -> None:
    if answered == "both":
        accept(room, proposal, "mentee")
        accept(room, proposal, "mentor")
    else:
        decline_proposal(by=actor_of(room.world.amal), answer=answer_of(proposal, "mentor"))

    with pytest.raises(Refused, match="does not wait for an answer any more"):
        take_back_proposal(by=actor_of(room.world.chris), proposal=proposal)


def test_a_coordinator_takes_back_from_the_list_of_answers(
    room: Room, proposal: Proposal, client: Client
) -> None:
    client.force_login(room.world.chris)
    answers = f"/joining-points/{room.world.joining_point.id.hex}/answers/"
    page = f"/proposals/{proposal.id.hex}/take-back/"

    assert "Take back the proposal to Amal and Bela" in read(client, answers)
    assert "Take the proposal back?" in read(client, page)
    proposal.refresh_from_db()
    assert proposal.state == "released"
    done = client.post(page)
    assert (done.status_code, done["Location"]) == (303, answers)
    again = client.post(page, follow=True)
    assert "does not wait for an answer any more" in words(again.content.decode())
    taken = read(client, f"{answers}?state=taken_back")
    assert "Taken back 1" in taken
    assert "Who else would suit Amal" in taken


def test_a_pair_that_a_coordinator_leaves_to_others_is_not_hers_to_take_back(
    room: Room, proposal: Proposal, client: Client
) -> None:
    declare_interest(by=actor_of(room.world.chris), application=room.amal)
    client.force_login(room.world.chris)

    with pytest.raises(NotAllowed, match="Another member of the group looks after it"):
        take_back_proposal(by=actor_of(room.world.chris), proposal=proposal)
    answers = read(client, f"/joining-points/{room.world.joining_point.id.hex}/answers/")
    assert "the proposal to Efa and Gwen" in answers
    assert "the proposal to Amal" not in answers
    assert client.get(f"/proposals/{proposal.id.hex}/take-back/").status_code == 403
    client.force_login(room.world.dana)
    assert client.get(f"/proposals/{proposal.id.hex}/take-back/").status_code == 404


def test_silence_takes_a_proposal_back_where_the_release_says_so(room: Room) -> None:
    by = actor_of(room.world.chris)
    release_run(by=by, run=room.run, answer_by=ANSWER_BY, only=room.bela.id, on_silence="take_back")
    release_run(by=by, run=room.run, answer_by=ANSWER_BY)

    with clock.moved_to(NOW + (ANSWER_BY - NOW.date())):
        assert take_back_unanswered() == 0  # the last day is theirs
    with clock.moved_to(NOW + (ANSWER_BY - NOW.date()) + timedelta(days=1)):
        assert tick().counts["unanswered proposals"] == 1
        assert take_back_unanswered() == 0

    states = dict(Proposal.objects.values_list("mentee__person__name", "state"))
    assert states == {"Bela": "taken_back", "Gwen": "released"}


def test_silence_is_reminded_of_once_and_whoever_answered_is_not(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentee")
    due_on = ANSWER_BY - timedelta(days=3)

    assert list(due_reminders(due_on - timedelta(days=1))) == []
    asked = [one.address for one in due_reminders(due_on)]
    assert sorted(asked) == ["amal@example.org", "efa@example.org", "gwen@example.org"]
    assert list(due_reminders(ANSWER_BY + timedelta(days=1))) == []


def test_a_tick_sends_the_reminders(room: Room, proposal: Proposal) -> None:
    with clock.moved_to(NOW + timedelta(days=(ANSWER_BY - NOW.date()).days - 3)):
        Message.objects.all().delete()
        tick()

    assert [one.outcome for one in Message.objects.filter(kind="matching/answer_reminder")] == [
        "sent"
    ] * 4


def test_a_reminder_that_waits_lapses_with_the_answer(room: Room, proposal: Proposal) -> None:
    with clock.moved_to(NOW + timedelta(days=(ANSWER_BY - NOW.date()).days - 3)):
        plan_reminders(due_reminders)
        accept(room, proposal, "mentor")
        deliver_due()

    mine = Message.objects.get(kind="matching/answer_reminder", address="amal@example.org")
    other = Message.objects.get(kind="matching/answer_reminder", address="bela@example.org")
    assert (mine.outcome, other.outcome) == ("lapsed", "sent")


def test_letters_that_are_younger_than_the_reminder_are_not_reminded_of(room: Room) -> None:
    soon = date(2026, 9, 16)
    release_run(by=actor_of(room.world.chris), run=room.run, answer_by=soon)

    assert list(due_reminders(NOW.date())) == []


def test_leaving_a_partnership_frees_both_for_somebody_else(room: Room, proposal: Proposal) -> None:
    accept(room, proposal, "mentee")
    accept(room, proposal, "mentor")
    assert room.amal.id.hex not in free(room.world)

    leave_partnership(by=actor_of(room.world.bela), partnership=Partnership.objects.get())

    proposal.refresh_from_db()
    assert proposal.state == "closed"
    assert {room.amal.id.hex, room.bela.id.hex} <= free(room.world)
    assert (room.bela.id.hex, room.amal.id.hex) in past(room.world)


def test_who_is_parted_by_the_group_is_free_and_the_way_leads_to_who_would_suit(
    room: Room, proposal: Proposal, client: Client
) -> None:
    chris = actor_of(room.world.chris)
    accept(room, proposal, "mentee")
    accept(room, proposal, "mentor")
    assert way_back(chris, proposal.id) == ""
    progress = Progress.objects.select_related("partnership").get()

    replace_partner(by=chris, progress=progress)

    assert {room.amal.id.hex, room.bela.id.hex} <= free(room.world)
    assert (room.bela.id.hex, room.amal.id.hex) in past(room.world)
    client.force_login(room.world.chris)
    page = client.get(f"/progress/{progress.id.hex}/").content.decode()
    assert f'href="/applications/{room.bela.id.hex}/suggestions/"' in page
    assert way_back(actor_of(room.world.dana), proposal.id) == ""
    with pytest.raises(ValueError, match="Registered twice"):
        rematching.register(way_back)


def test_past_pairs_hold_in_a_later_year_without_names_and_under_another_key(
    room: Room, proposal: Proposal
) -> None:
    decline_proposal(by=actor_of(room.world.amal), answer=answer_of(proposal, "mentor"))
    row = PastPair.objects.get()
    for person in (room.world.amal, room.world.bela):
        assert person.id.hex not in {row.one, row.other}
    master.add_key()

    assert (room.amal.id.hex, room.bela.id.hex) in past(room.world)
    take_back_proposal(by=SYSTEM, proposal=Proposal.objects.get(mentor=room.efa, state="released"))
    assert PastPair.objects.values("key_id").distinct().count() == 2
    assert len(past(room.world)) == 4
    # what the proposal said is gone with the applications of its year; the pair is still known
    Application.objects.filter(pk=room.gwen.pk).update(answers={})
    assert (room.efa.id.hex, room.gwen.id.hex) in past(room.world)


def test_erasing_a_person_takes_them_out_of_past_pairs(room: Room, proposal: Proposal) -> None:
    for one in Proposal.objects.filter(state="released"):
        take_back_proposal(by=SYSTEM, proposal=one)
    assert PastPair.objects.count() == 2

    erase_person(by=SYSTEM, email="bela@example.org")

    assert PastPair.objects.count() == 1
