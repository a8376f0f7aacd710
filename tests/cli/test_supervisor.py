"""Real processes: started again, ended together, none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FAMILY = Path(__file__).with_name("family.py")
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book"
    path.touch()
    return path


@pytest.fixture
def start(book: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def popen(*names: str, is_measured: bool = True) -> "subprocess.Popen[str]":
        command = [sys.executable, str(FAMILY), str(book), *names]
        # What is killed would leave half a measurement of its coverage.
        env = {
            name: value
            for name, value in os.environ.items()
            if is_measured or not name.startswith("COVERAGE")
        }
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)  # noqa: S603 -- our own script
        running.append(process)
        return process

    yield popen
    for process in running:
        process.kill()
        process.communicate()


def born(book: Path, name: str) -> list[int]:
    rows = (line.split() for line in book.read_text(encoding="ascii").splitlines())
    return [int(row[1]) for row in rows if row[0] == name]


def wait_until(is_so: Callable[[], object]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within half a minute")


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_who_ends_is_started_again_and_all_end_together(start: Start, book: Path) -> None:
    process = start("short", "failing", "long", "stubborn")
    wait_until(
        lambda: (
            len(born(book, "short")) > 1
            and len(born(book, "failing")) > 1
            and born(book, "long")
            and born(book, "stubborn")
        )
    )

    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "a process ended and is started again" in said
    assert "a process failed" in said
    for name in ("short", "failing", "long", "stubborn"):
        assert not any(is_alive(pid) for pid in born(book, name))
    assert (len(born(book, "long")), len(born(book, "stubborn"))) == (1, 1)


def test_each_child_has_a_session_of_its_own(start: Start, book: Path) -> None:
    process = start("long")
    wait_until(lambda: born(book, "long"))

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)

    name, pid, session = book.read_text(encoding="ascii").split()
    assert (name, pid, process.returncode) == ("long", session, 0)
    assert os.getsid(0) != int(session)


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child that its parent ended"
)
def test_nobody_is_left_when_the_supervisor_is_killed(start: Start, book: Path) -> None:
    process = start("long", is_measured=False)
    wait_until(lambda: born(book, "long"))

    process.kill()
    process.communicate(timeout=30)

    wait_until(lambda: not is_alive(born(book, "long")[0]))
