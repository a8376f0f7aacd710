"""People who answer alike, judged once.

A table of kinds of mentees x kinds of mentors is worked out by a rule or criterion itself, and
copied for everybody of a kind. What hardly repeats is judged pair by pair.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria.base import Criterion, answers
from compagnon.engine.judging.grid import Grid, Ints, Places
from compagnon.engine.people import Person
from compagnon.engine.rules.base import Rule

REPEATED: Final = 4
"""People are judged by kinds if there are at least so many mentees to a kind."""
MOST_CELLS: Final = 20_000_000
"""A table of kinds x kinds may be so large."""


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


class Table(NamedTuple):
    """What is said of kinds of mentees x kinds of mentors, and everybody's kind."""

    said: NDArray[Any]
    rows: Ints
    columns: Ints

    def cells(self, rows: Ints, columns: Ints) -> Ints:
        """Return a number for each pair of a list: its cell of the table."""
        cells: Ints = self.rows[rows] * np.int64(self.said.shape[1]) + self.columns[columns]
        return cells


class Look:
    """What a rule or criterion says of any rectangle of a grid's pairs, or of any list of them.

    `table`: what it says of kinds, if few of them stand for everybody.
    """

    def __init__(
        self, grid: Grid, say: Callable[[Grid], NDArray[Any]], of: Rule | Criterion
    ) -> None:
        self._grid, self._say, self._elementwise = grid, say, of.elementwise
        reads = of.reads()
        self.table: Table | None = None
        mine = kinds(grid.mentees, lambda person: answers(reads, person, "mentee"))
        if reads and REPEATED * len(mine.examples) <= grid.shape[0]:
            theirs = kinds(grid.mentors, lambda person: answers(reads, person, "mentor"))
            if len(mine.examples) * len(theirs.examples) <= MOST_CELLS:
                said = say(Grid(mine.examples, theirs.examples))
                self.table = Table(said, mine.of, theirs.of)

    def lines(self, rows: Ints, columns: Places) -> tuple[NDArray[Any], Places]:
        """Return what it says, rows of a kind together; and the line that holds for each row.

        Where rows are more than kinds, there is a line for each kind.
        """
        if self.table is None:
            return self._say(self._grid.part(rows, columns)), slice(None)
        kind, theirs = self.table.rows[rows], self.table.columns[columns]
        if len(kind) >= len(self.table.said):
            return self.table.said.take(theirs, axis=1), kind
        found, line = np.unique(kind, return_inverse=True)
        return self.table.said[found].take(theirs, axis=1), line

    def all(self, rows: Ints, columns: Places) -> NDArray[Any]:
        """Return what it says of every pair."""
        said, line = self.lines(rows, columns)
        every: NDArray[Any] = said[line]
        return every

    def listed(self, rows: Ints, columns: Ints) -> NDArray[Any]:
        """Return what it says of pairs in a list, at least one, sorted by rows."""
        if self.table is not None:
            said: NDArray[Any] = self.table.said[self.table.rows[rows], self.table.columns[columns]]
            return said
        if self._elementwise:
            return self._say(self._grid.listed(rows, columns))[:, 0]
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        parts = [
            self._say(self._grid.part(rows[start : start + 1], some))[0]
            for start, some in zip(starts, np.split(columns, starts[1:]), strict=True)
        ]
        return np.concatenate(parts)
