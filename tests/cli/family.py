"""A supervisor with small children, started by `test_supervisor` as a process of its own.

Each child writes its name and its process id into the file that is named first.
"""

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

from compagnon.cli import supervisor
from compagnon.cli.supervisor import Supervisor

book = Path(sys.argv[1])


def note(name: str) -> None:
    with book.open("a", encoding="ascii") as file:
        file.write(f"{name} {os.getpid()} {os.getsid(0)}\n")


def short() -> None:
    note("short")


def failing() -> None:
    note("failing")
    raise LookupError("a child that fails")


def long() -> None:
    note("long")
    time.sleep(600)


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note("stubborn")
    time.sleep(600)


if __name__ == "__main__":
    supervisor.RESTART_AFTER = 0.05
    wanted = {name: globals()[name] for name in sys.argv[2:]}
    sys.exit(partial(Supervisor, patience=0.3)(wanted).run())
