"""How a long computation reports how far it is, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass, field


class SolveCancelledError(Exception):
    """The caller's `cancelled()` said stop. Nothing was decided."""


@dataclass
class Watch:
    """Passes on progress, never backwards, and asks at each report whether to go on."""

    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None
    start: float = 0.0
    end: float = 1.0
    _reached: list[float] = field(default_factory=lambda: [0.0])

    def part(self, start: float, end: float) -> "Watch":
        """Return a watch whose 0 to 1 is the stretch from `start` to `end` of this one's."""
        length = self.end - self.start
        return Watch(
            self.progress,
            self.cancelled,
            self.start + start * length,
            self.start + end * length,
            self._reached,
        )

    def at(self, fraction: float) -> None:
        """Report that this fraction of this stretch is done. Raises SolveCancelledError."""
        if self.cancelled is not None and self.cancelled():
            raise SolveCancelledError
        now = self.start + fraction * (self.end - self.start)
        if self.progress is not None and now > self._reached[0]:
            self._reached[0] = now
            self.progress(now)
