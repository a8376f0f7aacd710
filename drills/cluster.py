"""A PostgreSQL server of the drill's own, that may be restarted: thrown away afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import HOST, free_port


@dataclass(frozen=True)
class Cluster:
    """Its folder, its programs, its port."""

    folder: Path
    programs: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://postgres@{HOST}:{self.port}/postgres"

    def control(self, *words: str) -> None:
        """Start, stop or restart it."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={HOST}"
        command = [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-w"]
        _as_server([*command, "-l", str(self.folder / "log"), "-o", options, *words])


@contextmanager
def own_cluster() -> Iterator[Cluster | None]:
    """Give a running server; None where PostgreSQL's programs are not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="drill-postgresql-") as name:
        cluster = Cluster(Path(name), programs[-1].parent, free_port())
        if os.geteuid() == 0:
            shutil.chown(name, "postgres")
        command = [str(programs[-1]), "-D", f"{name}/data", "-U", "postgres", "-A", "trust"]
        _as_server([*command, "-E", "UTF8", "--locale=C.UTF-8"])
        cluster.control("start")
        try:
            yield cluster
        finally:
            cluster.control("-m", "immediate", "stop")


def _as_server(command: list[str]) -> None:
    """Run a program as a user that PostgreSQL accepts; it refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    quiet = subprocess.DEVNULL
    subprocess.run([*prefix, *command], check=True, cwd="/", stdout=quiet, stderr=quiet)  # noqa: S603 -- our own words
