from datetime import date

import pytest
from django.test import Client

from compagnon.core.actors import SYSTEM
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import EventRow
from compagnon.core.work import Work
from compagnon.matching.changes.answer import decline_proposal
from compagnon.matching.changes.release import release_run
from compagnon.matching.models import Answer, PairRule, Proposal, Release
from compagnon.matching.queries.release import get_letters
from compagnon.matching.queries.releasing import get_releasable
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Partnership
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Appointment
from tests.cast import NOW, World, actor_of, appoint
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


@pytest.mark.requirement("ALL-50")
def test_a_run_takes_no_effect_before_a_named_human_releases_it(room: Room) -> None:
    assert (Proposal.objects.count(), Message.objects.count(), Partnership.objects.count()) == (
        0,
        0,
        0,
    )

    release = release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)

    assert (release.released_by, release.answer_by) == (room.world.chris, ANSWER_BY)
    assert (Proposal.objects.count(), Message.objects.count(), Partnership.objects.count()) == (
        2,
        4,
        0,
    )
    assert list(EventRow.objects.order_by("id").values_list("name", flat=True)) == [
        "ProposalReleased",
        "ProposalReleased",
        "RunReleased",
    ]


def test_release_run_writes_two_letters_a_pair_that_differ(room: Room) -> None:
    released(room)

    assert sorted(Message.objects.values_list("address", "kind")) == [
        ("amal@example.org", "matching/proposal_mentor"),
        ("bela@example.org", "matching/proposal_mentee"),
        ("efa@example.org", "matching/proposal_mentor"),
        ("gwen@example.org", "matching/proposal_mentee"),
    ]


@pytest.mark.parametrize("who", ["amal", "dana"])
def test_release_run_is_for_the_coordination_group(room: Room, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the Coordination Group"):
        release_run(by=actor_of(getattr(room.world, who)), run=room.run, answer_by=ANSWER_BY)


def test_release_run_is_refused_twice(room: Room) -> None:
    released(room)

    with pytest.raises(NotAllowed, match="already been released"):
        release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)


def test_release_run_is_refused_before_the_run_is_finished(room: Room) -> None:
    room.run.work_state = Work.State.WAITING

    with pytest.raises(NotAllowed, match="not finished yet"):
        release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)


def test_release_run_leaves_a_coordinators_own_pair_to_others(room: Room) -> None:
    mine = make_application(room.world, room.world.chris, mentor=True)
    run = make_run(room.world, [pair_of(mine, room.bela), pair_of(room.efa, room.gwen)])

    release_run(by=actor_of(room.world.chris), run=run, answer_by=ANSWER_BY)

    assert [one.mentee for one in Proposal.objects.all()] == [room.gwen]
    with pytest.raises(Refused, match="no pair here that you can release"):
        release_run(by=actor_of(room.world.chris), run=run, answer_by=ANSWER_BY)


@pytest.mark.parametrize(("kind", "turned"), [("hold", False), ("forbid", False), ("forbid", True)])
def test_release_run_leaves_out_what_is_held_and_what_was_forbidden_since(
    room: Room, kind: str, turned: bool
) -> None:
    one, other = (room.bela, room.amal) if turned else (room.amal, room.bela)
    rule = PairRule.objects.create(
        joining_point=room.world.joining_point,
        mentor=one,
        mentee=other,
        kind=kind,
        decided_by=room.world.chris,
        decided_at=NOW,
    )
    by = actor_of(room.world.chris)

    release_run(by=by, run=room.run, answer_by=ANSWER_BY)
    assert [one.mentee for one in Proposal.objects.all()] == [room.gwen]

    rule.delete()
    release_run(by=by, run=room.run, answer_by=ANSWER_BY)
    assert Proposal.objects.count() == 2
    assert Release.objects.filter(run=room.run).count() == 2


def test_release_run_releases_one_pair_alone(room: Room) -> None:
    by = actor_of(room.world.chris)

    release_run(by=by, run=room.run, answer_by=ANSWER_BY, only=room.gwen.id)
    assert [one.mentee for one in Proposal.objects.all()] == [room.gwen]
    assert sorted(Message.objects.values_list("address", flat=True)) == [
        "efa@example.org",
        "gwen@example.org",
    ]
    for again in (room.gwen.id, room.efa.id):
        with pytest.raises(Refused, match="no pair here that you can release"):
            release_run(by=by, run=room.run, answer_by=ANSWER_BY, only=again)


def test_release_run_releases_what_was_looked_at_and_nothing_else(room: Room) -> None:
    by = actor_of(room.world.chris)
    seen = get_releasable(by, room.run).digest
    Application.objects.filter(pk=room.gwen.pk).update(state=Application.State.WITHDRAWN)

    with pytest.raises(Refused, match="has changed since you looked"):
        release_run(by=by, run=room.run, answer_by=ANSWER_BY, seen=seen)
    assert Proposal.objects.count() == 0

    seen = get_releasable(by, room.run).digest
    release_run(by=by, run=room.run, answer_by=ANSWER_BY, seen=seen)
    assert Proposal.objects.count() == 1


def test_release_run_is_refused_for_an_answer_day_that_has_passed(room: Room) -> None:
    with pytest.raises(Refused, match="at least a day") as refusal:
        release_run(by=actor_of(room.world.chris), run=room.run, answer_by=date(2026, 9, 14))

    assert refusal.value.field == "answer_by"


def test_release_run_is_refused_without_pairs(room: Room) -> None:
    with pytest.raises(Refused, match="found no pairs"):
        release_run(
            by=actor_of(room.world.chris), run=make_run(room.world, []), answer_by=ANSWER_BY
        )


def test_release_run_leaves_out_whoever_withdrew(room: Room) -> None:
    Application.objects.filter(pk=room.gwen.pk).update(state=Application.State.WITHDRAWN)

    release_run(by=actor_of(room.world.chris), run=room.run, answer_by=ANSWER_BY)

    assert [one.mentee for one in Proposal.objects.all()] == [room.bela]


def test_release_run_never_proposes_a_mentee_twice(room: Room) -> None:
    released(room)
    free = make_application(room.world, room.world.dana, mentor=True)
    rerun = make_run(room.world, [pair_of(free, room.bela)])

    with pytest.raises(Refused, match="no pair here that you can release"):
        release_run(by=actor_of(room.world.chris), run=rerun, answer_by=ANSWER_BY)


def test_release_run_never_exceeds_a_mentors_places(room: Room) -> None:
    released(room)
    other = make_application(room.world, room.world.dana)
    rerun = make_run(room.world, [pair_of(room.amal, other)])

    with pytest.raises(Refused, match="no pair here that you can release"):
        release_run(by=actor_of(room.world.chris), run=rerun, answer_by=ANSWER_BY)


def test_release_run_proposes_again_whoever_was_declined(room: Room) -> None:
    proposal = released(room)
    decline_proposal(by=actor_of(room.world.amal), answer=answer_of(proposal, "mentor"))
    other = make_application(room.world, room.world.dana, mentor=True)
    rerun = make_run(room.world, [pair_of(other, room.bela)])

    release_run(by=actor_of(room.world.chris), run=rerun, answer_by=ANSWER_BY)

    assert sorted(Proposal.objects.filter(mentee=room.bela).values_list("state", flat=True)) == [
        "declined",
        "released",
    ]


def test_the_letters_are_read_before_anything_is_sent(room: Room, client: Client) -> None:
    client.force_login(room.world.chris)
    address = f"/runs/{room.run.id.hex}/letters/"

    first = client.get(address).content.decode()
    second = client.get(f"{address}?pair=2").content.decode()

    assert "propose that Bela (Mentee) and you (Mentor) work together" in first
    assert "propose that Amal (Mentor) and you (Mentee) work together" in first
    assert "In common: Speaking" in first
    assert "Induction" not in first
    assert "Gwen" in second
    assert Message.objects.count() == 0
    assert client.get(f"{address}?pair=3").status_code == 404
    assert client.get(f"{address}?pair=zero").status_code == 200


def test_releasing_from_the_letters_page(room: Room, client: Client) -> None:
    client.force_login(room.world.chris)
    address = f"/runs/{room.run.id.hex}/letters/"

    seen = get_releasable(actor_of(room.world.chris), room.run).digest
    wrong = client.post(address, {"answer_by": "2026-09-01", "seen": seen, "on_silence": "ask"})
    late = client.post(
        address,
        {"answer_by": "2026-09-30", "seen": "what was there yesterday", "on_silence": "ask"},
    )
    right = client.post(
        address, {"answer_by": "2026-09-30", "seen": seen, "on_silence": "take_back"}
    )

    assert (wrong.status_code, late.status_code, right.status_code) == (422, 422, 303)
    assert "at least a day" in wrong.content.decode()
    assert "has changed since you looked" in late.content.decode()
    assert f'name="seen" value="{seen}"' in late.content.decode()
    assert Release.objects.get().answer_by == date(2026, 9, 30)


def test_releasing_one_pair_from_the_letters_page(room: Room, client: Client) -> None:
    client.force_login(room.world.chris)
    address = f"/runs/{room.run.id.hex}/letters/"

    assert "Only the pair shown below" in client.get(f"{address}?pair=2").content.decode()
    for wrong in ("", "all"):
        assert (
            client.post(
                address, {"answer_by": "2026-09-30", "on_silence": "ask", "only": wrong}
            ).status_code
            == 404
        )
    right = client.post(
        address, {"answer_by": "2026-09-30", "on_silence": "ask", "only": room.gwen.id.hex}
    )

    assert right.status_code == 303
    assert [one.mentee for one in Proposal.objects.all()] == [room.gwen]
    first, second = (read(client, f"{address}?pair={number}") for number in (1, 2))
    assert "Release 1 pair and send the letters" in first
    assert "Only the pair" not in first
    assert "Hold this pair" in first
    assert "Not released now: Released: 1" in second
    assert "Hold this pair" not in second
    run = read(client, f"/runs/{room.run.id.hex}/")
    assert (
        "Partly released 1 of 2 pairs have their letters, the last since 14 September 2026." in run
    )
    assert "The letters are out" in run
    matching = read(client, f"/joining-points/{room.world.joining_point.id.hex}/matching/")
    assert "1 pair has no letters yet" in matching
    assert "Partly released" in matching


def test_two_coordinators_release_a_run_at_once_and_no_letter_leaves_twice(room: Room) -> None:
    appoint(room.world.dana, Appointment.Role.COORDINATOR, room.world.scheme)
    for who, only in ((room.world.chris, room.bela.id), (room.world.dana, None)):
        release_run(by=actor_of(who), run=room.run, answer_by=ANSWER_BY, only=only)

    assert Proposal.objects.count() == 2
    assert Message.objects.count() == 4


def test_the_letters_are_hidden_from_whoever_may_not_match(room: Room, client: Client) -> None:
    client.force_login(room.world.amal)

    assert client.get(f"/runs/{room.run.id.hex}/letters/").status_code == 404
    assert (
        get_letters(viewer=actor_of(room.world.amal), run=room.run, position=1, answer_by=ANSWER_BY)
        is None
    )


def test_a_coordinators_own_letters_are_hidden_from_her(room: Room, client: Client) -> None:
    mine = make_application(room.world, room.world.chris, mentor=True)
    run = make_run(room.world, [pair_of(mine, room.bela)])
    client.force_login(room.world.chris)

    shown = client.get(f"/runs/{run.id.hex}/letters/").content.decode()

    assert "This proposal is hidden from you" in shown
    assert "We have found a mentor" not in shown
    assert Answer.objects.count() == 0


def test_release_run_needs_a_name(room: Room) -> None:
    with pytest.raises(Refused, match="A named person"):
        release_run(by=SYSTEM, run=room.run, answer_by=ANSWER_BY)


def test_a_pair_that_is_not_in_a_run_has_no_reasons_there(room: Room) -> None:
    assert room.run.contributions(room.amal.id, room.gwen.id) == []
