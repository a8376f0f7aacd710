"""People who answer alike, judged once.

A table of kinds of mentees x mentors is worked out by a rule or criterion itself, and its lines are
copied for everybody of a kind. What hardly repeats is judged pair by pair.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria.base import answers
from compagnon.engine.grid import Grid, Ints, Places
from compagnon.engine.people import Person, Reading

REPEATED: Final = 4
"""People are judged by kinds if there are at least so many mentees to a kind."""
MOST_CELLS: Final = 20_000_000
"""A table of kinds x mentors may be so large."""


class Kinds(NamedTuple):
    """People sorted into kinds: one example of each, and everybody's kind."""

    examples: list[Person]
    of: Ints


def kinds(people: Iterable[Person], key: Callable[[Person], Hashable]) -> Kinds:
    """Put people of the same key together, kinds in the order in which they appear. O(people)."""
    numbers: dict[Hashable, int] = {}
    examples: list[Person] = []
    of = []
    for person in people:
        number = numbers.setdefault(key(person), len(numbers))
        if number == len(examples):
            examples.append(person)
        of.append(number)
    return Kinds(examples, np.array(of, dtype=np.int64))


class Look:
    """What a rule or criterion says of any rectangle of a grid's pairs."""

    def __init__(
        self, grid: Grid, say: Callable[[Grid], NDArray[Any]], reads: Sequence[Reading]
    ) -> None:
        self._grid, self._say = grid, say
        mine = kinds(grid.mentees, lambda person: answers(reads, person, "mentee"))
        self._of = mine.of
        self._table: NDArray[Any] | None = None
        repeat = bool(reads) and REPEATED * len(mine.examples) <= grid.shape[0]
        if repeat and len(mine.examples) * grid.shape[1] <= MOST_CELLS:
            theirs = kinds(grid.mentors, lambda person: answers(reads, person, "mentor"))
            self._table = say(Grid(mine.examples, theirs.examples))[:, theirs.of]

    def lines(self, rows: Ints, columns: Places) -> tuple[NDArray[Any], Places]:
        """Return what it says, rows of a kind together; and the line that holds for each row."""
        if self._table is None:
            return self._say(self._grid.part(rows, columns)), slice(None)
        found, line = np.unique(self._of[rows], return_inverse=True)
        return self._table[:, columns][found], line

    def all(self, rows: Ints, columns: Places) -> NDArray[Any]:
        """Return what it says of every pair."""
        if self._table is None:
            return self._say(self._grid.part(rows, columns))
        every: NDArray[Any] = self._table[:, columns][self._of[rows]]
        return every
