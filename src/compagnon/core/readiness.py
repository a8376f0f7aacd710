"""What keeps an installation from starting: each reason a sentence for the host."""

import smtplib
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from compagnon.core.encryption import master

SHORTEST_SECRET = 50


def refusals() -> list[str]:
    """Return every reason not to serve: secret, keys, address, database, and Django's own deploy checks."""
    return [*_secret(), *_keys(), *_origin(), *_mail(), *_database(), *_deploy()]


def mail_problem() -> list[str]:
    """Return why mail cannot be sent, if it cannot."""
    try:
        with get_connection() as mail:
            mail.open()
    except (OSError, smtplib.SMTPException) as error:
        return [f"The mail server does not answer ({type(error).__name__}). See EMAIL_URL."]
    return []


def _secret() -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or settings.SECRET_KEY.startswith(
        "no secret yet"
    ):
        yield "There is no secret. Run `compagnon init`, or set COMPAGNON_SECRET (50 characters or more)."


def _keys() -> Iterator[str]:
    path = Path(settings.COMPAGNON_KEY_FILE)
    try:
        master.current()
    except master.KeysMissing:
        yield f"The key file {path} is missing or empty. Put it back, or run `compagnon init` for a new installation."
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others on this computer can read the key file. Run: chmod 600 {path}"


def _origin() -> Iterator[str]:
    origin = urlsplit(settings.COMPAGNON_ORIGIN)
    if origin.scheme != "https" and not settings.COMPAGNON_DEMO:
        yield "COMPAGNON_ORIGIN must begin with https://, for example https://mentoring.example.org."
    if settings.COMPAGNON_DEMO and origin.hostname not in {"localhost", "127.0.0.1"}:
        yield "The demo is for this computer only: COMPAGNON_ORIGIN must be on localhost."
    if "*" in settings.ALLOWED_HOSTS:
        yield "COMPAGNON_HOSTS must name the hosts, not *."


def _mail() -> Iterator[str]:
    if settings.EMAIL_BACKEND.endswith("ViewerBackend") and not settings.COMPAGNON_DEMO:
        yield "EMAIL_URL=demo:// shows letters to whoever looks. It is for the demo only: name a mail server."


def _database() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield f"The database does not answer ({type(error).__name__}). See DATABASE_URL."
        return
    if waiting:
        yield f"The database is of an earlier version ({len(waiting)} migrations are waiting). Run `compagnon migrate`."


def _deploy() -> Iterator[str]:
    if settings.COMPAGNON_DEMO:
        return
    for problem in run_checks(include_deployment_checks=True):
        if problem.level >= WARNING:
            yield f"{problem.msg} ({problem.id})"
