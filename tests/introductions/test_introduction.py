"""Setting a meeting up, changing it, calling it off; inviting people and looking at who comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, holder_of_link
from compagnon.core.encryption.opening import Closed
from compagnon.core.errors import NotAllowed, Refused
from compagnon.core.models import DataKey, EventRow
from compagnon.introductions.changes import introduction as meetings
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.introduction import get_introduction
from compagnon.introductions.queries.invited import Invited, open_all
from compagnon.introductions.rules.invited import Invitee
from compagnon.notifications import ticking
from compagnon.notifications.models import Message
from compagnon.privacy.changes import erase_person
from tests.cast import NOW, World, actor_of, make_person
from tests.introductions.meetings import DETAILS, invitation_of, invite, plan


def change(
    world: World, meeting: Introduction, *, seen: int = 0, **otherwise: object
) -> Introduction:
    return meetings.change_introduction(
        by=actor_of(world.chris),
        introduction=meeting,
        details=replace(DETAILS, **otherwise),  # type: ignore[arg-type]  # a test names what differs
        seen=seen,
    )


def accept(address: str) -> Invitation:
    row = invitation_of(address)
    return changes.accept_invitation(by=holder_of_link(row.id), invitation=row)


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("planned_at", "id").values_list("kind", "address"))


@pytest.mark.requirement("LSIS-38")
def test_people_are_invited_each_by_a_letter_of_their_own(
    world: World, meeting: Introduction
) -> None:
    count = invite(world, meeting)

    assert count == 2
    assert sorted(letters()) == [
        ("introductions/person_invited", "ivo@school.example"),
        ("introductions/person_invited", "kim@school.example"),
    ]
    assert EventRow.objects.filter(name="PersonInvited").count() == 2
    stored = str(list(Invitation.objects.values())) + str(list(EventRow.objects.values()))
    assert "ivo" not in stored.lower()


def test_nobody_is_invited_twice_and_whoever_was_withdrawn_may_be_again(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    changes.withdraw_invitation(
        by=actor_of(world.chris), invitation=invitation_of("ivo@school.example")
    )

    assert invite(world, meeting) == 1
    assert invite(world, meeting) == 0
    assert Invitation.objects.count() == 2
    assert invitation_of("ivo@school.example").state == "invited"


def test_a_meeting_invites_five_hundred_at_most(
    world: World, meeting: Introduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 1)

    with pytest.raises(Refused, match="At most 1 people"):
        invite(world, meeting)
    assert not Invitation.objects.exists()


def test_a_meeting_lies_ahead(world: World) -> None:
    with pytest.raises(Refused, match="This time has passed"):
        plan(world, starts_at=NOW)


def test_only_the_coordination_group_sets_meetings_up(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    rows = list(Invitation.objects.all())
    by = actor_of(world.dana)

    with pytest.raises(NotAllowed):
        meetings.plan_introduction(by=by, joining_point=world.joining_point, details=DETAILS)
    with pytest.raises(NotAllowed):
        changes.invite_people(by=by, introduction=meeting, invitees=[Invitee("", "a@b.example")])
    with pytest.raises(NotAllowed):
        changes.accept_invitation(by=actor_of(world.chris), invitation=rows[0])
    with pytest.raises(Closed):
        open_all(by, rows)


@pytest.mark.parametrize("how", [{"place": "Room 5"}, {"starts_at": NOW + timedelta(days=15)}])
def test_a_meeting_that_moves_is_told_to_those_who_have_not_said_no(
    world: World, meeting: Introduction, how: dict[str, object]
) -> None:
    invite(world, meeting, "a@x.example\nb@x.example\nc@x.example")
    accept("b@x.example")
    row = invitation_of("c@x.example")
    changes.decline_invitation(by=holder_of_link(row.id), invitation=row)
    Message.objects.all().delete()

    changed = change(world, meeting, **how)

    assert changed.sequence == 1
    assert sorted(letters()) == [
        ("introductions/introduction_changed", "a@x.example"),
        ("introductions/introduction_changed", "b@x.example"),
    ]


def test_other_changes_are_told_to_nobody(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    Message.objects.all().delete()

    assert change(world, meeting, title="Getting to know mentoring").sequence == 1
    same = change(world, meeting, seen=1, title="Getting to know mentoring")

    assert same.sequence == 1
    assert letters() == []


def test_nobody_writes_over_what_they_have_not_seen(world: World, meeting: Introduction) -> None:
    change(world, meeting, title="Another")

    with pytest.raises(Refused, match="Somebody else changed this meeting"):
        change(world, meeting, title="A third")


def test_a_meeting_keeps_a_place_for_everybody_who_comes(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    accept("ivo@school.example")
    accept("kim@school.example")

    with pytest.raises(Refused, match=r"More people than that have said that they come: 2\."):
        change(world, meeting, seat_count=1)
    assert change(world, meeting, seat_count=2).seat_count == 2


def test_the_last_place_is_taken_once(world: World) -> None:
    meeting = plan(world, seat_count=1)
    invite(world, meeting)
    accept("ivo@school.example")
    accept("ivo@school.example")

    with pytest.raises(Refused, match="All places are taken"):
        accept("kim@school.example")


def test_a_meeting_that_is_called_off_is_told_and_takes_no_answers(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    Message.objects.all().delete()

    meetings.cancel_introduction(by=actor_of(world.chris), introduction=meeting)

    assert {kind for kind, _address in letters()} == {"introductions/introduction_cancelled"}
    with pytest.raises(Refused, match="called off"):
        accept("ivo@school.example")
    with pytest.raises(NotAllowed, match="called off"):
        invite(world, meeting, "late@x.example")


def test_answers_end_when_the_meeting_begins(world: World, meeting: Introduction) -> None:
    invite(world, meeting)

    with time_machine.travel(meeting.starts_at), pytest.raises(Refused, match="has begun"):
        accept("ivo@school.example")


def test_an_answer_may_be_changed_and_is_counted_once(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    row = accept("ivo@school.example")
    by = holder_of_link(row.id)
    changes.decline_invitation(by=by, invitation=row)
    changes.decline_invitation(by=by, invitation=row)

    view = get_introduction(viewer=actor_of(world.chris), introduction=meeting)

    assert (view.coming_count, view.not_coming_count, len(view.standing)) == (0, 1, 2)
    assert EventRow.objects.filter(name="InvitationDeclined").count() == 1
    assert [one.title for one in view.invited] == ["Ivo Kent", "kim@school.example"]


def test_an_invitation_that_was_withdrawn_is_not_answered(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    row = invitation_of("ivo@school.example")
    changes.withdraw_invitation(by=actor_of(world.chris), invitation=row)

    with pytest.raises(Refused, match="not possible any more"):
        accept("ivo@school.example")
    view = get_introduction(viewer=actor_of(world.chris), introduction=meeting)
    assert [one.state for one in view.standing] == ["invited"]


def test_who_came_is_noted_and_may_be_corrected(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    ivo, kim = (invitation_of(f"{name}@school.example") for name in ("ivo", "kim"))
    by = actor_of(world.chris)

    with pytest.raises(NotAllowed, match="once the meeting has begun"):
        changes.record_attendance(by=by, introduction=meeting, came=[ivo.id])
    with time_machine.travel(meeting.starts_at):
        assert changes.record_attendance(by=by, introduction=meeting, came=[ivo.id, kim.id]) == 2
        assert changes.record_attendance(by=by, introduction=meeting, came=[kim.id]) == 1
        view = get_introduction(viewer=by, introduction=meeting)

    assert [(one.address, one.has_come) for one in view.invited] == [
        ("ivo@school.example", False),
        ("kim@school.example", True),
    ]
    assert (view.came_count, view.came_unasked) == (1, 1)


@pytest.mark.requirement("LSIS-40")
def test_volunteers_are_asked_after_the_meeting_and_once(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    kim, by = invitation_of("kim@school.example"), actor_of(world.chris)
    with pytest.raises(NotAllowed, match="after the meeting"):
        changes.ask_volunteers(by=by, introduction=meeting, is_for_all=True)

    with time_machine.travel(meeting.ends_at):
        changes.record_attendance(by=by, introduction=meeting, came=[kim.id])
        Message.objects.all().delete()
        came = changes.ask_volunteers(by=by, introduction=meeting, is_for_all=False)
        told = letters()
        everybody = changes.ask_volunteers(by=by, introduction=meeting, is_for_all=True)
        view = get_introduction(viewer=by, introduction=meeting)

    assert (came, everybody) == (1, 1)
    assert told == [("introductions/volunteer_asked", "kim@school.example")]
    assert (view.unasked, view.came_unasked, view.is_over) == (0, 0, True)


def test_an_invitation_is_deleted_with_its_key_and_its_letters(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    row = invitation_of("ivo@school.example")
    key = row.id

    changes.forget_invitation(by=holder_of_link(key), invitation=row)

    assert not DataKey.objects.filter(scope_id=key).exists()
    assert [address for _kind, address in letters()] == ["kim@school.example"]
    assert Invitation.objects.count() == 1
    assert EventRow.objects.filter(name="InvitationForgotten").count() == 1


def test_who_was_invited_is_forgotten_half_a_year_after_the_meeting(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    with clock.moved_to(meeting.starts_at + changes.KEPT_FOR):
        assert ticking.tick().counts["old invitations to introductory meetings"] == 0
    with clock.moved_to(meeting.starts_at + changes.KEPT_FOR + timedelta(seconds=1)):
        report = ticking.tick()

    assert report.failed == ()
    assert report.counts["old invitations to introductory meetings"] == 2
    assert not Invitation.objects.exists()
    assert Introduction.objects.count() == 1
    assert not DataKey.objects.filter(scope_kind="invitation").exists()


def test_words_whose_key_is_gone_are_said_to_be_closed_and_can_be_deleted(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    row = invitation_of("ivo@school.example")
    DataKey.objects.filter(scope_id=row.scope().id).delete()

    assert open_all(SYSTEM, [row]) == {row.id: Invited("", "")}
    view = get_introduction(viewer=actor_of(world.chris), introduction=meeting)
    meetings.cancel_introduction(by=actor_of(world.chris), introduction=meeting)
    changes.forget_invitation(by=actor_of(world.chris), invitation=row)

    assert str(view.invited[0].title) == "Cannot be read"
    assert Invitation.objects.count() == 1


def test_erasing_a_person_deletes_every_invitation_to_their_address(
    world: World, meeting: Introduction
) -> None:
    make_person("Ivo")
    invite(world, meeting, "ivo@example.org\nkim@school.example")

    erase_person(by=SYSTEM, email="Ivo@example.org")

    assert Invitation.objects.count() == 1
    assert invitation_of("kim@school.example")
    assert "ivo@example.org" not in str(letters())
