import html
import os
from pathlib import Path
from uuid import UUID

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from compagnon.notifications import mailbox
from compagnon.notifications.delivery import deliver_due
from tests.notifications.conftest import Plan

LIST = "/mails/"


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> None:
    """Be a demo, with a data folder of this test's own."""
    settings.COMPAGNON_DEMO = True
    settings.COMPAGNON_DATA = tmp_path
    settings.EMAIL_BACKEND = "compagnon.notifications.backends.ViewerBackend"


def send(number: int = 1, *, to: str = "bela@example.org", text: str = "Hello") -> UUID:
    """Send a letter to the viewer, a second later than the one before, and return its id there."""
    mail = EmailMultiAlternatives(
        f"Letter {number}", text, to=[to], headers={"Message-ID": f"<{number}@localhost>"}
    )
    mail.attach_alternative("<script>alert(1)</script><p>HTML</p>", "text/html")
    mail.attach("größe.ics", b"BEGIN:VCALENDAR\r\n", "application/ics")
    get_connection().send_messages([mail])
    newest = mailbox.list_mails(to=to, size=1_000)
    mail_id = next(stored.id for stored in newest if stored.subject == f"Letter {number}")
    path = mailbox._folder() / f"{mail_id.hex}.eml"
    os.utime(path, (number, number))
    return mail_id


def subjects(content: bytes) -> list[str]:
    """Return the numbers of the letters a page lists, in its order."""
    text = html.unescape(content.decode())
    return [part.split("<")[0] for part in text.split(">Letter ")[1:]]


def test_a_planned_letter_comes_to_the_viewer(plan: Plan, client: Client) -> None:
    plan(secret="493817")
    deliver_due()

    assert [mail.subject for mail in mailbox.list_mails()] == ["Yes: Peer Bcc: x@y.z"]
    opened = mailbox.open_mail(mailbox.list_mails()[0].id)
    assert opened is not None
    assert "Your code is 493817." in opened.text


def test_the_same_letter_again_is_shown_once(db: None) -> None:
    send()
    send()

    assert len(mailbox.list_mails()) == 1


def test_before_the_first_letter_the_list_is_empty_and_says_what_to_do(
    client: Client, db: None
) -> None:
    response = client.get(LIST)

    assert response.status_code == 200
    assert "No letters here" in response.content.decode()


def test_the_list_shows_the_newest_letter_first(client: Client, db: None) -> None:
    for number in (1, 3, 2):
        send(number)

    assert subjects(client.get(LIST).content) == ["3", "2", "1"]


def test_the_list_has_pages(client: Client, db: None) -> None:
    for number in range(1, 27):
        send(number)

    first, second = client.get(LIST), client.get(LIST, {"page": 2})

    assert len(subjects(first.content)) == 25
    assert subjects(second.content) == ["1"]
    assert 'href="/mails/?page=2"' in first.content.decode()
    assert "Previous page" not in first.content.decode()
    assert 'href="/mails/?page=1"' in second.content.decode()
    assert "Next page" not in second.content.decode()


def test_the_list_can_be_narrowed_to_one_reader(client: Client, db: None) -> None:
    for number in range(1, 28):
        send(number)
    send(28, to="Amal <amal@example.org>")

    assert subjects(client.get(LIST, {"to": "AMAL@"}).content) == ["28"]
    narrowed = client.get(LIST, {"to": "bela@"}).content.decode()
    assert "/mails/?to=bela%40&amp;page=2" in narrowed


@pytest.mark.parametrize("number", ["0", "-1", "x", "1" * 40, "10001"])
def test_a_page_that_cannot_be_is_the_first(client: Client, db: None, number: str) -> None:
    send()

    assert subjects(client.get(LIST, {"page": number}).content) == ["1"]


def test_a_letter_is_shown_as_text_with_its_links(client: Client, db: None) -> None:
    mail_id = send(text="Open http://localhost:8000/answer/#token <b>now</b>")

    response = client.get(reverse("notifications:mail_detail", kwargs={"mail_id": mail_id}))

    page = response.content.decode()
    assert '<a href="http://localhost:8000/answer/#token" rel="nofollow">' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page
    assert "alert(1)" not in page
    assert "To: bela@example.org" in page


def test_a_file_is_downloaded_and_never_shown(client: Client, db: None) -> None:
    mail_id = send()
    page = client.get(f"/mails/{mail_id.hex}/").content.decode()
    address = f"/mails/{mail_id.hex}/files/0/"
    assert f'<a href="{address}"' in page
    assert ">größe.ics</a>" in page

    response = client.get(address)

    assert response.content == b"BEGIN:VCALENDAR\r\n"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''gr%C3%B6%C3%9Fe.ics"
    assert response["Content-Type"] == "application/octet-stream"


def test_a_letter_without_files_says_nothing_of_files(client: Client, plan: Plan) -> None:
    plan()
    deliver_due()
    mail_id = mailbox.list_mails()[0].id

    assert "Files" not in client.get(f"/mails/{mail_id.hex}/").content.decode()


def test_a_letter_of_html_alone_has_no_text(db: None) -> None:
    mailbox.store(
        "<1@x>", b"To: a@b.c\nDate: Mon, 14 Sep 2026 09:00:00 +0000\nContent-Type: text/html\n\n<p>"
    )

    opened = mailbox.open_mail(mailbox.list_mails()[0].id)

    assert opened is not None
    assert (opened.text, opened.attachments) == ("", ())


@pytest.mark.parametrize("path", [f"/mails/{'0' * 32}/", f"/mails/{'0' * 32}/files/0/"])
def test_a_letter_that_is_not_there_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_file_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert client.get(f"/mails/{send().hex}/files/1/").status_code == 404


def test_outside_the_demo_there_is_no_viewer(client: Client, db: None, settings: Settings) -> None:
    mail_id = send()
    settings.COMPAGNON_DEMO = False

    for path in (LIST, f"/mails/{mail_id.hex}/", f"/mails/{mail_id.hex}/files/0/"):
        assert client.get(path).status_code == 404


def test_the_viewer_takes_no_post(client: Client, db: None) -> None:
    assert client.post(LIST).status_code == 405


def test_letters_are_kept_in_a_folder_only_the_host_can_read(db: None) -> None:
    send()

    assert mailbox._folder().stat().st_mode & 0o777 == 0o700
