"""Keeping processes running: forked from this one, started again when they end, stopped together.

Forked, so that the code and what it has loaded stand in memory once.
"""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

from compagnon.cli.bell import STOPPING, Bell

log = logging.getLogger("compagnon.serve")

RESTART_AFTER: Final = 1.0
PATIENCE: Final = 20.0
_LOOK_AGAIN_AFTER: Final = 0.05
_TELL_WHEN_PARENT_ENDS: Final = 1  # PR_SET_PDEATHSIG of prctl(2)

Task = Callable[[], object]


class Supervisor:
    """Starts processes, starts again what ended, and stops them all together."""

    def __init__(self, tasks: Mapping[str, Task], *, patience: float = PATIENCE) -> None:
        """Keep what each process does, by its name, and how many seconds it gets to stop; nothing runs yet."""
        self._tasks = tasks
        self._patience = patience
        self._running: dict[str, int] = {}

    def run(self) -> int:
        """Run until SIGTERM or Ctrl-C; return 0."""
        with Bell() as bell:
            self._keep_all()
            while not bell.rings_within(RESTART_AFTER):
                self._keep_all()
            self._end_all()
        return 0

    def _keep_all(self) -> None:
        for name, task in self._tasks.items():
            known = self._running.get(name)
            if known is not None and (code := _exit_code(known)) is None:
                continue
            if known is not None:
                log.warning(
                    "a process ended and is started again", extra={"which": name, "code": code}
                )
            self._running[name] = fork(task)

    def _end_all(self) -> None:
        for pid in self._running.values():
            os.kill(pid, signal.SIGTERM)
        waiting = set(self._running.values())
        deadline = time.monotonic() + self._patience
        while waiting and time.monotonic() < deadline:
            time.sleep(_LOOK_AGAIN_AFTER)
            waiting = {pid for pid in waiting if _exit_code(pid) is None}
        for pid in waiting:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def fork(task: Task) -> int:
    """Do something in a process of its own, and return that process's id.

    It has a session of its own: Ctrl-C reaches the supervisor alone, which then ends the others in order.
    """
    # A signal that comes before the child has its own handlers waits.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        return pid
    os.setsid()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    _end_with_parent()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    try:
        task()
    except Exception:
        log.exception("a process failed")
        sys.exit(1)
    sys.exit(0)


def _end_with_parent() -> None:
    """Be told to stop when the supervisor is killed, so that nobody is left behind; Linux only."""
    if sys.platform == "linux":  # pragma: no branch -- the tests run there
        ctypes.CDLL(None).prctl(_TELL_WHEN_PARENT_ENDS, signal.SIGTERM)


def _exit_code(pid: int) -> int | None:
    """Return how a child ended, or None while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None
