"""The application's routes, and views that fail in ways no real one does on purpose."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.debug import sensitive_post_parameters

from compagnon.config import urls
from compagnon.core.errors import Refused

handler500 = urls.handler500


def locked() -> sqlite3.Error:
    """Return what SQLite says when another connection writes."""
    with TemporaryDirectory() as folder:
        first, second = (sqlite3.connect(Path(folder) / "db", timeout=0) for _ in range(2))
        try:
            first.execute("BEGIN IMMEDIATE")
            second.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return error
        finally:
            first.close()
            second.close()
    raise AssertionError


def busy(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    raise OperationalError from locked()


def broken(request: HttpRequest) -> HttpResponse:
    raise LookupError("canary-of-the-exception")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only the mentor & mentee.")


def closed(request: HttpRequest) -> HttpResponse:
    raise Refused("These words are closed & stay so.")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def malformed(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("canary-of-the-exception")


class BusySessions:
    """A middleware that meets a locked database where no view is to blame, as a session's saving does."""

    def __init__(self, get_response: object) -> None:
        pass

    def __call__(self, _request: HttpRequest) -> HttpResponse:
        raise OperationalError from locked()


urlpatterns = [
    *urls.urlpatterns,
    path("test/busy/", busy),
    path("test/busy/sensitive/", sensitive_post_parameters("words")(busy)),
    path("test/busy/all-sensitive/", sensitive_post_parameters()(busy)),
    path("test/broken/", broken),
    path("test/refused/", refused),
    path("test/closed/", closed),
    path("test/forbidden/", forbidden),
    path("test/malformed/", malformed),
]
