"""What the letters say, and when they say nothing any more; the reminder before the meeting."""

from datetime import timedelta

import pytest

from compagnon.core import clock
from compagnon.core.actors import holder_of_link
from compagnon.introductions import links, notices, reminders
from compagnon.introductions.changes import introduction as meetings
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.models import Introduction
from compagnon.notifications import reminding
from compagnon.notifications.facts import Fact
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import RenderedMail, preview
from tests.cast import World, actor_of
from tests.introductions.meetings import invitation_of, invite, plan
from tests.introductions.test_introduction import accept, change

IVO = "ivo@school.example"


def read(kind: str, *, language: str = "en", sequence: int = 0) -> RenderedMail | None:
    facts: dict[str, Fact] = {"invitation_id": invitation_of(IVO).id, "sequence": sequence}
    return preview(kind, facts, Recipient(None, IVO, language))


def text(kind: str, **more: object) -> str:
    mail = read(kind, **more)  # type: ignore[arg-type]  # a test names what differs
    assert mail is not None
    return mail.text


@pytest.mark.requirement("LSIS-38")
@pytest.mark.requirement("LSIS-39")
def test_the_invitation_says_what_it_is_about_and_how_to_answer(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)

    said = text(notices.INVITED)

    assert "Dear Ivo Kent," in said
    assert "28 September 2026, 10:00, for 60 minutes\nRoom 4" in said
    assert "- What the role asks, and what it leaves to others\n" in said
    assert links.path(invitation_of(IVO).id) in said
    assert "ivo" not in read(notices.INVITED).subject.lower()  # type: ignore[union-attr]  # read above


def test_whoever_has_no_name_is_greeted_all_the_same(world: World, meeting: Introduction) -> None:
    invite(world, meeting, IVO)

    assert "Hello," in text(notices.INVITED)


def test_the_letter_speaks_the_language_of_the_meeting(world: World) -> None:
    meeting = plan(world, language="cy")
    invite(world, meeting)

    assert set(Message.objects.values_list("language", flat=True)) == {"cy"}


def test_whoever_comes_gets_a_file_for_the_calendar(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    before = read(notices.ACCEPTED)
    accept(IVO)

    mail = read(notices.ACCEPTED)

    assert before is None
    assert mail is not None
    assert mail.calendar is not None
    assert mail.calendar.method == "REQUEST"
    for line in ("LOCATION:Room 4", "SEQUENCE:0", f"UID:{meeting.id.hex}@", f"mailto:{IVO}"):
        assert line in mail.calendar.content
    assert Message.objects.filter(kind=notices.ACCEPTED, address=IVO).count() == 1


def test_a_change_says_the_latest_and_a_cancellation_takes_it_out_of_the_calendar(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    accept(IVO)
    change(world, meeting, place="Room 5")

    assert "Room 5" in text(notices.CHANGED, sequence=1)
    assert read(notices.CHANGED, sequence=0) is None
    meeting.refresh_from_db()
    meetings.cancel_introduction(by=actor_of(world.chris), introduction=meeting)
    mail = read(notices.CANCELLED, sequence=2)
    assert mail is not None
    assert mail.calendar is not None
    assert mail.calendar.method == "CANCEL"
    assert "SEQUENCE:2" in mail.calendar.content
    assert read(notices.INVITED) is None


def test_no_letter_is_sent_about_what_was_withdrawn(world: World, meeting: Introduction) -> None:
    invite(world, meeting)
    changes.withdraw_invitation(by=actor_of(world.chris), invitation=invitation_of(IVO))

    assert read(notices.INVITED) is None


@pytest.mark.requirement("LSIS-40")
def test_volunteers_get_a_link_that_says_which_meeting_led_there(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)

    said = text(notices.ASKED)

    assert f"/join/{world.scheme.id.hex}/apply/?from=intro-{meeting.id.hex}" in said


def test_a_preview_of_a_meeting_that_is_gone_shows_nothing(meeting: Introduction) -> None:
    facts: dict[str, Fact] = {"introduction_id": meeting.joining_point.id}

    assert preview(notices.INVITED, facts, Recipient(None, "…", "en")) is None


def test_a_reminder_comes_two_days_before_and_knows_the_answer(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting, f"{IVO}\nkim@school.example\nlee@school.example")
    accept("kim@school.example")
    lee = invitation_of("lee@school.example")
    changes.decline_invitation(by=holder_of_link(lee.id), invitation=lee)
    Message.objects.all().delete()

    with clock.moved_to(meeting.starts_at - timedelta(days=3)):
        early = reminding.plan_reminders(reminders.due_reminders)
    with clock.moved_to(meeting.starts_at - timedelta(days=2)):
        due = reminding.plan_reminders(reminders.due_reminders)
        again = reminding.plan_reminders(reminders.due_reminders)

    assert (early, due, again) == (0, 2, 0)
    assert "You have not said yet" in text(reminders.KIND)
    accept(IVO)
    assert "You said that you come." in text(reminders.KIND)
    with clock.moved_to(meeting.starts_at):
        assert read(reminders.KIND) is None
    change(world, meeting, place="Room 5")
    assert read(reminders.KIND) is None


def test_whoever_was_invited_at_the_last_moment_is_not_reminded(
    world: World, meeting: Introduction
) -> None:
    with clock.moved_to(meeting.starts_at - timedelta(days=2)):
        invite(world, meeting)
        assert reminding.plan_reminders(reminders.due_reminders) == 0


def test_whoever_has_not_said_yes_gets_no_file_for_the_calendar(
    world: World, meeting: Introduction
) -> None:
    invite(world, meeting)
    change(world, meeting, place="Room 5")

    mail = read(notices.CHANGED, sequence=1)

    assert mail is not None
    assert mail.calendar is None
