"""People as columns of numbers, so that rules and criteria can judge all pairs at once."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from compagnon.engine.people import Person

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Grid:
    """A rectangle of possible pairs: mentees are rows, mentors are columns.

    Every method is O(people) in time and memory unless it says otherwise. Nothing is kept between
    calls: a block of rows is judged by making a grid of those rows.
    """

    def __init__(self, mentees: Sequence[Person], mentors: Sequence[Person]) -> None:
        self.mentees = tuple(mentees)
        self.mentors = tuple(mentors)
        self.shape = (len(self.mentees), len(self.mentors))

    def codes(self, attribute: str) -> tuple[Ints, Ints]:
        """Return the single answers as numbers, the same for the same answer; -1: not answered."""
        known: dict[int | str | None, int] = {None: -1}

        def encode(people: Sequence[Person]) -> Ints:
            answers = (person.code(attribute) for person in people)
            # Codes count from 0: `known` holds the missing answer besides.
            return np.array([known.setdefault(a, len(known) - 1) for a in answers], dtype=np.int64)

        return encode(self.mentees), encode(self.mentors)

    def numbers(self, number: Callable[[Person], int | None]) -> tuple[Ints, Flags, Ints, Flags]:
        """Return mentees' numbers, which mentees have one, and the same two of mentors."""

        def encode(people: Sequence[Person]) -> tuple[Ints, Flags]:
            answers = [number(person) for person in people]
            values = np.array([0 if a is None else a for a in answers], dtype=np.int64)
            return values, np.array([a is not None for a in answers], dtype=np.bool_)

        return (*encode(self.mentees), *encode(self.mentors))

    def hits(self, mentee_attribute: str, mentor_attribute: str) -> tuple[Ints, Ints, Ints]:
        """Return how many codes each pair shares, and how many each mentee and each mentor named.

        The first is rows x columns; O(rows x columns + shared codes of all pairs).
        """
        known: dict[str, int] = {}

        def encode(people: Sequence[Person], attribute: str) -> tuple[list[int], list[int], Ints]:
            rows: list[int] = []
            columns: list[int] = []
            sizes = np.zeros(len(people), dtype=np.int64)
            for row, person in enumerate(people):
                codes = person.codes(attribute)
                sizes[row] = len(codes)
                rows += [row] * len(codes)
                columns += [known.setdefault(code, len(known)) for code in codes]
            return rows, columns, sizes

        sides = (encode(self.mentees, mentee_attribute), encode(self.mentors, mentor_attribute))
        left, right = (
            csr_array(
                (np.ones(len(rows), dtype=np.int64), (rows, columns)),
                shape=(len(sizes), max(len(known), 1)),
            )
            for rows, columns, sizes in sides
        )
        shared: Ints = (left @ right.T).toarray()
        return shared, sides[0][2], sides[1][2]

    def naming(self, attribute: str, code: str) -> tuple[Flags, Flags]:
        """Return which mentees and which mentors named this code, among others perhaps."""

        def encode(people: Sequence[Person]) -> Flags:
            return np.array([code in person.codes(attribute) for person in people], dtype=np.bool_)

        return encode(self.mentees), encode(self.mentors)

    def mark(self, pairs: Iterable[tuple[str, str]]) -> Flags:
        """Return a rectangle that is True at the (mentor id, mentee id) pairs that lie in it."""
        rows = {person.id: row for row, person in enumerate(self.mentees)}
        columns = {person.id: column for column, person in enumerate(self.mentors)}
        marked = np.zeros(self.shape, dtype=np.bool_)
        for mentor_id, mentee_id in pairs:
            if mentee_id in rows and mentor_id in columns:
                marked[rows[mentee_id], columns[mentor_id]] = True
        return marked
