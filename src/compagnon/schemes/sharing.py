"""Links by which a scheme is promoted: one for each channel and branch, each with its own mark (ALL-42, ALL-86).

Where a link leads (`join/…`) belongs to recruitment, which keeps the mark with the application and registers who
counts them; a scheme does not know of applications.
"""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from compagnon.core import installation
from compagnon.core.actors import Actor
from compagnon.schemes.models import Branch, Scheme

FEW: Final = 5  # fewer than these are not told to a branch, lest somebody be recognised
Counter = Callable[[Actor, Scheme], Mapping[str, int]]
_counters: Final[list[tuple[str, Counter]]] = []


def register(name: str, counter: Counter) -> None:
    """Add who counts the applications of a scheme by their mark, from a package's AppConfig.ready."""
    if any(name == known for known, _counter in _counters):
        raise ValueError(f"Registered twice: {name}")
    _counters.append((name, counter))


def counts_of(viewer: Actor, scheme: Scheme) -> dict[str, int]:
    """Return how many came by each mark."""
    found: dict[str, int] = {}
    for _name, counter in _counters:
        for mark, count in counter(viewer, scheme).items():
            found[mark] = found.get(mark, 0) + count
    return found


def mark_of_channel(key: str) -> str:
    """Return the mark of a channel of the vocabulary."""
    return key.replace("_", "-")


def mark_of_branch(branch: Branch) -> str:
    """Return the mark of a branch."""
    return f"branch-{UUID(str(branch.id)).hex}"


def link_to(scheme: Scheme, mark: str) -> str:
    """Return the address that is shared, with its mark."""
    return f"{installation.origin()}/join/{scheme.id.hex}/?from={mark}"
