"""The tick: whatever time has made due. It may run at any moment, twice at once, or a week late."""

from collections.abc import Callable, Mapping
from typing import Final

Job = Callable[[], int]

_jobs: Final[dict[str, Job]] = {}


def register(name: str, job: Job) -> None:
    """Add something that each tick does; it returns how many things it did, and doing it twice is harmless."""
    if name in _jobs:
        raise ValueError(f"Declared twice: {name}")
    _jobs[name] = job


def jobs() -> Mapping[str, Job]:
    """Return every registered job."""
    return dict(_jobs)
