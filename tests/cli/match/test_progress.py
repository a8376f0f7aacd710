import io

import pytest

from compagnon.cli.match.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def nobody_asks() -> None:
    """Go on."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands at its last entry."""
    hands = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: hands[-1])
    return hands


def test_a_terminal_shows_a_bar_for_each_stage(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(terminal, nobody_asks) as progress:
        progress.stage("Reading")
        clock.append(75.4)
        progress.at(0.5)
        progress.stage("Writing")

    assert terminal.getvalue() == (
        f"\rReading        {'·' * 30}   0%  0:00"
        f"\rReading        {'█' * 15}{'·' * 15}  50%  1:15"
        f"\rReading        {'█' * 30} 100%  1:15\n"
        f"\rWriting        {'·' * 30}   0%  0:00"
        f"\rWriting        {'█' * 30} 100%  0:00\n"
    )


def test_the_bar_is_drawn_seldom(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(terminal, nobody_asks) as progress:
        progress.stage("Reading")
        for hundredth in range(100):
            clock.append(hundredth / 1000)
            progress.at(hundredth / 100)

    assert terminal.getvalue().count("\r") == 2


@pytest.mark.usefixtures("clock")
def test_what_breaks_off_leaves_the_bar_and_goes_to_the_next_line() -> None:
    terminal = Terminal()

    def break_off() -> None:
        with Progress(terminal, nobody_asks) as progress:
            progress.stage("Reading")
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert terminal.getvalue().endswith("   0%  0:00\n")


def test_elsewhere_each_stage_is_a_line() -> None:
    log = io.StringIO()
    with Progress(log, nobody_asks) as progress:
        progress.stage("Reading")
        progress.at(0.5)
        progress.stage("Writing")

    assert log.getvalue() == "Reading …\nWriting …\n"


def test_nothing_is_shown_without_a_stream() -> None:
    with Progress(None, nobody_asks) as progress:
        progress.stage("Reading")
        progress.at(0.5)


@pytest.mark.parametrize("at_stage", [True, False])
def test_whoever_asks_to_stop_is_heard_each_time(at_stage: bool) -> None:
    asked: list[str] = []

    def check() -> None:
        if asked:
            raise KeyboardInterrupt

    def work() -> None:
        with Progress(None, check) as progress:
            progress.stage("Reading")
            asked.append("stop")
            progress.stage("Writing") if at_stage else progress.at(0.5)

    with pytest.raises(KeyboardInterrupt):
        work()
