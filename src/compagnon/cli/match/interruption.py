"""Ctrl-C and SIGTERM: heard at once, acted upon where nothing is left half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn, Self

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_ABOVE: Final = 128
"""What a shell adds to the number of a signal that ended a command."""


class Interruption:
    """Whether somebody asked to stop.

    The first signal is only noted: whoever works looks for it (`is_asked`, `check`) where it can stop. A second one,
    before the first was met with, stops at once, and so does the first where nobody looks for long (`at_once`).
    KeyboardInterrupt is raised once at most, so that nothing interrupts the clearing up; and never once the outcome
    is settled.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self.exit_code = _ABOVE + signal.SIGINT
        self._is_at_once = False
        self._is_held = False
        self._is_settled = False
        self._is_due = False

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._hear) for number in SIGNALS}
        return self

    def __exit__(self, *_error: object) -> None:
        """Listen as before; not at all if the process is about to end because it was asked to."""
        self.settle()
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if self.is_asked else handler)

    def check(self) -> None:
        """Stop here if somebody asked for it."""
        if self.is_asked and not self._is_settled:
            self.stop()

    def stop(self) -> NoReturn:
        """Stop here; no further signal interrupts the clearing up."""
        self.settle()
        raise KeyboardInterrupt

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let a signal stop here whatever is being done, which must be nothing that can be left half done."""
        self._is_at_once = True
        self.check()
        try:
            yield
        finally:
            self._is_at_once = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing stop the moment in which a file has a name and nobody knows it yet.

        Not by a mask of signals: it holds for one thread, and the process has others that hear them.
        """
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_due:
            self.check()

    def settle(self) -> None:
        """From now on no signal changes what comes of it."""
        self._is_settled = True

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self._is_settled:
            return
        is_second, self.is_asked = self.is_asked, True
        self.exit_code = _ABOVE + number
        self._is_due = is_second or self._is_at_once
        if self._is_due and not self._is_held:
            self.check()
