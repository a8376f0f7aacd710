"""The pages of introductory meetings: the coordinator's, and the one that a letter leads to."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from compagnon.core.models import EventRow
from compagnon.introductions import links
from compagnon.introductions.changes import introduction as meetings
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.answer import get_invitation
from compagnon.introductions.rules.topics import SHIPPED
from compagnon.recruitment.models import Application
from compagnon.schemes.models import Scheme
from tests.cast import World, actor_of
from tests.introductions.meetings import TWO, invitation_of, invite, plan
from tests.introductions.test_introduction import accept
from tests.membership.test_register import apply

IVO = "ivo@school.example"
TYPED = {
    "title": "Introduction to mentoring",
    "day": "2026-09-28",
    "time": "16:00",
    "length_minutes": "60",
    "place": "https://meet.example/room",
    "seat_count": "",
    "topics": "\n".join(str(point) for point in SHIPPED),
    "language": "en",
}


def read(response: Any, *, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def of_point(world: World, more: str = "") -> str:
    return f"/joining-points/{world.joining_point.id.hex}/introductions/{more}"


def of(meeting: Introduction, more: str = "") -> str:
    return f"/introductions/{meeting.id.hex}/{more}"


def come_by_the_letter(client: Client, address: str = IVO) -> str:
    row = invitation_of(address)
    response = client.get(links.path(row.id))
    assert response.status_code == 303
    return str(response.headers["Location"])


def test_a_meeting_is_set_up_and_people_are_invited(as_chris: Client, world: World) -> None:
    page = read(as_chris.get(of_point(world)))
    assert "There is no meeting yet" in page
    assert "Introduction to mentoring" in read(as_chris.get(of_point(world, "new/")))

    response = as_chris.post(of_point(world, "new/"), TYPED)

    meeting = Introduction.objects.get()
    assert response.headers["Location"] == of(meeting, "invite/")
    assert meeting.topics == []
    assert "Say whether you come" in read(as_chris.get(of(meeting, "invite/")))
    response = as_chris.post(of(meeting, "invite/"), {"people": TWO})
    assert response.headers["Location"] == of(meeting)
    page = read(as_chris.get(of(meeting)))
    assert "2 letters are on their way." in page
    assert "Ivo Kent" in page
    assert "2 invited, 0 coming" in read(as_chris.get(of_point(world)))


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_chris: Client, world: World) -> None:
    page = read(as_chris.post(of_point(world, "new/"), {**TYPED, "day": "2026-09-01"}), status=422)
    assert "This time has passed." in page
    assert "https://meet.example/room" in page
    meeting = plan(world)

    page = read(
        as_chris.post(of(meeting, "invite/"), {"people": f"{TWO}\nNobody\na@b"}), status=422
    )

    assert "Line 3: there is no e-mail address in “Nobody”." in page
    assert "Line 4: “a@b” is no e-mail address." in page
    assert "kim@school.example" in page
    assert not Invitation.objects.exists()


def test_more_than_a_meeting_invites_is_refused_on_the_page(
    as_chris: Client, meeting: Introduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 1)

    assert "At most 1 people" in read(
        as_chris.post(of(meeting, "invite/"), {"people": TWO}), status=422
    )


def test_a_meeting_is_changed_and_called_off(as_chris: Client, meeting: Introduction) -> None:
    assert 'value="Room 4"' in read(as_chris.get(of(meeting, "edit/")))
    typed = {**TYPED, "topics": "Our own", "seen": "0", "seat_count": "12"}

    assert as_chris.post(of(meeting, "edit/"), typed).status_code == 303
    page = read(as_chris.get(of(meeting)))
    assert "Our own" in page
    assert "How many can come" in page
    assert 'href="https://meet.example/room"' in page
    assert "Somebody else changed this meeting" in read(
        as_chris.post(of(meeting, "edit/"), {**typed, "place": "x"}), status=422
    )
    as_chris.post(of(meeting, "cancel/"))
    assert "This meeting was called off" in read(as_chris.get(of(meeting)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_meeting_takes_the_same_queries_for_one_and_three(
    as_chris: Client, world: World, count: int, django_assert_num_queries: Any
) -> None:
    meeting = plan(world)
    invite(world, meeting, "\n".join(f"p{number}@x.example" for number in range(count)))
    for _another in range(count - 1):
        plan(world)

    with django_assert_num_queries(8):
        read(as_chris.get(of(meeting)))
    with django_assert_num_queries(5):
        read(as_chris.get(of_point(world)))


@pytest.mark.requirement("LSIS-38")
def test_the_invited_answer_by_one_press_without_an_account(
    client: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    before = EventRow.objects.count()

    page_url = come_by_the_letter(client)
    page = read(client.get(page_url))

    assert "Will you come?" in page
    assert "What the role asks" in page
    assert "Ivo" not in page
    assert (EventRow.objects.count(), invitation_of(IVO).state) == (before, "invited")
    assert client.post(page_url + "accept/").status_code == 303
    assert "You are coming" in read(client.get(page_url))
    calendar = client.get(page_url + "calendar/")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"LOCATION:Room 4" in calendar.content
    client.post(page_url + "decline/")
    assert "You cannot come" in read(client.get(page_url))
    row = EventRow.objects.get(name="InvitationAccepted")
    assert (row.actor_kind, row.actor_id) == ("link", invitation_of(IVO).id)


def test_a_refusal_is_said_on_the_page(client: Client, world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    page_url = come_by_the_letter(client)
    meetings.cancel_introduction(by=actor_of(world.chris), introduction=meeting)

    client.post(page_url + "accept/")

    page = read(client.get(page_url))
    assert "This meeting was called off" in page
    assert "Yes, I come" not in page


def test_an_invitation_that_was_withdrawn_says_so(
    client: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    page_url = come_by_the_letter(client)
    changes.withdraw_invitation(by=actor_of(world.chris), invitation=invitation_of(IVO))

    page = read(client.get(page_url))

    assert "This invitation was taken back" in page
    assert "Yes, I come" not in page


def test_a_meeting_that_has_begun_takes_no_answer(
    client: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    with time_machine.travel(meeting.starts_at):
        assert "This meeting has begun or is over" in read(client.get(come_by_the_letter(client)))


def test_the_invited_delete_their_own_name_and_address(
    client: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    page_url = come_by_the_letter(client)

    response = client.post(page_url + "forget-me/")

    assert response.headers["Location"] == f"/join/{world.scheme.id.hex}/"
    assert Invitation.objects.count() == 1
    assert client.get(page_url).status_code == 404


def test_nobody_else_gets_to_an_invitation(
    client: Client, as_chris: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    row = invitation_of(IVO)

    assert client.get(f"/invitations/{row.id.hex}/made-up/").status_code == 404
    assert client.get(f"/invitations/{row.id.hex}/").status_code == 404
    assert as_chris.post(f"/invitations/{row.id.hex}/accept/").status_code == 404
    assert get_invitation(viewer=actor_of(world.chris), invitation=row) is None
    stranger = Client()
    stranger.force_login(world.dana)
    assert stranger.get(of(meeting)).status_code == 404


def test_a_coordinator_takes_invitations_back_and_deletes_them(
    as_chris: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    row = invitation_of(IVO)

    as_chris.post(f"/invitations/{row.id.hex}/withdraw/")
    assert "Taken back. The link in the letter says so." in read(as_chris.get(of(meeting)))
    as_chris.post(f"/invitations/{row.id.hex}/withdraw/")
    assert "not possible any more" in read(as_chris.get(of(meeting)))
    as_chris.post(f"/invitations/{row.id.hex}/delete/")
    page = read(as_chris.get(of(meeting)))

    assert "Deleted, with the name and the address." in page
    assert "Ivo Kent" not in page


@pytest.mark.requirement("LSIS-40")
def test_after_the_meeting_who_came_is_noted_and_volunteers_are_asked_and_counted(
    as_chris: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    accept(IVO)
    with time_machine.travel(meeting.ends_at + timedelta(hours=1)):
        as_chris.force_login(world.chris)
        page = read(as_chris.get(of(meeting, "attendance/")))
        assert page.count("checked") == 1
        as_chris.post(of(meeting, "attendance/"), {"came": [invitation_of(IVO).id.hex]})
        assert "Write to the 1 person who came" in read(as_chris.get(of(meeting, "volunteers/")))
        as_chris.post(of(meeting, "volunteers/"), {"whom": "came"})
        assert "1 letter is on its way." in read(as_chris.get(of(meeting)))
        as_chris.post(of(meeting, "volunteers/"), {"whom": "all"})
        assert "Everybody has been asked." in read(as_chris.get(of(meeting, "volunteers/")))
        volunteer = apply(world, world.amal)
        mark = links.mark_of(meeting.id)
        Application.objects.filter(pk=volunteer.pk).update(source=mark)
        page = read(as_chris.get(of(meeting)))
        desk = read(as_chris.get(f"/applications/{volunteer.id.hex}/"))

    assert "Signed up afterwards" in page
    assert "Volunteered after the meeting" in desk
    assert "Introduction to mentoring, 28 September 2026" in desk


@pytest.mark.parametrize("mark", ["", "intro-nothing", f"intro-{'0' * 32}", "branch-x"])
def test_another_mark_is_no_volunteering(as_chris: Client, world: World, mark: str) -> None:
    application = apply(world, world.amal)
    Application.objects.filter(pk=application.pk).update(source=mark)

    desk = read(as_chris.get(f"/applications/{application.id.hex}/"))

    assert "Volunteered after the meeting" not in desk


def test_nobody_to_note_is_said(as_chris: Client, meeting: Introduction, world: World) -> None:
    with time_machine.travel(meeting.starts_at):
        as_chris.force_login(world.chris)
        page = read(as_chris.get(of(meeting, "attendance/")))
        meeting_page = read(as_chris.get(of(meeting)))

    assert "Nobody was invited to this meeting." in page
    assert "Note who came" in meeting_page


def test_a_form_of_attendance_knows_only_who_is_invited(
    as_chris: Client, world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    with time_machine.travel(meeting.starts_at):
        as_chris.force_login(world.chris)
        answer = as_chris.post(of(meeting, "attendance/"), {"came": ["0" * 32]})

    assert answer.status_code == 422


def test_the_list_says_that_mentors_wait_where_they_do(as_chris: Client, world: World) -> None:
    Scheme.objects.filter(pk=world.scheme.pk).update(settings={"mentors_after_introduction": True})
    meetings.cancel_introduction(by=actor_of(world.chris), introduction=plan(world))

    page = read(as_chris.get(of_point(world)))

    assert "help others sign up only once one of these meetings is over" in page
    assert "Called off" in page
