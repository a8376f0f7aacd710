"""How large a world is."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """How many there are of what. Notes are minutes and action items; there are at least so many events.

    Two members a partnership, and whoever is left over applies at the next joining point.
    """

    schemes: int
    people: int
    partnerships: int
    notes: int
    events: int


SIZES: Final = {
    "M": Size(10, 10_000, 4_000, 40_000, 100_000),
    "L": Size(100, 100_000, 40_000, 400_000, 1_000_000),
}


def split(total: int, parts: int) -> list[int]:
    """Return a number as so many nearly equal parts, the larger ones first."""
    share, left = divmod(total, parts)
    return [share + (part < left) for part in range(parts)]
