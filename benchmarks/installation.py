"""A throw-away installation: its folder, its settings, its database."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

HOST: Final = "mentoring.example.org"
# As behind a proxy that ends TLS: secure cookies, redirects to https, and nothing of the demo.
SECURE: Final = {
    "COMPAGNON_ORIGIN": f"https://{HOST}",
    "COMPAGNON_PROXIES": "1",
    "COMPAGNON_WORKERS": "1",  # one web process, so that nothing depends on which of them answers
    "EMAIL_URL": "smtp://127.0.0.1:9",  # nothing is sent
}
PROXY: Final = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


def enter(folder: str, **environment: str) -> None:
    """Set Django up on a folder of this run alone, whatever the surroundings say."""
    for name in [name for name in os.environ if name.startswith("COMPAGNON_")]:
        del os.environ[name]
    for name in ("DATABASE_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "COMPAGNON_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "compagnon.config.settings",
        **environment,
    }

    import django  # noqa: PLC0415 -- the settings are read from the environment just set

    django.setup()


@contextmanager
def installed(database_url: str = "") -> Iterator[Path]:
    """Make an installation with an empty database, and leave nothing of it behind.

    On PostgreSQL it has a database of its own on the server that the URL names.
    """
    with (
        tempfile.TemporaryDirectory(prefix="compagnon-bench-") as name,
        own_database(database_url) as url,
    ):
        folder = Path(name)
        os.umask(0o077)  # as the commands do: others may not read the database
        _make_secret(folder)
        enter(name, **SECURE, **({"DATABASE_URL": url} if url else {}))

        from django.db import connections  # noqa: PLC0415 -- Django is set up by now

        from compagnon.cli.init import make_keys  # noqa: PLC0415 -- as above
        from compagnon.cli.migrate import migrate_all  # noqa: PLC0415 -- as above

        make_keys(folder / "keys")
        migrate_all(verbosity=0)
        try:
            yield folder
        finally:
            connections.close_all()


def _make_secret(folder: Path) -> None:
    from compagnon.cli.init import make_secret  # noqa: PLC0415 -- it needs no settings

    make_secret(folder)


@contextmanager
def own_database(database_url: str, prefix: str = "compagnon_bench") -> Iterator[str]:
    """Give the URL of a new database on a PostgreSQL server, and drop it afterwards; nothing without a server."""
    if not database_url:
        yield ""
        return
    before, _slash, _name = database_url.rpartition("/")
    name = f"{prefix}_{os.getpid()}"
    named = sql.Identifier(name)
    _say(before, sql.SQL("CREATE DATABASE {}").format(named))
    try:
        yield f"{before}/{name}"
    finally:
        _say(before, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))


def _say(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)
