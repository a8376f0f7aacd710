"""The site of an installation: `compagnon serve`, started, stopped, and killed."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import Final

from benchmarks.servers import HOST, free_port, tree
from drills.installation import Installation

PATIENCE: Final = 60.0
# The order in which `compagnon serve` forks them.
_WEB, _WORKER, _TICK = range(3)


class Site:
    """`compagnon serve` on a port of its own, for as long as the drill wants it."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._worker = 0

    def start(self) -> float:
        """Start it; return after how many seconds it was ready."""
        begun = time.monotonic()
        with self._installation.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 -- our own command
                self._installation.command("serve", "--bind", f"{HOST}:{self.port}"),
                env=self._installation.process_environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_until_ready()
        while len(self._children()) <= _WORKER:
            time.sleep(0.05)
        self._worker = self._children()[_WORKER]
        return time.monotonic() - begun

    def wait_until_ready(self) -> None:
        """Return once the site can answer pages; stops the drill where it does not."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._is_ready():
                return
            time.sleep(0.05)
        log = self._installation.log.read_text(errors="replace")
        raise SystemExit(f"The site does not answer:\n{log[-2000:]}")

    def kill(self) -> None:
        """Kill the whole tree at once, as a machine does that loses its power."""
        for pid in reversed(tree(self._running.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait()
        self._process = None

    def kill_worker(self) -> None:
        """Kill the worker alone; the supervisor starts another."""
        others = set(self._children()) - {self._worker}
        with suppress(ProcessLookupError):
            os.kill(self._worker, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            new = set(self._children()) - others - {self._worker}
            if new:
                self._worker = new.pop()
                return
            time.sleep(0.05)
        raise SystemExit("The worker was not started again.")

    def stop(self) -> int:
        """Ask it to stop, as an operator does; return its exit code."""
        if self._process is None:
            return 0
        everything = tree(self._process.pid)
        self._process.terminate()
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._process = None
            for pid in everything[1:]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise SystemExit("The site is not running.")
        return self._process

    def _children(self) -> list[int]:
        found = tree(self._running.pid)[1 : _TICK + 2]
        return sorted(found)

    def _is_ready(self) -> bool:
        if self._running.poll() is not None:
            return False
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Host": "mentoring.example.org"})
            return connection.getresponse().status == 200  # noqa: PLR2004 -- it answers
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def serving(installation: Installation) -> Iterator[Site]:
    """Serve an installation, and stop it whatever happens."""
    site = Site(installation)
    try:
        site.start()
        yield site
    finally:
        site.stop()
