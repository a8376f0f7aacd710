"""The log: lines of JSON on standard error. It says what happened and where, never what anybody wrote.

What a library puts into its messages may be an address with a token in it, somebody's words, a line break. So
of its values only numbers are shown (and the phrases of HTTP), and of an exception only its kind and the places it came through. JSON
escapes what is left: no text begins a line of its own (ASVS 16.2.5, 16.4.1). No network address is logged.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest

from compagnon.core import installation

OWN: Final = "compagnon"
LONGEST: Final = 300
PLACES: Final = 12
_PHRASES: Final = {status.phrase for status in HTTPStatus}
# What every record has; anything else was given with it (`extra=`).
_COMMON: Final = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}


def configuration(least: str) -> dict[str, Any]:
    """Return a logging configuration: our own records from a level on, of the libraries at least warnings.

    Of the web server errors only: its warnings are about senders of nonsense and hold their addresses.
    """
    libraries = max(least, "WARNING", key=logging.getLevelName)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": JsonLine}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": libraries},
        "loggers": {
            OWN: {"level": least},
            # Named, or they keep the handlers that they come with.
            "django": {"level": libraries},
            "django.server": {"level": libraries, "propagate": True},
            "gunicorn.error": {"level": "ERROR", "propagate": True},
        },
    }


def serving() -> dict[str, Any]:
    """Return the configuration of a process that serves: every event, too; in the demo errors only."""
    return configuration("ERROR" if installation.is_demo() else "INFO")


class JsonLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return when, how grave, from where, what, about whom; see the module for what is left out."""
        entry = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "what": _what(record),
            **_extra(record),
            **_error(record),
        }
        return json.dumps(entry, default=str)


def _what(record: logging.LogRecord) -> str:
    text = str(record.msg)
    if isinstance(record.args, Mapping):
        shown: Any = {name: _harmless(value) for name, value in record.args.items()}
    else:
        shown = tuple(_harmless(value) for value in record.args or ())
    try:
        return (text % shown if shown else text)[:LONGEST]
    except (TypeError, ValueError):
        return text[:LONGEST]


def _harmless(value: object) -> object:
    return (
        value
        if isinstance(value, (int, float)) or (isinstance(value, str) and value in _PHRASES)
        else "…"
    )


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    given = {name: value for name, value in vars(record).items() if name not in _COMMON}
    request = given.pop("request", None)
    if record.name.partition(".")[0] != OWN:
        given = {name: value for name, value in given.items() if name == "status_code"}
    if isinstance(request, HttpRequest):
        match, actor = request.resolver_match, getattr(request, "actor", None)
        given["method"] = request.method
        given["route"] = match.view_name if match else None
        given["person"] = actor.person_id.hex if actor and actor.person_id else None
    return given


def _error(record: logging.LogRecord) -> dict[str, Any]:
    """Return an exception's kind and the places it came through; its message might hold somebody's words."""
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    kind, _value, trace = record.exc_info
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return {"error": f"{kind.__module__}.{kind.__qualname__}", "places": places[-PLACES:]}
