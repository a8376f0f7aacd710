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

from compagnon.core import installation
from compagnon.core.encryption import master
from compagnon.core.models import DataKey
from compagnon.core.retired import ledger

SHORTEST_SECRET = 50


def refusals() -> list[str]:
    """Return every reason not to serve: secret, keys, files, address, mail, database, and Django's deploy checks."""
    return [
        *_secret(),
        *_keys(),
        *_files(),
        *_origin(),
        *_mail(),
        *_database(),
        *_static(),
        *_deploy(),
    ]


def mail_problem() -> list[str]:
    """Return why mail cannot be sent, if it cannot."""
    try:
        with get_connection() as mail:
            mail.open()
    except (OSError, smtplib.SMTPException) as error:
        return [f"The mail server does not answer ({type(error).__name__}). See EMAIL_URL."]
    return []


def has_database() -> bool:
    """Say whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return False
    return True


def _secret() -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or settings.SECRET_KEY.startswith(
        "no secret yet"
    ):
        yield "There is no secret. Run `compagnon init`, or set COMPAGNON_SECRET (50 characters or more)."


def _keys() -> Iterator[str]:
    path = Path(settings.COMPAGNON_KEY_FILE)
    try:
        master.current()
    except master.KeysUnreadable:
        yield f"The key file {path} cannot be read as keys. Put back the copy that you keep elsewhere."
    except master.KeysMissing:
        yield f"The key file {path} is missing or empty. Put it back, or run `compagnon init` for a new installation."
    else:
        yield from _ledger()


def _ledger() -> Iterator[str]:
    try:
        ledger().opened().close()
    except OSError:
        yield f"{ledger().path} cannot be written. Compagnon notes there, beside the key file, which rights ended."


def _files() -> Iterator[str]:
    """Yield what others on this computer could read: data folder, secret, keys and database, wherever they stand."""
    folder = installation.data_folder()
    database = [connection.settings_dict["NAME"]] if connection.vendor == "sqlite" else []
    private = [
        (folder, "700"),
        (folder / "secret", "600"),
        (Path(settings.COMPAGNON_KEY_FILE), "600"),
        *((Path(name), "600") for name in database),
    ]
    for path, mode in private:
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"Others on this computer can read {path}. Run: chmod {mode} {path}"


def _origin() -> Iterator[str]:
    origin = urlsplit(settings.COMPAGNON_ORIGIN)
    if origin.scheme != "https" and not settings.COMPAGNON_DEMO:
        yield "COMPAGNON_ORIGIN must begin with https://, for example https://mentoring.example.org."
    if origin.scheme == "https" and not settings.COMPAGNON_PROXIES:
        yield "COMPAGNON_PROXIES is 0, and Compagnon itself speaks no https. Set it to 1 for the proxy in front."
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
    if not waiting:
        yield from _other_keys()
    if waiting:
        yield f"The database is of an earlier version ({len(waiting)} migrations are waiting). Run `compagnon migrate`."
    if unknown := set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
        yield f"The database is of a later version ({len(unknown)} migrations are unknown). Install that version."


def _other_keys() -> Iterator[str]:
    """Yield that words were written under a key which the key file lacks: it is not the one of this database."""
    used = DataKey.objects.values_list("master_key_id", flat=True).distinct()
    for key_id in () if master.are_missing() else used:
        try:
            master.by_id(key_id)
        except master.KeysMissing:
            yield f"The key file lacks the key {key_id} of this database. Put back the copy that you keep elsewhere."


def _static() -> Iterator[str]:
    if not Path(settings.STATIC_ROOT).is_dir():
        yield "The style sheets are not in their place. Run `compagnon migrate`."


def _deploy() -> Iterator[str]:
    """Yield what Django's own checks find; without https there is no end of it, and that has been said."""
    if not settings.SECURE:
        return
    for problem in run_checks(include_deployment_checks=True):
        if problem.level >= WARNING and not problem.is_silenced():
            yield f"{problem.msg} ({problem.id})"
