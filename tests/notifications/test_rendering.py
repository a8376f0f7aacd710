from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from uuid import UUID

import pytest
from pytest_django import Settings

from compagnon.accounts.models import Person
from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.notifications import letters
from compagnon.notifications.changes import choose_reminders
from compagnon.notifications.delivery import deliver_due
from compagnon.notifications.facts import Facts
from compagnon.notifications.letters import CalendarPart, Letter, Recipient, letter, letter_of
from compagnon.notifications.rendering import SECRET_IN_A_PREVIEW, preview
from tests.notifications.conftest import GREETING, MEETING, NUDGE, Plan, PostOffice, greet

READER = Recipient(UUID(int=3), "bela@example.org", "en")


def read(letter: bytes) -> EmailMessage:
    parsed = message_from_bytes(letter, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def sent(plan: Plan, post_office: PostOffice, **otherwise: object) -> EmailMessage:
    plan(**otherwise)
    deliver_due()
    return read(post_office.letters[-1])


def test_a_letter_is_text_and_html_of_the_same_words(plan: Plan, post_office: PostOffice) -> None:
    mail = sent(plan, post_office, secret="493817")

    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert text.get_content().splitlines() == [
        "Dear Bela & <Co>,",
        "",
        "Your code is 493817.",
        "http://localhost:8000/answer/",
    ]
    assert text.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert '<p style="color: #123456;">Dear Bela &amp; &lt;Co&gt;, 493817</p>' in html.get_content()


def test_the_subject_says_nothing_but_the_schemes_name_on_one_line(
    plan: Plan, post_office: PostOffice
) -> None:
    mail = sent(plan, post_office)

    assert mail["Subject"] == "Yes: Peer Bcc: x@y.z"
    assert mail["Bcc"] is None


def test_headers_say_who_wrote_when_in_which_language_and_that_nobody_need_answer(
    plan: Plan, post_office: PostOffice, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Mentoring <mentoring@example.org>"

    mail = sent(plan, post_office, language="cy")

    assert (mail["From"], mail["To"]) == ("Mentoring <mentoring@example.org>", "bela@example.org")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "cy")
    assert parsedate_to_datetime(str(mail["Date"])) == clock.now()
    assert mail["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("language", "yes"),
    [("en", "Yes"), ("cy", "Ie"), ("fr", "Oui"), ("de", "Ja"), ("es", "Sí"), ("xx", "Yes")],
)
def test_a_letter_is_written_in_its_readers_language(
    plan: Plan, post_office: PostOffice, language: str, yes: str
) -> None:
    assert str(sent(plan, post_office, language=language)["Subject"]).startswith(f"{yes}:")


def test_a_reminder_can_be_turned_off_by_one_click(
    plan: Plan, post_office: PostOffice, bela: Person
) -> None:
    mail = sent(plan, post_office, kind=NUDGE)

    url = str(mail["List-Unsubscribe"]).strip().strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url.startswith(f"http://localhost:8000/notifications/off/{bela.id.hex}:")
    body = mail.get_body(("plain",))
    assert body is not None
    assert url in body.get_content()


def test_a_reminder_to_an_address_without_a_person_has_no_link(
    plan: Plan, post_office: PostOffice
) -> None:
    assert sent(plan, post_office, kind=NUDGE, recipient_id=None)["List-Unsubscribe"] is None


def invite(facts: Facts, _recipient: Recipient) -> CalendarPart | None:
    if facts.has("cancelled"):
        return None
    return CalendarPart("BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n")


@pytest.fixture
def invitation(monkeypatch: pytest.MonkeyPatch) -> None:
    with_calendar = Letter(GREETING, greet, invite, is_reminder=False)
    monkeypatch.setitem(letters._letters, GREETING, with_calendar)


def test_an_invitation_is_an_alternative_and_a_file(
    plan: Plan, post_office: PostOffice, invitation: None
) -> None:
    mail = sent(plan, post_office)

    assert mail.get_content_type() == "multipart/mixed"
    body, file = mail.iter_parts()
    kinds = [part.get_content_type() for part in body.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(body.iter_parts())[2]
    assert calendar["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert "SUMMARY:Café" in calendar.get_content()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invitation.ics")
    assert "SUMMARY:Café" in file.get_content().decode()


def test_a_letter_may_come_without_its_invitation(
    plan: Plan, post_office: PostOffice, invitation: None
) -> None:
    mail = sent(plan, post_office, context={"cancelled": True})

    assert mail.get_content_type() == "multipart/alternative"
    assert len(list(mail.iter_parts())) == 2


def test_a_preview_is_the_letter_with_dots_for_its_secret(db: None) -> None:
    rendered = preview(GREETING, {"meeting_id": MEETING}, READER)

    assert rendered is not None
    assert (rendered.subject, rendered.calendar) == ("Yes: Peer Bcc: x@y.z", None)
    assert f"Your code is {SECRET_IN_A_PREVIEW}." in rendered.text
    assert SECRET_IN_A_PREVIEW in rendered.html


def test_a_letter_that_would_not_be_sent_has_no_preview(db: None) -> None:
    assert preview(GREETING, {"withdrawn": True}, READER) is None


def test_a_letter_nobody_registered_has_no_preview() -> None:
    with pytest.raises(LookupError, match="No package registered the letter example/other"):
        preview("example/other", {}, READER)


def test_letters_are_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_letters", {})

    letter("example/once", greet, calendar=invite, is_reminder=True)

    assert letters.letters() == {"example/once": Letter("example/once", greet, invite, True)}
    assert letter_of("example/once") == Letter("example/once", greet, invite, True)
    with pytest.raises(ValueError, match="Declared twice: example/once"):
        letter("example/once", greet)


def test_a_reader_who_turned_reminders_off_may_still_preview_one(bela: Person) -> None:
    choose_reminders(by=SYSTEM, person_id=bela.id, wants_reminders=False)

    assert preview(NUDGE, {}, Recipient(bela.id, bela.email, "en")) is not None
