"""A real installation for one drill: made by `compagnon init`, in a folder and a database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.installation import HOST, enter, own_database

PROGRAM: Final = "import sys; from compagnon.cli.main import main; sys.exit(main())"
WHO: Final = ("--organisation", "Drill", "--name", "Ada", "--email", "ada@drill.example")


@dataclass
class Installation:
    """Its folder, its settings, and its commands."""

    folder: Path
    environment: dict[str, str]
    log: Path

    @property
    def is_sqlite(self) -> bool:
        return not self.environment["DATABASE_URL"]

    def compagnon(self, *words: str, expect: int | None = 0) -> str:
        """Run a command to its end and return what it printed; stops the drill where its exit code is another."""
        done = subprocess.run(  # noqa: S603 -- our own command
            self.command(*words),
            env=self.process_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if expect is not None and done.returncode != expect:
            raise SystemExit(f"compagnon {' '.join(words)}:\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def process_environment(self) -> dict[str, str]:
        """Return the environment of a process of this installation, and of no other."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("COMPAGNON_", "DJANGO_", "COVERAGE_"))
        }
        return kept | self.environment

    @staticmethod
    def command(*words: str) -> list[str]:
        """Return the command line of a `compagnon` command."""
        return [sys.executable, "-c", PROGRAM, *words]


@contextmanager
def installed(
    database_url: str = "", *, email_url: str = "smtp://127.0.0.1:9", folder: Path | None = None
) -> Iterator[Installation]:
    """Make an installation and leave nothing of it behind; this process sees its rows, too.

    On PostgreSQL it has a database of its own on the server that the URL names. With `folder` its data
    stands there (it must exist), else in a folder that is thrown away; its log never does.
    """
    with (
        tempfile.TemporaryDirectory(prefix="drill-") as name,
        own_database(database_url, "compagnon_drill") as url,
    ):
        data = (folder or Path(name)) / "data"
        environment = {
            "COMPAGNON_DATA": str(data),
            "DATABASE_URL": url,
            "EMAIL_URL": email_url,
            "COMPAGNON_ORIGIN": f"https://{HOST}",
            "COMPAGNON_PROXIES": "1",
            "COMPAGNON_WORKERS": "2",
        }
        installation = Installation(data, environment, Path(name) / "log")
        installation.compagnon("init", *WHO)
        os.umask(0o077)  # as the commands do: others may not read the database
        enter(str(installation.folder), **environment)

        from django.db import connections  # noqa: PLC0415 -- Django is set up by now

        try:
            yield installation
        finally:
            connections.close_all()
