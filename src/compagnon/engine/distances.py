"""How far places lie apart, in whole kilometres that are the same on every machine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from typing import Final, Self

import numpy as np

from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.messages import ProblemError
from compagnon.engine.people import Person

MOST_METRES: Final = 10_000_000
"""So far from the origin may a place lie; then no square passes what a square root is exact for."""
MOST_PLACES: Final = 4_000
METRES: Final = 1_000
UNKNOWN: Final = -1
_EARTH: Final = Decimal(6_371_009)
_DIGITS: Final = 40
_PI: Final = Decimal("3.1415926535897932384626433832795028841972")


@dataclass(frozen=True, eq=False)
class Distances:
    """Kilometres between places, rounded down; UNKNOWN between some of them perhaps.

    Made by `between` from positions or by `listed` from distances. Compared by identity.
    """

    places: tuple[str, ...]
    table: Ints = field(repr=False)
    is_complete: bool = field(init=False, repr=False)
    _at: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_complete", bool((self.table != UNKNOWN).all()))
        object.__setattr__(self, "_at", {name: place for place, name in enumerate(self.places)})

    @classmethod
    def between(cls, positions: Mapping[str, tuple[int, ...]]) -> Self:
        """Measure places by their positions in whole metres, in a straight line. O(places^2).

        Two numbers: east and north on a map such as a national grid. Three: see `on_earth`.
        Refused: positions of another kind, more than MOST_PLACES.
        """
        names = tuple(sorted(positions))
        numbers = [positions[name] for name in names]
        _check(names, {len(position) for position in numbers} in (set(), {2}, {3}))
        _check(names, all(_is_whole(n, -MOST_METRES, MOST_METRES) for p in numbers for n in p))
        squares = np.zeros((len(names), len(names)), dtype=np.int64)
        for axis in map(np.array, zip(*numbers, strict=True)):
            squares += (axis[:, None] - axis) ** 2
        # Below 2^52 the root of a square less one is never rounded up to a whole number.
        return cls(names, np.sqrt(squares).astype(np.int64) // METRES)

    @classmethod
    def listed(cls, kilometres: Mapping[tuple[str, str], int]) -> Self:
        """Take distances from a list of two places each, in either order. O(places^2).

        A place lies 0 from itself; what is not listed is not known. Refused: distances that are no
        whole number of 0 or more, two places listed both ways round with different distances.
        """
        names = tuple(sorted({name for pair in kilometres for name in pair}))
        _check(names, all(_is_whole(km, 0, MOST_METRES) for km in kilometres.values()))
        _check(names, all(kilometres.get((b, a), km) == km for (a, b), km in kilometres.items()))
        _check(names, all(km == 0 for (a, b), km in kilometres.items() if a == b))
        at = {name: place for place, name in enumerate(names)}
        table = np.full((len(names), len(names)), UNKNOWN, dtype=np.int64)
        np.fill_diagonal(table, 0)
        for (one, other), km in kilometres.items():
            table[at[one], at[other]] = table[at[other], at[one]] = km
        return cls(names, table)

    def place(self, name: object) -> int | None:
        """Return where a place stands in the table; None if it does not, or is not said."""
        return self._at.get(name) if isinstance(name, str) else None

    def apart(self, one: object, other: object) -> int | None:
        """Return how many kilometres two places are apart; None if that is not known."""
        mine, theirs = self.place(one), self.place(other)
        if mine is None or theirs is None or self.table[mine, theirs] == UNKNOWN:
            return None
        return int(self.table[mine, theirs])

    def all_apart(self, grid: Grid, place: Callable[[Person], int | None]) -> Ints:
        """Return the same for every pair of a grid, UNKNOWN for None; `place`: where people's places stand."""
        rows, rows_known, columns, columns_known = grid.numbers(place)
        if not self.places:
            return np.full(grid.shape, UNKNOWN, dtype=np.int64)
        known = rows_known[:, None] & columns_known
        return np.where(known, self.table[rows[:, None], columns], UNKNOWN)


def on_earth(latitude: Decimal | str | int, longitude: Decimal | str | int) -> tuple[int, int, int]:
    """Return a position in whole metres from the middle of the earth, by degrees north and east.

    Worked out in decimals, which every machine does alike. The straight line between two positions
    passes through the earth: shorter than the way over it by 70 metres in 400 kilometres, and by
    about one kilometre in a thousand.
    """
    with localcontext(Context(prec=_DIGITS)):
        north, east = (Decimal(degrees) * _PI / 180 for degrees in (latitude, longitude))
        around = _EARTH * _sine(north + _PI / 2)
        x, y, z = around * _sine(east + _PI / 2), around * _sine(east), _EARTH * _sine(north)
        return round(x), round(y), round(z)


def _sine(angle: Decimal) -> Decimal:
    """Add up the series for the sine, to far below a millimetre of the earth's radius."""
    term = total = angle
    count = 1
    while abs(term) > Decimal("1e-20"):
        term *= -angle * angle / ((count + 1) * (count + 2))
        total += term
        count += 2
    return total


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _check(names: Iterable[str], is_right: object) -> None:
    if not is_right or len(tuple(names)) > MOST_PLACES:
        raise ProblemError("problem.places", most=MOST_PLACES)
