from datetime import date
from uuid import UUID

import pytest
from icalendar import Calendar

from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from compagnon.notifications.facts import Facts, plain
from compagnon.notifications.letters import Recipient
from compagnon.notifications.models import Message
from compagnon.notifications.rendering import preview
from compagnon.partnerships.changes.agreement import sign_agreement, write_agreement
from compagnon.partnerships.changes.meeting import arrange_meeting, cancel_meeting
from compagnon.partnerships.changes.partnership import (
    Joining,
    leave_partnership,
    open_partnership,
    pause_partnership,
    resume_partnership,
)
from compagnon.partnerships.letters import calendar_of
from compagnon.partnerships.models import Agreement, Meeting, Partnership
from tests.cast import NOW, World, actor_of
from tests.partnerships.conftest import TERMS
from tests.partnerships.test_meeting import record

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Who was told what, and forget it."""
    rows = sorted(
        (row.kind.removeprefix("partnerships/"), row.address) for row in Message.objects.all()
    )
    Message.objects.all().delete()
    return rows


AMAL, BELA = "amal@example.org", "bela@example.org"


def test_the_partner_is_told_of_what_the_other_did(world: World, partnership: Partnership) -> None:
    amal, bela = actor_of(world.amal), actor_of(world.bela)
    agreement = write_agreement(by=amal, partnership=partnership, terms=TERMS, based_on=0)
    assert told() == [("agreement_written", BELA)]
    sign_agreement(by=bela, agreement=agreement)
    assert told() == [("agreement_signed", AMAL)]
    record(world, partnership)
    assert told() == [("meeting_recorded", BELA)]
    pause_partnership(by=bela, partnership=partnership)
    assert told() == [("partnership_paused", AMAL)]
    resume_partnership(by=amal, partnership=partnership)
    assert told() == [("partnership_resumed", BELA)]
    leave_partnership(by=bela, partnership=partnership)
    assert told() == [("partnership_left", AMAL)]


def test_both_are_told_when_a_partnership_opens_and_when_a_meeting_is_arranged_or_cancelled(
    world: World,
) -> None:
    partnership = open_partnership(
        by=SYSTEM,
        joining_point=world.joining_point,
        proposal_id=new_public_id(),
        mentor=Joining(world.amal.pk, {}),
        mentee=Joining(world.bela.pk, {}),
        starts_on=date(2026, 9, 28),
    )
    assert told() == [("partnership_opened", AMAL), ("partnership_opened", BELA)]
    meeting = arrange(world, partnership)
    assert told() == [("meeting_arranged", AMAL), ("meeting_arranged", BELA)]
    cancel_meeting(by=actor_of(world.bela), meeting=meeting)
    assert told() == [("meeting_cancelled", AMAL), ("meeting_cancelled", BELA)]


def arrange(world: World, partnership: Partnership, hour: int = 15) -> Meeting:
    return arrange_meeting(
        by=actor_of(world.amal),
        partnership=partnership,
        starts_at=NOW.replace(day=24, hour=hour),
        length_minutes=45,
    )


def letter_to_bela(world: World, kind: str, **facts: object) -> object:
    return preview(
        f"partnerships/{kind}",
        facts,  # type: ignore[arg-type]  # each test gives the facts of its kind
        Recipient(world.bela.pk, BELA, "en"),
    )


@pytest.mark.requirement("ALL-15")
@pytest.mark.parametrize("language", ["en", "cy", "fr", "de", "es"])
@pytest.mark.parametrize(
    "kind",
    [
        "agreement_written",
        "agreement_signed",
        "meeting_recorded",
        "partnership_paused",
        "partnership_resumed",
        "partnership_left",
        "partnership_opened",
    ],
)
def test_a_letter_names_the_partner_and_holds_no_word_of_content(
    world: World, partnership: Partnership, agreement: Agreement, kind: str, language: str
) -> None:
    record(world, partnership)

    mail = preview(
        f"partnerships/{kind}",
        {"partnership_id": partnership.id},
        Recipient(world.bela.pk, BELA, language),
    )

    assert mail is not None
    colon = "\u202f: " if language == "fr" else ": "
    assert mail.subject.startswith(f"ALL Language Teacher Peer Mentoring Programme{colon}")
    for shape in (mail.text, mail.html):
        assert "Amal" in shape
        for word in ("sunflower", "quiet table", "corridor", "kettle"):
            assert word not in shape


def test_a_letter_is_withheld_from_whoever_is_no_member(
    world: World, partnership: Partnership
) -> None:
    stranger = Recipient(world.dana.pk, "dana@example.org", "en")

    assert (
        preview("partnerships/meeting_recorded", {"partnership_id": partnership.id}, stranger)
        is None
    )


def invitation_to_bela(world: World, meeting: Meeting) -> object:
    return letter_to_bela(
        world,
        "meeting_arranged",
        partnership_id=meeting.partnership_id,
        meeting_id=meeting.id,
        invitation_sequence=meeting.invitation_sequence,
    )


def event_of(mail: object) -> dict[str, str]:
    calendar = Calendar.from_ical(mail.calendar.content)  # type: ignore[attr-defined]  # a rendered mail
    (event,) = calendar.walk("VEVENT")
    fields = {
        name: event[name].to_ical().decode() for name in ("UID", "SEQUENCE", "SUMMARY", "STATUS")
    }
    return fields | {"METHOD": calendar["METHOD"], "START": event["DTSTART"].to_ical().decode()}


def test_an_invitation_updates_and_cancels_the_same_event(
    world: World, partnership: Partnership
) -> None:
    first = event_of(invitation_to_bela(world, arrange(world, partnership)))
    moved_meeting = arrange(world, partnership, hour=16)
    moved = event_of(invitation_to_bela(world, moved_meeting))
    cancelled = event_of(
        invitation_to_bela(world, cancel_meeting(by=actor_of(world.bela), meeting=moved_meeting))
    )

    assert first == {
        "UID": f"{moved_meeting.id.hex}@localhost",
        "SEQUENCE": "0",
        "SUMMARY": "Meeting with Amal",
        "STATUS": "CONFIRMED",
        "METHOD": "REQUEST",
        "START": "20260924T160000",
    }
    assert moved == first | {"SEQUENCE": "1", "START": "20260924T170000"}
    assert cancelled == moved | {"SEQUENCE": "2", "STATUS": "CANCELLED", "METHOD": "CANCEL"}


def test_an_invitation_that_was_replaced_is_not_sent(
    world: World, partnership: Partnership
) -> None:
    first = arrange(world, partnership)
    arrange(world, partnership, hour=16)

    assert invitation_to_bela(world, first) is None


def test_a_reminder_is_withheld_once_its_date_was_moved(
    world: World, partnership: Partnership, agreement: Agreement, clock_stands_still: object
) -> None:
    facts = {"partnership_id": partnership.id, "due_on": date(2027, 1, 15)}
    clock_stands_still.move_to(NOW.replace(year=2027, month=1, day=20))  # type: ignore[attr-defined]  # time-machine's traveller
    due = letter_to_bela(world, "review_due", **facts)
    near = letter_to_bela(world, "end_near", partnership_id=UUID(int=5), due_on=date(2027, 1, 15))

    assert "look at your learning contract" in due.text  # type: ignore[attr-defined]  # a rendered mail
    assert near is None
    Agreement.objects.update(review_on=date(2027, 3, 1))
    assert letter_to_bela(world, "review_due", **facts) is None


def test_a_cancellation_says_which_meeting_will_not_take_place(
    world: World, partnership: Partnership
) -> None:
    meeting = cancel_meeting(by=actor_of(world.bela), meeting=arrange(world, partnership))
    facts = {
        "partnership_id": partnership.id,
        "meeting_id": meeting.id,
        "invitation_sequence": meeting.invitation_sequence,
    }

    mail = letter_to_bela(world, "meeting_cancelled", **facts)
    stranger = Recipient(world.dana.pk, "dana@example.org", "en")

    assert "on 24 September 2026 at" in mail.text  # type: ignore[attr-defined]  # a rendered mail
    assert "will not take place" in mail.html  # type: ignore[attr-defined]  # as above
    assert calendar_of(Facts(plain(facts)), stranger) is None


def test_the_end_that_was_planned_is_announced(
    world: World, partnership: Partnership, agreement: Agreement, clock_stands_still: object
) -> None:
    clock_stands_still.move_to(NOW.replace(year=2027, month=5, day=20))  # type: ignore[attr-defined]  # time-machine's traveller

    mail = letter_to_bela(
        world, "end_near", partnership_id=partnership.id, due_on=date(2027, 5, 14)
    )

    assert "planned to end on 28 May 2027" in mail.text  # type: ignore[attr-defined]  # a rendered mail
    assert "planned to end on 28 May 2027" in mail.html  # type: ignore[attr-defined]  # as above
