"""How far a long command is, on standard error: a bar where a person watches, a line for each stage elsewhere."""

import time
from collections.abc import Callable
from typing import Final, Self, TextIO

_WIDTH: Final = 30
_NAME: Final = 14
_SELDOM: Final = 0.1
"""Seconds between two drawings of the bar."""


class Progress:
    """Shows one stage after the other. `stream` None: shows nothing. `check` is called each time, and may raise."""

    def __init__(self, stream: TextIO | None, check: Callable[[], None]) -> None:
        self._stream = stream
        self._check = check
        self._is_watched = stream is not None and stream.isatty()
        self._name = ""
        self._started_at = self._drawn_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        """End the last stage: as it should be, or where it broke off."""
        if kind is None:
            self._finish()
        elif self._is_watched and self._name:
            self._write("\n")

    def stage(self, name: str) -> None:
        """Begin a stage; the one before is done."""
        self._check()
        self._finish()
        self._name, self._started_at = name, time.monotonic()
        if self._is_watched:
            self._draw(0)
        else:
            self._write(f"{name} …\n")

    def at(self, fraction: float) -> None:
        """Say which part of this stage is done."""
        self._check()
        if self._is_watched and time.monotonic() - self._drawn_at > _SELDOM:
            self._draw(fraction)

    def _finish(self) -> None:
        if self._is_watched and self._name:
            self._draw(1)
            self._write("\n")
        self._name = ""

    def _draw(self, fraction: float) -> None:
        full = round(fraction * _WIDTH)
        self._drawn_at = time.monotonic()
        minutes, seconds = divmod(round(self._drawn_at - self._started_at), 60)
        bar = "█" * full + "·" * (_WIDTH - full)
        self._write(f"\r{self._name:<{_NAME}} {bar} {fraction:4.0%}  {minutes}:{seconds:02}")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()
