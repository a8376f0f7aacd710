"""The database is locked, full or away for a moment: patience is asked, and what was typed is kept."""

import sqlite3
from io import BytesIO

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import RawPostDataException
from django.test import Client, RequestFactory
from pytest_django import Settings

from compagnon.ui.busy import busy_page, is_passing
from tests.ui.markup import same
from tests.ui.urls import locked

pytestmark = pytest.mark.urls("tests.ui.urls")


def caused_by(cause: BaseException) -> OperationalError:
    """Return the exception as Django's database layer hands it on."""
    error = OperationalError("said by the driver")
    error.__cause__ = cause
    return error


def missing_table() -> sqlite3.Error:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("SELECT * FROM nothing")
    except sqlite3.Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError


@pytest.mark.parametrize(
    "exception",
    [
        InterfaceError("connection already closed"),
        caused_by(locked()),
        caused_by(psycopg.errors.QueryCanceled()),
        caused_by(psycopg.errors.LockNotAvailable()),
        caused_by(psycopg.errors.DeadlockDetected()),
        caused_by(psycopg.errors.DiskFull()),
        caused_by(psycopg.errors.AdminShutdown()),
        caused_by(psycopg.OperationalError("connection refused")),
    ],
    ids=lambda exception: repr(exception.__cause__ or exception),
)
def test_some_troubles_pass(exception: Exception) -> None:
    assert is_passing(exception) is True


@pytest.mark.parametrize(
    "exception",
    [
        LookupError(),
        ProgrammingError(),
        caused_by(missing_table()),
        caused_by(psycopg.errors.InvalidPassword()),
    ],
    ids=lambda exception: repr(exception.__cause__ or exception),
)
def test_other_troubles_do_not_pass(exception: Exception) -> None:
    assert is_passing(exception) is False


def test_a_reader_may_try_again(client: Client) -> None:
    answer = client.get("/test/busy/?page=2&sort=name")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'href="/test/busy/?page=2&amp;sort=name"' in answer.content.decode()


def test_what_was_typed_is_sent_again_by_one_press(client: Client) -> None:
    typed = {"held_on": "2026-10-14", "notes": 'Said "no" <twice>', "who": ["amal", "bela"]}

    html = client.post("/test/busy/?a=1", typed).content.decode()
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert len(token) == 64
    assert same(html[html.index('<form class="form"') : html.index("</form>")] + "</form>") == same(
        '<form class="form" method="post" action="/test/busy/?a=1">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        '<input type="hidden" name="held_on" value="2026-10-14">'
        '<input type="hidden" name="notes" value="Said &quot;no&quot; &lt;twice&gt;">'
        '<input type="hidden" name="who" value="amal"><input type="hidden" name="who" value="bela">'
        "<p>What you typed is kept on this page, so leave it open.</p>"
        '<button type="submit" class="button button-primary">Send it again</button></form>'
    )


def test_a_form_without_fields_is_sent_again_too(client: Client) -> None:
    html = client.post("/test/busy/", {"csrfmiddlewaretoken": "old-token"}).content.decode()

    assert "Send it again" in html
    assert "old-token" not in html


@pytest.mark.parametrize(
    "name", ["password", "new_password1", "code", "login_code", "token", "api-key", "OTP", "secret"]
)
def test_a_secret_is_never_shown_again(client: Client, name: str) -> None:
    html = client.post(
        "/test/busy/", {"email": "amal@example.org", name: "canary"}
    ).content.decode()

    assert "canary" not in html
    assert "amal@example.org" not in html
    assert "Please go back and send the form again." in html


@pytest.mark.parametrize("name", ["postcode", "key_stage", "once", "language"])
def test_what_only_sounds_like_a_secret_is_kept(client: Client, name: str) -> None:
    html = client.post("/test/busy/", {name: "kept-word"}).content.decode()

    assert f'name="{name}" value="kept-word"' in html


@pytest.mark.parametrize("path", ["/test/busy/sensitive/", "/test/busy/all-sensitive/"])
def test_what_a_view_calls_sensitive_is_never_shown_again(client: Client, path: str) -> None:
    html = client.post(path, {"words": "canary"}).content.decode()

    assert "canary" not in html
    assert "Please go back and send the form again." in html


def test_a_file_must_be_chosen_again(client: Client) -> None:
    html = client.post(
        "/test/busy/", {"note": "n", "file": SimpleUploadedFile("a.csv", b"canary")}
    ).content.decode()

    assert "canary" not in html
    assert "Please go back and send the form again." in html


def test_a_form_that_cannot_be_read_any_more_is_not_shown() -> None:
    class Cut(BytesIO):
        def read(self, *_args: object) -> bytes:
            raise RawPostDataException

    request = RequestFactory().post("/a/", {"words": "canary"})
    request._stream = Cut()  # type: ignore[attr-defined]  # what a broken connection leaves behind
    html = busy_page(request).content.decode()

    assert "Please go back and send the form again." in html


def test_an_address_never_leads_to_another_site() -> None:
    request = RequestFactory().get("/")
    request.path = "//evil.example/"

    html = busy_page(request).content.decode()

    assert 'href="/%2Fevil.example/"' in html


def test_a_program_is_answered_without_a_page(client: Client) -> None:
    answer = client.post("/test/busy/", {"words": "canary"}, headers={"accept": "application/json"})

    assert (answer.status_code, answer.content) == (503, b"Busy; try again shortly.\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_lock_met_outside_any_view_is_said_too(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.ui.urls.BusySessions"]
    client.raise_request_exception = False

    answer = client.post("/ui/", {"words": "kept-word"})

    assert answer.status_code == 503
    assert 'value="kept-word"' in answer.content.decode()
