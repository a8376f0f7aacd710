"""Servers of a benchmark: started on a free port of this machine, measured, and always stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

PATIENCE: Final = 60.0
HOST: Final = "127.0.0.1"
_COMMAND: Final = "import sys; from compagnon.cli.main import main; sys.exit(main())"


class Server:
    """A process with all that it starts."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.pid = process.pid
        self.port = port
        self.opened_at = time.monotonic()

    def cpu_seconds(self) -> float:
        """Return the CPU seconds that the whole tree has used."""
        return sum(map(cpu_seconds, tree(self.pid)))

    def memory_mb(self) -> float:
        """Return what the whole tree holds in memory, shared pages counted once (PSS)."""
        return sum(map(_proportional_kb, tree(self.pid))) / 1024


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str], port: int, log: Path
) -> Iterator[Server]:
    """Run a command until it answers on its port, and stop it, with its children, whatever happens."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 -- our own commands, no shell
            command,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_open(process, port, log)
        yield Server(process, port)
    finally:
        _stop(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def compagnon(*arguments: str) -> list[str]:
    """Return what runs a command of ours as the installed `compagnon` does."""
    return [sys.executable, "-c", _COMMAND, *arguments]


def gunicorn(application: str, port: int) -> list[str]:
    """Return the command that serves a WSGI application as `compagnon serve` serves ours, with one process."""
    options = ["--preload", "--worker-class", "gthread", "--workers", "1", "--threads", "4"]
    own = ["-m", "gunicorn", application, "--bind", f"{HOST}:{port}", "--no-control-socket"]
    return [sys.executable, *own, *options]


def tree(pid: int) -> list[int]:
    """Return a process and everything below it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds of a process's threads, to the microsecond; nothing for one that has ended."""
    seconds = 0.0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            seconds += int(path.read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has just ended
    return seconds


def _proportional_kb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _wait_until_open(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if _answers(port):
            return
        time.sleep(0.05)
    raise SystemExit(f"The server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _stop(process: "subprocess.Popen[bytes]") -> None:
    everything = tree(process.pid)
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in everything[1:]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
