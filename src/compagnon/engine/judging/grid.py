"""People as columns of numbers, so that rules and criteria can judge all pairs at once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.people import Person

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = Ints | slice
"""Positions of people."""
EVERYBODY: Final = slice(None)
Codes = str | Callable[[Person], Collection[str]]
"""An attribute whose codes are meant, or what makes codes of a person's answers."""


def _codes(person: Person, meant: Codes) -> Collection[str]:
    return person.codes(meant) if isinstance(meant, str) else meant(person)


class Grid:
    """A rectangle of possible pairs: mentees are rows, mentors are columns.

    A `part` is a rectangle within, of any rows and columns. What is asked of a grid's people is
    worked out once, for the grid and all its parts: O(people); a method then takes O(people of the
    part) unless it says otherwise.
    """

    def __init__(self, mentees: Sequence[Person], mentors: Sequence[Person]) -> None:
        self._people = (tuple(mentees), tuple(mentors))
        self._places: tuple[Places, Places] = (EVERYBODY, EVERYBODY)
        self._listed = False
        self._known: dict[Hashable, Any] = {}
        self.shape = (len(mentees), len(mentors))

    def part(self, rows: Places, columns: Places) -> "Grid":
        """Return the rectangle of these rows and columns, which are positions in the whole grid."""
        part = Grid(*self._people)
        part._known = self._known
        part._places = (rows, columns)
        part.shape = (_size(rows, self.shape[0]), _size(columns, self.shape[1]))
        return part

    def listed(self, rows: Ints, columns: Ints) -> "Grid":
        """Return pairs one below the other: as many rows as pairs, and one column.

        What it says of its columns stands below one another too, so that whatever only sets
        `rows[:, None]` against `columns` says the same of a list of pairs as of a rectangle.
        """
        part = self.part(rows, columns)
        part._listed = True  # noqa: SLF001 -- our own
        part.shape = (len(rows), 1)
        return part

    def _columns(self, answers: NDArray[Any]) -> NDArray[Any]:
        """Return what the columns of this part answer."""
        here = answers[self._places[1]]
        return here[:, None] if self._listed else here

    @cached_property
    def mentees(self) -> tuple[Person, ...]:
        """Return the people of the rows."""
        return self._here(0)

    @cached_property
    def mentors(self) -> tuple[Person, ...]:
        """Return the people of the columns."""
        return self._here(1)

    def _here(self, side: int) -> tuple[Person, ...]:
        people, place = self._people[side], self._places[side]
        return (
            people[place] if isinstance(place, slice) else tuple(people[k] for k in place.tolist())
        )

    def _once(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """Work something out for the whole grid, once."""
        if key not in self._known:
            self._known[key] = work_out()
        return self._known[key]

    def vectors(self, mine: str, theirs: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return mentees' and mentors' vectors, whole numbers small enough to be exact; zeros: not answered."""

        def work_out() -> list[NDArray[np.float32]]:
            answers = [
                [person.vector(name) for person in people]
                for name, people in zip((mine, theirs), self._people, strict=True)
            ]
            length = max((len(answer) for side in answers for answer in side if answer), default=1)
            nothing = (0,) * length
            return [
                np.array([answer or nothing for answer in side], np.float32).reshape(-1, length)
                for side in answers
            ]

        left, right = self._once(("vectors", mine, theirs), work_out)
        return left[self._places[0]], right[self._places[1]]

    def codes(self, attribute: str) -> tuple[Ints, Ints]:
        """Return the single answers as numbers, the same for the same answer; -1: not answered."""

        def work_out() -> list[Ints]:
            known: dict[int | str | None, int] = {None: -1}
            # Codes count from 0: `known` holds the missing answer besides.
            return [
                np.array(
                    [known.setdefault(person.code(attribute), len(known) - 1) for person in people],
                    dtype=np.int64,
                )
                for people in self._people
            ]

        mine, theirs = self._once(("codes", attribute), work_out)
        return mine[self._places[0]], self._columns(theirs)

    def numbers(self, number: Callable[[Person], int | None]) -> tuple[Ints, Flags, Ints, Flags]:
        """Return mentees' numbers, which mentees have one, and the same two of mentors."""

        def encode(people: Sequence[Person]) -> tuple[Ints, Flags]:
            answers = [number(person) for person in people]
            values = np.array([0 if a is None else a for a in answers], dtype=np.int64)
            return values, np.array([a is not None for a in answers], dtype=np.bool_)

        mine, theirs = self._once(number, lambda: [encode(people) for people in self._people])
        here = self._places[0]
        return mine[0][here], mine[1][here], self._columns(theirs[0]), self._columns(theirs[1])

    def hits(self, mentee_attribute: Codes, mentor_attribute: Codes) -> tuple[Ints, Ints, Ints]:
        """Return how many codes each pair shares, and how many each mentee and each mentor named.

        The first is rows x columns; O(rows x columns x codes), as one product of matrices.
        """
        tables = self.naming_all(mentee_attribute, mentor_attribute)
        counts, bits = self._once(
            ("named", mentee_attribute, mentor_attribute),
            lambda: ([_count(table) for table in tables], [_bits(table) for table in tables]),
        )
        rows, columns = self._places
        named = counts[0][rows], self._columns(counts[1])
        if self._listed:
            both = np.bitwise_count(bits[0][rows] & bits[1][columns])
            return both.sum(axis=1, dtype=np.int64)[:, None], *named
        shared: Ints = product(tables[0][rows], tables[1][columns]).astype(np.int64)
        return shared, *named

    def naming_all(
        self, mentee_attribute: Codes, mentor_attribute: Codes
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return who of the whole grid names which code: mentees and mentors x the same codes, 0 or 1."""
        names = (mentee_attribute, mentor_attribute)

        def work_out() -> list[NDArray[np.float32]]:
            known: dict[str, int] = {}
            answers = [
                [sorted(_codes(person, name)) for person in people]
                for name, people in zip(names, self._people, strict=True)
            ]
            numbered = [
                [[known.setdefault(code, len(known)) for code in codes] for codes in side]
                for side in answers
            ]
            tables = []
            for side in numbered:
                # Whole numbers up to 2^24 are exact: no product is longer than the list of codes.
                table = np.zeros((len(side), len(known)), dtype=np.float32)
                for row, codes in enumerate(side):
                    table[row, codes] = 1
                tables.append(table)
            return tables

        mine, theirs = self._once(("hits", *names), work_out)
        return mine, theirs

    def naming(self, attribute: str, code: str) -> tuple[Flags, Flags]:
        """Return which mentees and which mentors named this code, among others perhaps."""

        def work_out() -> list[Flags]:
            return [
                np.array([code in person.codes(attribute) for person in people], dtype=np.bool_)
                for people in self._people
            ]

        mine, theirs = self._once(("naming", attribute, code), work_out)
        return mine[self._places[0]], self._columns(theirs)

    def keys(self, rows: Ints, columns: Ints) -> Ints:
        """Return a number for each pair of rows and columns of the whole grid."""
        keys: Ints = rows * np.int64(len(self._people[1])) + columns
        return keys

    def places(self, pairs: Iterable[tuple[str, str]]) -> tuple[Ints, Ints]:
        """Return the rows and columns, in the whole grid, of the (mentor id, mentee id) that lie in it.

        O(people + pairs).
        """
        mine, theirs = (
            {person.id: place for place, person in enumerate(people)} for people in self._people
        )
        found = [
            (mine[mentee_id], theirs[mentor_id])
            for mentor_id, mentee_id in pairs
            if mentee_id in mine and mentor_id in theirs
        ]
        rows, columns = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return rows, columns

    def marked(self, places: tuple[Ints, Ints]) -> Flags:
        """Return a rectangle that is True at the places, of the whole grid, that lie in it.

        O(people + places), and the rectangle.
        """
        inside = []
        for of_pairs, here, people in zip(places, self._places, self._people, strict=True):
            own = np.full(len(people), -1, dtype=np.int64)
            own[here] = np.arange(len(own[here]))
            inside.append(own[of_pairs])
        rows, columns = inside
        marked = np.zeros(self.shape, dtype=np.bool_)
        both = (rows >= 0) & (columns >= 0)
        marked[rows[both], columns[both]] = True
        return marked

    def mark(self, pairs: Iterable[tuple[str, str]]) -> Flags:
        """Return a rectangle that is True at the (mentor id, mentee id) pairs that lie in it."""
        return self.marked(self.places(pairs))


def _size(places: Places, whole: int) -> int:
    return len(range(whole)[places]) if isinstance(places, slice) else len(places)


def product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows x columns, each row of one with each row of the other; exact for whole numbers up to 2^24.

    OpenBLAS works on what lies beside a small matrix too: it may say of that, and wrongly of the product, that it
    is no number.
    """
    with np.errstate(invalid="ignore"):
        found: NDArray[np.float32] = left @ right.T
    return found


def _count(table: NDArray[np.float32]) -> Ints:
    counts: Ints = table.sum(axis=1).astype(np.int64)
    return counts


def _bits(table: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Return a table of 0 and 1 as a bit each, 64 of them in a number."""
    wide = np.pad(table > 0, ((0, 0), (0, -table.shape[1] % 64 or 64 * (not table.shape[1]))))
    return np.packbits(wide, axis=1).view(np.uint64)


def is_known(keys: Ints, known: Ints) -> Flags:
    """Say which keys are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(keys.shape, dtype=np.bool_)
    place = np.searchsorted(known, keys)
    found: Flags = known[np.minimum(place, len(known) - 1)] == keys
    return found


def distinct(numbers: Ints) -> Ints:
    """Return each number once, sorted; sooner than np.unique."""
    numbers = np.sort(numbers)
    first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]
