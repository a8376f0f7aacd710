import pytest
from django.test import Client

from compagnon.core.actors import NOBODY, holder_of_link
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.retired import settle
from compagnon.matching import links
from compagnon.matching.changes.answer import accept_proposal, decline_proposal
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Answer, Proposal
from compagnon.matching.policy import visible_answers
from compagnon.matching.queries.answer import get_proposal, list_waiting_answers
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.models import Member, Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Charter, CharterSignature
from tests.cast import NOW, World, actor_of, make_person
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


@pytest.fixture
def proposal(room: Room) -> Proposal:
    return released(room)


def accept(room: Room, proposal: Proposal, side: str) -> Answer:
    answer = answer_of(proposal, side)
    return accept_proposal(by=holder_of_link(answer.id), answer=answer, charter=room.charter)


@pytest.mark.requirement("ALL-11")
@pytest.mark.requirement("ALL-35")
def test_a_partnership_opens_only_when_both_have_accepted_and_signed(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentee")
    before = Partnership.objects.count()
    accept(room, proposal, "mentor")

    proposal.refresh_from_db()
    partnership = Partnership.objects.get()
    assert before == 0
    assert (proposal.state, partnership.proposal_id) == ("opened", proposal.id)
    assert sorted(CharterSignature.objects.values_list("person__name", "charter__version")) == [
        ("Amal", 1),
        ("Bela", 1),
    ]
    assert set(
        Application.objects.filter(pk__in=[room.amal.pk, room.bela.pk]).values_list(
            "state", flat=True
        )
    ) == {"matched"}


@pytest.mark.requirement("LSIS-70")
def test_a_partnership_copies_what_partners_may_read_and_no_more(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentor")
    accept(room, proposal, "mentee")

    assert dict(Member.objects.values_list("role", "shared")) == {
        "mentor": {"sector": "academy"},
        "mentee": {"region": "wales", "languages_taught": ["fr"]},
    }


def test_accepting_twice_changes_nothing(room: Room, proposal: Proposal) -> None:
    accept(room, proposal, "mentee")
    accept(room, proposal, "mentee")

    assert EventRow.objects.filter(name="ProposalAccepted").count() == 1


def test_the_link_stands_in_the_log_not_the_person(room: Room, proposal: Proposal) -> None:
    answer = accept(room, proposal, "mentee")

    row = EventRow.objects.get(name="ProposalAccepted")
    assert (row.actor_kind, row.actor_id) == ("link", answer.id)


@pytest.mark.requirement("ALL-89")
def test_declining_asks_no_reason_and_tells_the_other_kindly(
    room: Room, proposal: Proposal
) -> None:
    Message.objects.all().delete()
    answer = answer_of(proposal, "mentee")

    decline_proposal(by=holder_of_link(answer.id), answer=answer)
    decline_proposal(by=holder_of_link(answer.id), answer=answer)

    proposal.refresh_from_db()
    assert proposal.state == "declined"
    assert list(Message.objects.values_list("kind", "address")) == [
        ("matching/proposal_declined", "amal@example.org")
    ]
    row = EventRow.objects.get(name="ProposalDeclined")
    assert row.data == {"answer_id": answer.id.hex, "proposal_id": proposal.id.hex}
    assert Application.objects.get(pk=room.bela.pk).state == "approved"


def test_a_yes_can_be_taken_back_until_the_other_has_answered(
    room: Room, proposal: Proposal
) -> None:
    answer = accept(room, proposal, "mentee")
    decline_proposal(by=actor_of(room.world.bela), answer=answer)

    with pytest.raises(Refused, match="This proposal is closed"):
        accept(room, proposal, "mentor")
    assert Partnership.objects.count() == 0


def test_both_may_decline_and_nobody_is_told_twice(room: Room, proposal: Proposal) -> None:
    for side in ("mentee", "mentor"):
        decline_proposal(
            by=holder_of_link(answer_of(proposal, side).id), answer=answer_of(proposal, side)
        )

    assert Message.objects.filter(kind="matching/proposal_declined").count() == 1


def test_an_open_partnership_is_left_there_not_declined(room: Room, proposal: Proposal) -> None:
    accept(room, proposal, "mentor")
    answer = accept(room, proposal, "mentee")

    with pytest.raises(Refused, match="already open"):
        decline_proposal(by=holder_of_link(answer.id), answer=answer)


@pytest.mark.requirement("ALL-11")
def test_a_replaced_charter_cannot_be_signed(room: Room, proposal: Proposal) -> None:
    Charter.objects.create(scheme=room.world.scheme, version=2, text={"en": {}}, published_at=NOW)

    with pytest.raises(Refused, match="newer version of the charter"):
        accept(room, proposal, "mentee")

    assert answer_of(proposal, "mentee").state == "waiting"


def test_a_mentors_places_are_counted_again_when_a_partnership_opens(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentee")
    Proposal.objects.exclude(pk=proposal.pk).update(mentor=room.amal, state="opened")

    with pytest.raises(Refused, match="no place left"):
        accept(room, proposal, "mentor")

    assert answer_of(proposal, "mentor").state == "waiting"


def test_nobody_becomes_a_member_by_being_written_into_an_application(
    room: Room, proposal: Proposal, caplog: pytest.LogCaptureFixture
) -> None:
    accept(room, proposal, "mentee")
    Application.objects.filter(pk=room.amal.pk).update(person=room.world.dana)

    with pytest.raises(Refused, match="This proposal is closed"):
        accept(room, proposal, "mentor")

    assert Partnership.objects.count() == 0
    assert [record.getMessage() for record in caplog.records] == [
        "a proposal is not as it was released"
    ]


@pytest.mark.parametrize("who", ["amal", "chris", "dana"])
def test_a_letter_answers_for_its_addressee_alone(room: Room, proposal: Proposal, who: str) -> None:
    answer = answer_of(proposal, "mentee")
    other = answer_of(proposal, "mentor")

    for actor in (actor_of(getattr(room.world, who)), holder_of_link(other.id), NOBODY):
        with pytest.raises(NotAllowed, match="written to somebody else"):
            accept_proposal(by=actor, answer=answer, charter=room.charter)
        assert get_proposal(viewer=actor, answer=answer) is None
        assert not visible_answers(actor).filter(pk=answer.pk).exists()


def test_an_answer_slipped_to_somebody_else_answers_nothing(room: Room, proposal: Proposal) -> None:
    Answer.objects.filter(proposal=proposal, side="mentee").update(person=room.world.dana)
    answer = answer_of(proposal, "mentee")

    with pytest.raises(NotAllowed):
        accept_proposal(by=actor_of(room.world.dana), answer=answer, charter=room.charter)


@pytest.mark.requirement("ALL-35")
def test_a_yes_written_into_the_database_opens_nothing(
    room: Room, proposal: Proposal, caplog: pytest.LogCaptureFixture
) -> None:
    Answer.objects.filter(proposal=proposal, side="mentor").update(state="accepted")

    with pytest.raises(Refused, match="This proposal is closed"):
        accept(room, proposal, "mentee")

    assert Partnership.objects.count() == 0
    assert [record.getMessage() for record in caplog.records] == [
        "broken seal",
        "a proposal is not as it was released",
    ]


def test_a_yes_that_was_taken_back_opens_nothing_when_it_is_put_back(
    room: Room, proposal: Proposal
) -> None:
    accept(room, proposal, "mentor")
    yes = answer_of(proposal, "mentor")
    decline_proposal(by=actor_of(room.world.amal), answer=answer_of(proposal, "mentor"))
    settle()

    yes.save()
    Proposal.objects.filter(pk=proposal.pk).update(state="released")

    with pytest.raises(Refused, match="This proposal is closed"):
        accept(room, proposal, "mentee")
    assert Partnership.objects.count() == 0


def letter(room: Room, proposal: Proposal, side: str) -> object:
    person = room.world.amal if side == "mentor" else room.world.bela
    return preview(
        f"matching/proposal_{side}",
        {
            "run_id": room.run.id,
            "mentor_application_id": room.amal.id,
            "mentee_application_id": room.bela.id,
            "answer_by": ANSWER_BY,
            "proposal_id": proposal.id,
        },
        Recipient(person.pk, person.email, "en"),
    )


@pytest.mark.requirement("ALL-51")
def test_a_letter_says_who_why_and_until_when(room: Room, proposal: Proposal) -> None:
    mail = letter(room, proposal, "mentee")

    for words in (
        "propose that Amal (Mentor) and you (Mentee) work together",
        "In common: Speaking",
        "28 September 2026",
    ):
        assert words in mail.text  # type: ignore[attr-defined]  # a rendered mail
    assert "Induction" not in mail.text  # type: ignore[attr-defined]  # why somebody wants a mentor is theirs
    assert links.path(answer_of(proposal, "mentee").id) in mail.text  # type: ignore[attr-defined]  # as above


def test_a_letter_is_withheld_once_it_was_answered(room: Room, proposal: Proposal) -> None:
    accept(room, proposal, "mentee")

    assert letter(room, proposal, "mentee") is None
    assert letter(room, proposal, "mentor") is not None


def test_a_letter_is_withheld_when_an_application_is_gone(room: Room, proposal: Proposal) -> None:
    room.bela.id = proposal.id  # an id that is no application's

    assert letter(room, proposal, "mentee") is None


def test_the_kind_letter_is_for_its_addressee(room: Room, proposal: Proposal) -> None:
    facts = {"answer_id": answer_of(proposal, "mentor").id}

    mine = preview(
        "matching/proposal_declined", facts, Recipient(room.world.amal.pk, "a@example.org", "en")
    )
    other = preview(
        "matching/proposal_declined", facts, Recipient(room.world.dana.pk, "d@example.org", "en")
    )

    assert mine is not None
    assert "We keep looking" in mine.html
    assert "Bela" not in mine.html
    assert other is None


@pytest.mark.parametrize("token", ["", "x", "nonsense", "bm9uc2Vuc2U", "é"])
def test_only_a_seal_of_ours_is_a_link(room: Room, proposal: Proposal, token: str) -> None:
    assert not links.is_genuine(answer_of(proposal, "mentee").id, token)


def test_a_link_opens_one_letter_only(room: Room, proposal: Proposal) -> None:
    token = links.path(answer_of(proposal, "mentee").id).split("/")[-2]

    assert links.is_genuine(answer_of(proposal, "mentee").id, token)
    assert not links.is_genuine(answer_of(proposal, "mentor").id, token)


def arrive(client: Client, proposal: Proposal, side: str) -> str:
    """Follow a letter's link and return the clean address it leads to."""
    response = client.get(links.path(answer_of(proposal, side).id))
    assert response.status_code == 303
    return response.headers["Location"]


def test_following_the_link_changes_nothing_and_hides_the_token(
    room: Room, proposal: Proposal, client: Client
) -> None:
    events = EventRow.objects.count()

    address = arrive(client, proposal, "mentee")
    shown = client.get(address).content.decode()

    assert address == f"/answers/{answer_of(proposal, 'mentee').id.hex}/"
    assert "Would you like to work with Amal?" in shown
    assert "Academy" in shown
    assert "Hidden High" not in shown
    assert (answer_of(proposal, "mentee").state, EventRow.objects.count()) == ("waiting", events)
    for step in ("accept", "decline"):
        assert client.get(f"{address}{step}/").status_code == 405


def test_without_the_link_there_is_nothing(room: Room, proposal: Proposal, client: Client) -> None:
    answer = answer_of(proposal, "mentee")

    assert client.get(f"/answers/{answer.id.hex}/").status_code == 404
    assert client.get(f"/answers/{answer.id.hex}/nonsense/").status_code == 404
    client.force_login(room.world.dana)
    assert client.get(f"/answers/{answer.id.hex}/").status_code == 404


@pytest.mark.requirement("ALL-11")
def test_accepting_by_link_signs_the_charter_that_was_shown(
    room: Room, proposal: Proposal, client: Client
) -> None:
    address = arrive(client, proposal, "mentee")

    assert client.post(f"{address}accept/", {"charter": "9"}).status_code == 404
    assert client.post(f"{address}accept/").status_code == 404
    shown = client.post(f"{address}accept/", {"charter": "1"}, follow=True).content.decode()

    assert "Thank you. You have accepted and signed the charter." in shown
    assert "We wait for the answer of Amal" in shown
    assert CharterSignature.objects.get().person == room.world.bela


def test_the_page_follows_the_answers(room: Room, proposal: Proposal, client: Client) -> None:
    mentee, mentor = arrive(client, proposal, "mentee"), arrive(client, proposal, "mentor")
    asked = client.get(mentor).content.decode()
    client.post(f"{mentee}accept/", {"charter": "1"})
    client.post(f"{mentor}accept/", {"charter": "1"})
    opened = client.get(mentee).content.decode()
    late = client.post(f"{mentee}decline/", follow=True).content.decode()

    assert "Would you like to work with Bela?" in asked
    assert "You have both said yes" in opened
    assert "already open" in late


def test_declining_by_link(room: Room, proposal: Proposal, client: Client) -> None:
    mentee, mentor = arrive(client, proposal, "mentee"), arrive(client, proposal, "mentor")

    mine = client.post(f"{mentee}decline/", follow=True).content.decode()
    theirs = client.get(mentor).content.decode()
    late = client.post(f"{mentor}accept/", {"charter": "1"}, follow=True).content.decode()

    assert "You have said no" in mine
    assert "This partnership will not come about" in theirs
    assert "This proposal is closed" in late


def test_a_signed_in_addressee_answers_without_the_link(
    room: Room, proposal: Proposal, client: Client
) -> None:
    client.force_login(room.world.bela)
    answer = answer_of(proposal, "mentee")

    home = client.get("/").content.decode()
    client.post(f"/answers/{answer.id.hex}/accept/", {"charter": "1"})

    assert "Would you like to work with Amal?" in home
    assert answer_of(proposal, "mentee").state == "accepted"
    assert list_waiting_answers(viewer=actor_of(room.world.bela)) == []
    assert [one.title for one in list_waiting_answers(viewer=actor_of(room.world.amal))] == [
        "Would you like to work with Bela?"
    ]


def test_the_first_page_gives_one_letter_the_box_and_lists_the_others(
    world: World, client: Client
) -> None:
    amal = make_application(world, world.amal, mentor=True, capacity=2)
    pairs = [pair_of(amal, make_application(world, make_person(name))) for name in ("Gwen", "Huw")]
    release_run(by=actor_of(world.chris), run=make_run(world, pairs), answer_by=ANSWER_BY)
    client.force_login(world.amal)

    home = client.get("/").content.decode()

    assert "Letters for you" in home
    for name in ("Gwen", "Huw"):
        assert home.count(f"Would you like to work with {name}?") == 1
    assert home.count("Please answer by 28 September 2026.") == 2


def test_a_letter_slipped_to_somebody_else_is_not_there(
    room: Room, proposal: Proposal, client: Client
) -> None:
    Answer.objects.filter(proposal=proposal, side="mentee").update(person=room.world.dana)
    client.force_login(room.world.dana)

    answer = answer_of(proposal, "mentee")

    assert client.get(f"/answers/{answer.id.hex}/").status_code == 404
