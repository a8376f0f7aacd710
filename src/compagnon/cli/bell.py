"""A bell that rings when this process is told to stop, by SIGTERM or Ctrl-C."""

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Any, Final, Self

STOPPING: Final = (signal.SIGTERM, signal.SIGINT)


class Bell:
    """Waits that end at once when the bell rings; it goes on ringing. A pipe, since a handler may hold no lock."""

    def __init__(self) -> None:
        """Make the pipe; the signals are not looked at yet."""
        self._ear, self._hammer = os.pipe()
        os.set_blocking(self._hammer, False)
        self._earlier: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Listen to the signals from now on."""
        self._earlier = {number: signal.signal(number, self._ring) for number in STOPPING}
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Leave the signals to whoever had them before."""
        for number, handler in self._earlier.items():
            signal.signal(number, handler)
        os.close(self._ear)
        os.close(self._hammer)

    def rings_within(self, seconds: float) -> bool:
        """Wait for a time, or until the bell rings; say whether it did."""
        return bool(select.select([self._ear], [], [], max(0.0, seconds))[0])

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        os.write(self._hammer, b"!")
