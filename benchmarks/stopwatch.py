"""CPU seconds of this process: what a busy machine leaves alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Adds up the CPU seconds of named laps."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Count what happens inside under a name."""
        started = time.process_time()
        try:
            yield
        finally:
            self.add(name, time.process_time() - started)

    def add(self, name: str, seconds: float) -> None:
        self.laps[name] = self.laps.get(name, 0.0) + seconds

    @property
    def total(self) -> float:
        return sum(self.laps.values())


def least(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return each lap at its quickest: what another program takes away only ever adds."""
    return {name: min(run[name] for run in runs) for name in runs[0]}
