"""Whoever stops a match finds everything as it was: tried on real processes, at many moments."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.applicants import Size, applications
from compagnon.cli.match.interruption import Interruption

SENTENCE = "Interrupted: nothing was written, and what was there before is as it was.\n"
PATIENCE = 120
WRITTEN = (
    *("pairs.csv", "pairs-reasons.csv", "pairs-unplaced.csv"),
    *("pairs-summary.txt", "pairs-summary.html"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file of applications that takes a moment, beside the pairs of yesterday."""
    (tmp_path / "applications.csv").write_bytes(applications(Size(mentees=300, mentors=200)))
    (tmp_path / "pairs.csv").write_text("yesterday's pairs", encoding="utf-8")
    (tmp_path / "pairs-summary.html").write_text("yesterday's summary", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file there is, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def start(folder: Path, **streams: int) -> "subprocess.Popen[str]":
    """Start a match whose lines nobody counts: coverage holds a lock in Python, and an interruption may fall in it."""
    command = [
        *(sys.executable, "-c", "from compagnon.cli.main import main; raise SystemExit(main())"),
        *("match", str(folder / "applications.csv"), "--out", str(folder / "pairs.csv")),
    ]
    counting = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    environment = {name: value for name, value in os.environ.items() if name not in counting}
    environment["COMPAGNON_DATA"] = str(folder.parent)
    return subprocess.Popen(command, env=environment, text=True, **streams)  # noqa: S603 -- ourselves


def wait_for(process: "subprocess.Popen[str]", stage: str) -> str:
    """Read what the command says until it has come to this stage."""
    assert process.stderr is not None
    heard = ""
    for line in process.stderr:
        heard += line
        if line.startswith(stage):
            break
    return heard


@pytest.mark.parametrize(
    ("stage", "number"),
    [
        ("Reading", signal.SIGINT),
        ("Judging", signal.SIGTERM),
        ("Matching", signal.SIGINT),
        ("Explaining", signal.SIGINT),
    ],
)
def test_a_match_that_is_stopped_leaves_everything_as_it_was(
    folder: Path, stage: str, number: signal.Signals
) -> None:
    before = contents(folder)
    process = start(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(process, stage)

    process.send_signal(number)
    _said, complained = process.communicate(timeout=PATIENCE)

    assert process.returncode == 128 + number
    assert complained.endswith(SENTENCE)
    assert "Traceback" not in complained
    assert contents(folder) == before


def test_pressing_ctrl_c_again_and_again_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    process = start(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(process, "Matching")

    complained = stopped_again_and_again(process)

    assert (process.returncode, complained.count(SENTENCE)) == (130, 1)
    assert "Traceback" not in complained
    assert contents(folder) == before


def test_a_match_that_is_stopped_while_it_writes_leaves_all_or_nothing(folder: Path) -> None:
    before = contents(folder)
    process = start(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(process, "Writing")

    complained = stopped_again_and_again(process)

    assert "Traceback" not in complained
    if process.returncode:
        assert (process.returncode, complained.count(SENTENCE)) == (130, 1)
        assert contents(folder) == before
    else:  # on a busy machine the signal comes when everything is in its place
        after = contents(folder)
        assert set(after) == {"applications.csv", *WRITTEN}
        assert [name for name in before if after[name] == before[name]] == ["applications.csv"]


def stopped_again_and_again(process: "subprocess.Popen[str]") -> str:
    """Interrupt it until it has ended, and return what it complained of."""
    while process.poll() is None:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        time.sleep(0.002)
    _said, complained = process.communicate(timeout=PATIENCE)
    return complained


def test_a_match_that_is_killed_leaves_everything_as_it_was(folder: Path) -> None:
    before = contents(folder)
    process = start(folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(process, "Matching")

    process.kill()
    process.communicate(timeout=PATIENCE)

    assert contents(folder) == before


def test_a_match_at_a_terminal_can_be_stopped_by_its_keys(folder: Path) -> None:
    before = contents(folder)
    ours, theirs = pty.openpty()
    process = start(folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    heard = b""
    for piece in heard_at(ours):
        heard += piece
        if b"Matching" in heard and process.poll() is None:
            process.send_signal(signal.SIGINT)

    assert process.wait(PATIENCE) == 130
    assert "Reading        ██████████████████████████████ 100%" in heard.decode()
    assert heard.decode().endswith(f"\r\n{SENTENCE.strip()}\r\n")
    assert contents(folder) == before


def heard_at(terminal: int) -> Iterator[bytes]:
    with suppress(OSError):  # the terminal is gone with the process
        while piece := os.read(terminal, 4096):
            yield piece
    os.close(terminal)


def test_the_first_signal_is_noted_and_the_second_stops() -> None:
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGTERM)
        assert interruption.is_asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        interruption.check()

    assert interruption.exit_code == 128 + signal.SIGINT
    os.kill(
        os.getpid(), signal.SIGINT
    )  # the process is about to end: nobody is interrupted any more


def test_the_first_signal_stops_at_once_where_nobody_looks_for_long() -> None:
    with Interruption() as interruption:
        with pytest.raises(KeyboardInterrupt), interruption.at_once():
            os.kill(os.getpid(), signal.SIGINT)
        assert interruption.is_asked


def test_what_was_asked_before_stops_where_nobody_looks_for_long() -> None:
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt), interruption.at_once():
            pytest.fail("it was to stop before")


def test_no_signal_changes_what_is_settled() -> None:
    with Interruption() as interruption:
        interruption.settle()
        os.kill(os.getpid(), signal.SIGINT)
        interruption.check()

    assert not interruption.is_asked


def test_who_was_not_asked_to_stop_listens_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)

    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before

    assert signal.getsignal(signal.SIGINT) == before


def test_a_moment_that_is_held_is_not_interrupted_but_what_follows_is() -> None:
    heard = []

    def held_moment(interruption: Interruption) -> None:
        with interruption.held():
            os.kill(os.getpid(), signal.SIGINT)
            heard.append(interruption.is_asked)

    with (
        Interruption() as interruption,
        pytest.raises(KeyboardInterrupt),
        interruption.at_once(),
    ):
        held_moment(interruption)

    assert heard == [True]


def test_a_moment_that_is_held_ends_as_any_other_if_nobody_must_stop_at_once() -> None:
    with Interruption() as interruption:
        with interruption.held():
            os.kill(os.getpid(), signal.SIGINT)
        assert interruption.is_asked
