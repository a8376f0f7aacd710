"""The page for a database that is busy, full or away for a moment: nothing that was typed is lost."""

import re
import sqlite3
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template import loader
from django.utils.http import escape_leading_slashes

RETRY_AFTER_SECONDS: Final = 10
_SQLITE_PASSING: Final = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_CANTOPEN",
)
# Classes of SQLSTATE: 08 connection, 40 serialisation and deadlock, 53 resources, 55 lock, 57 timeout or restart.
_POSTGRES_PASSING: Final = ("08", "40", "53", "55", "57")
# Never sent back, whatever form it stood in: passwords, codes, tokens, keys.
_SECRET: Final = re.compile(
    r"passw|(?:^|[_-])(?:code|token|secret|key|otp|credential)$", re.IGNORECASE
)


def is_passing(exception: BaseException) -> bool:
    """Say whether the database may well answer in a moment. A missing table is our fault, and is not."""
    if isinstance(exception, InterfaceError):
        return True
    if not isinstance(exception, OperationalError):
        return False
    cause = exception.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(_SQLITE_PASSING)
    # psycopg gives no SQLSTATE when the server cannot be reached at all.
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_POSTGRES_PASSING)


def busy_page(request: HttpRequest) -> HttpResponse:
    """Ask for patience (503); a form comes back whole, to be sent again by one press."""
    if not request.accepts("text/html"):
        response = HttpResponse(
            "Busy; try again shortly.\n", content_type="text/plain; charset=utf-8", status=503
        )
    else:
        kept, has_secret = _typed(request)
        values = {
            "kept": kept,
            "has_secret": has_secret,
            "is_post": request.method == "POST",
            "action": escape_leading_slashes(request.get_full_path()),
            "csrf_token": get_token(request),
        }
        # Without the request: its context processors would ask the database.
        response = HttpResponse(loader.get_template("503.html").render(values), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """Return what a form held, in order; nothing at all if a secret or a file was among it."""
    if request.method != "POST":
        return [], False
    try:
        sent = request.POST
    except (RawPostDataException, MultiPartParserError, OSError):
        return [], True
    names = [name for name in sent if name != "csrfmiddlewaretoken"]
    hidden = getattr(request, "sensitive_post_parameters", ())
    if (
        request.FILES
        or hidden == "__ALL__"
        or any(_SECRET.search(name) or name in hidden for name in names)
    ):
        return [], True
    return [(name, value) for name in names for value in sent.getlist(name)], False
