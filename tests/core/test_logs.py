"""The log: one line a record, nobody's words, no address of the network."""

import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from compagnon.accounts.changes import record_sign_in
from compagnon.accounts.events import Way
from compagnon.core import actors, logs
from compagnon.core.actors import SYSTEM
from compagnon.core.ids import new_public_id
from tests.cast import make_person

CANARY = "canary-of-the-log"


def line(log: str = "django.request", **fields: Any) -> dict[str, Any]:
    """Return what the formatter makes of a record."""
    record = logging.makeLogRecord({"name": log, "levelname": "WARNING", "created": 0.0, **fields})
    text = logs.JsonLine().format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def test_a_line_says_when_how_grave_from_where_and_what() -> None:
    assert line("compagnon.mail", msg="a letter waits", row="ab", error="SMTP 450") == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "log": "compagnon.mail",
        "what": "a letter waits",
        "row": "ab",
        "error": "SMTP 450",
    }


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        ("%s: %s", ("Not Found", f"/sign-in/link/{CANARY}/"), "Not Found: …"),
        ("Worker (pid:%s) exited with code %s.", (7, 1), "Worker (pid:7) exited with code 1."),
        ("%(status)s for %(path)s", ({"status": 404, "path": CANARY},), "404 for …"),
        ("%s", ([CANARY],), "…"),
        ("%d of %s", (CANARY, 2), "%d of %s"),
        ("no values", (), "no values"),
        (LookupError("an odd message"), (), "an odd message"),
        ("x" * 1000, (), "x" * 300),
    ],
)
def test_of_values_only_numbers_are_shown(
    message: object, arguments: tuple[Any, ...], said: str
) -> None:
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, message, arguments, None)

    assert json.loads(logs.JsonLine().format(record))["what"] == said


def test_no_text_begins_a_line_of_its_own() -> None:
    forged = 'x\n{"level": "info", "what": "all is well"}\r\u2028'

    assert line(msg=forged)["what"] == forged
    assert line("compagnon.mail", msg="x", row=forged)["row"] == forged


def test_of_an_exception_the_kind_and_the_places_are_told_and_not_its_words() -> None:
    try:
        {}[CANARY]
    except KeyError:
        told = line(msg="Internal Server Error: %s", args=(f"/{CANARY}/",), exc_info=sys.exc_info())

    assert CANARY not in json.dumps(told)
    assert told["error"] == "builtins.KeyError"
    assert [place.rpartition(" ")[2] for place in told["places"]] == [
        "test_of_an_exception_the_kind_and_the_places_are_told_and_not_its_words"
    ]


def test_a_record_without_an_exception_says_so_by_saying_nothing() -> None:
    assert "error" not in line(msg="x", exc_info=(None, None, None))


def test_what_libraries_add_is_left_out_but_for_the_status() -> None:
    told = line(msg="x", status_code=404, server_time=CANARY, request=object())

    assert told["status_code"] == 404
    assert CANARY not in json.dumps(told)
    assert "route" not in told


def asked(path: str) -> HttpRequest:
    return RequestFactory(REMOTE_ADDR="203.0.113.9").get(path)


def test_of_a_request_the_route_is_told_and_who_asked_never_the_path_nor_the_network() -> None:
    request: Any = asked(f"/answers/{CANARY}/")
    request.resolver_match = SimpleNamespace(view_name="matching:answer_arrive")
    request.actor = actors.person(person := new_public_id())

    told = line(msg="Not Found", request=request)

    assert (told["method"], told["route"], told["person"]) == (
        "GET",
        "matching:answer_arrive",
        person.hex,
    )
    assert CANARY not in json.dumps(told)
    assert "203.0.113.9" not in json.dumps(told)


@pytest.mark.parametrize("actor", [None, actors.NOBODY])
def test_a_request_of_nobody_for_nothing(actor: object) -> None:
    request: Any = asked("/nothing/")
    request.actor = actor

    told = line(msg="Not Found", request=request)

    assert (told["route"], told["person"]) == (None, None)


@pytest.fixture
def _logging_as_it_was(settings: Settings) -> Iterator[None]:
    yield
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.usefixtures("_logging_as_it_was")
@pytest.mark.parametrize(("is_demo", "events"), [(True, False), (False, True)])
def test_a_process_that_serves_tells_events_and_the_demo_does_not(
    settings: Settings, is_demo: bool, events: bool
) -> None:
    settings.COMPAGNON_DEMO = is_demo

    logging.config.dictConfig(logs.serving())

    assert logging.getLogger("compagnon.events").isEnabledFor(logging.INFO) is events
    assert logging.getLogger("compagnon.events").isEnabledFor(logging.ERROR)
    assert not logging.getLogger("django.request").isEnabledFor(logging.INFO)
    assert not logging.getLogger("gunicorn.error").isEnabledFor(logging.WARNING)


def test_nothing_of_a_library_goes_another_way(settings: Settings) -> None:
    for name in ("django", "django.request", "django.server", "gunicorn.error", "compagnon.mail"):
        logger = logging.getLogger(name)
        assert logger.handlers == []
        assert logger.propagate
    assert "mail_admins" not in json.dumps(settings.LOGGING, default=str)


@pytest.mark.django_db(transaction=True)
def test_what_is_recorded_is_told_in_the_log_by_ids_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    amal = make_person("Amal")
    with caplog.at_level(logging.INFO, "compagnon.events"):
        record_sign_in(by=SYSTEM, person=amal, way=Way.CODE)

    (told,) = [json.loads(logs.JsonLine().format(record)) for record in caplog.records]
    assert (told["what"], told["by"], told["who"], told["about"]) == (
        "SignedIn",
        "system",
        None,
        {"person_id": amal.id.hex, "way": "code"},
    )


@pytest.mark.django_db
def test_a_refused_page_is_told_with_who_was_refused(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    amal = make_person("Amal")
    client.force_login(amal)

    assert client.get("/mails/").status_code == 404

    (record,) = [one for one in caplog.records if one.name == "django.request"]
    told = json.loads(logs.JsonLine().format(record))
    assert (told["status_code"], told["person"]) == (404, amal.id.hex)
