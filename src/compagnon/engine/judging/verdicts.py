"""Which of all possible pairs are allowed and how they score: held in memory, or judged when asked."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import prod
from typing import Final, NamedTuple

import numpy as np

from compagnon.engine.judging.bounds import Board, Bounds
from compagnon.engine.judging.grid import EVERYBODY, Flags, Ints, Places, is_known
from compagnon.engine.judging.judge import Judge
from compagnon.engine.judging.scoring import Scores

BLOCK_CELLS: Final = 500_000
"""Pairs looked at at a time."""
MOST_COUNTED: Final = 400_000_000
"""Where there are more pairs, those that are allowed are not counted."""
BOARD_ROWS: Final = 128
BOARD_COLUMNS: Final = 2048
"""Pairs bounded at a time: few enough for a processor's cache."""

Cell = tuple[int, int]
Pairs = tuple[Ints, Ints]
"""Rows and columns."""


class Found(NamedTuple):
    """Pairs and their scores, sorted by rows; all pairs of a row together."""

    rows: Ints
    columns: Ints
    scores: Scores

    def keep(self, which: Flags | Ints) -> "Found":
        """Return some of them."""
        return Found(self.rows[which], self.columns[which], self.scores[which])

    def best(self, lines: Ints, many: Ints | int, then: Ints | None = None) -> "Found":
        """Return so many of the best pairs of each line (row or column).

        Of pairs alike those first of which `then` is higher; by default those of the first columns.
        """
        order = falling(lines, self.scores, -self.columns if then is None else then)
        lines, place = lines[order], np.arange(len(lines))
        begins = np.append(True, lines[1:] != lines[:-1])[: len(lines)]
        place -= np.maximum.accumulate(place * begins)
        return self.keep(np.sort(order[place < (many if isinstance(many, int) else many[order])]))


@dataclass(frozen=True)
class Least:
    """The score from which a pair is wanted: what its row asks for and its column asks for.

    Both added up, or the lower of the two.
    """

    rows: Ints
    columns: Ints
    lower: bool = False

    def of(self, rows: Ints, columns: Ints) -> Ints:
        """Return what is asked of pairs; arrays that go together."""
        combine = np.minimum if self.lower else np.add
        asked: Ints = combine(self.rows[rows], self.columns[columns])
        return asked

    def short(self) -> "Least":
        """Return the same in numbers half as long, if they fit: they are sooner compared."""
        most = max(np.abs(side).max(initial=0) for side in (self.rows, self.columns))
        if 2 * most > np.iinfo(np.int32).max:
            return self
        return Least(self.rows.astype(np.int32), self.columns.astype(np.int32), self.lower)

    def rounded(self) -> "Least":
        """Return the same in single precision, less what rounding may take away."""
        rows, columns = self.rows.astype(np.float32), self.columns.astype(np.float32)
        most = max(np.abs(side).max(initial=0) for side in (rows, columns))
        margin = np.float32(1 + most / 2**22)
        return Least(rows - margin, columns - margin * self.lower, self.lower)  # type: ignore[arg-type]  # in floating point


class Verdicts(ABC):
    """What there is to know of all possible pairs: mentees are rows, mentors columns."""

    shape: tuple[int, int]

    @abstractmethod
    def scores(self, rows: Ints, columns: Ints) -> Scores:
        """Return the scores of pairs in a list."""

    @abstractmethod
    def lets(self, rows: Ints, columns: Ints) -> Flags:
        """Return which pairs in a list, sorted by rows, are allowed."""

    @abstractmethod
    def block(self, rows: Ints, columns: Places = EVERYBODY) -> tuple[Flags, Scores]:
        """Return which pairs of a rectangle are allowed, and all its scores."""

    @abstractmethod
    def allows(self, rows: Ints, columns: Places) -> Flags:
        """Return which pairs of a rectangle are allowed."""

    @abstractmethod
    def count(self) -> int | None:
        """Return how many pairs are allowed; None: they are too many to be counted."""

    @abstractmethod
    def reaching(self, rows: Ints, columns: Ints, least: Least) -> Iterator[Found]:
        """Yield the allowed pairs of a rectangle that score what is asked at least, some rows at a time.

        Rows and columns ascend.
        """

    @abstractmethod
    def without(self, cells: Iterable[Cell]) -> "Verdicts":
        """Return the same with some pairs no longer allowed."""


@dataclass(frozen=True)
class Known(Verdicts):
    """All pairs judged beforehand: three bytes a pair and more."""

    allowed: Flags
    every_score: Scores

    @property
    def shape(self) -> tuple[int, int]:  # type: ignore[override]  # read only
        rows, columns = self.allowed.shape
        return rows, columns

    def scores(self, rows: Ints, columns: Ints) -> Scores:
        return self.every_score[rows, columns]

    def lets(self, rows: Ints, columns: Ints) -> Flags:
        return self.allowed[rows, columns]

    def block(self, rows: Ints, columns: Places = EVERYBODY) -> tuple[Flags, Scores]:
        if isinstance(columns, slice):
            return self.allowed[rows, columns], self.every_score[rows, columns]
        among = np.ix_(rows, columns)
        return self.allowed[among], self.every_score[among]

    def allows(self, rows: Ints, columns: Places) -> Flags:
        return self.block(rows, columns)[0]

    def count(self) -> int:
        return int(self.allowed.sum())

    def reaching(self, rows: Ints, columns: Ints, least: Least) -> Iterator[Found]:
        places: Places = EVERYBODY if len(columns) == self.shape[1] else columns
        asked = least.short()
        for some in blocks(rows, len(columns)):
            allowed, scores = self.block(some, places)
            allowed &= scores >= asked.of(some[:, None], columns)
            row, column = np.divmod(np.flatnonzero(allowed), len(columns))  # sooner than np.nonzero
            yield Found(some[row], columns[column], scores[row, column])

    def without(self, cells: Iterable[Cell]) -> "Known":
        allowed = self.allowed.copy()
        for cell in cells:
            allowed[cell] = False
        return replace(self, allowed=allowed)


@dataclass(frozen=True)
class OnDemand(Verdicts):
    """Pairs judged when they are asked for: nothing is kept but what is known of people.

    `apart`: keys of pairs that are not allowed whatever the judge says, sorted.
    """

    judge: Judge
    bounds: Bounds
    apart: Ints

    @property
    def shape(self) -> tuple[int, int]:  # type: ignore[override]  # read only
        return self.judge.shape

    def count(self) -> int | None:
        mentees, mentors = self.shape
        if mentees * mentors > MOST_COUNTED:
            return None
        every = np.arange(mentees)
        return sum(int(self.allows(some, EVERYBODY).sum()) for some in blocks(every, mentors))

    def _keys(self, rows: Ints, columns: Ints) -> Ints:
        keys: Ints = rows * np.int64(self.shape[1]) + columns
        return keys

    def scores(self, rows: Ints, columns: Ints) -> Scores:
        if not len(rows):
            return np.array([], dtype=np.int16)
        order = np.argsort(rows, kind="stable")
        scores = np.empty(len(rows), dtype=np.int16)
        scores[order] = self.judge.scale.of(rows[order], columns[order])
        return scores

    def lets(self, rows: Ints, columns: Ints) -> Flags:
        return self.judge.barrier.lets(rows, columns) & ~is_known(
            self._keys(rows, columns), self.apart
        )

    def block(self, rows: Ints, columns: Places = EVERYBODY) -> tuple[Flags, Scores]:
        return self.allows(rows, columns), self.judge.scale.scores(rows, columns)

    def allows(self, rows: Ints, columns: Places) -> Flags:
        allowed = self.judge.barrier.allowed(rows, columns)
        if len(self.apart):
            every = np.arange(self.shape[1])[columns]
            allowed &= ~is_known(self._keys(rows[:, None], every), self.apart)
        return allowed

    def reaching(self, rows: Ints, columns: Ints, least: Least) -> Iterator[Found]:
        asked = least.rounded()
        for board in self.bounds.boards(rows, columns):
            for start in range(0, len(board.rows), BOARD_ROWS):
                keys = self._hoped(board, slice(start, start + BOARD_ROWS), asked)
                found = self._allowed(keys, least)
                if len(found.rows):
                    yield found

    def _hoped(self, board: Board, some: slice, asked: Least) -> Ints:
        """Return the keys, sorted, of pairs whose bounds reach what is asked."""
        left, rows = board.left[some], board.rows[some]
        combine = np.minimum if asked.lower else np.add
        of_rows, of_columns = asked.rows[rows][:, None], asked.columns[board.columns]
        # Memory that is fresh for every tile would cost more than what is done in it.
        most, needed = np.empty((2, len(rows), BOARD_COLUMNS), dtype=np.float32)
        found = []
        for start in range(0, len(board.columns), BOARD_COLUMNS):
            tile = slice(start, start + BOARD_COLUMNS)
            columns = board.columns[tile]
            here = slice(0, len(columns))
            np.matmul(left, board.right[:, tile], out=most[:, here])
            combine(of_rows, of_columns[tile], out=needed[:, here])
            hoped = np.flatnonzero(most[:, here] >= needed[:, here])
            row, column = np.divmod(hoped, len(columns))
            found.append(self._keys(rows[row], columns[column]))
        return np.sort(np.concatenate(found))

    def _allowed(self, keys: Ints, least: Least) -> Found:
        """Return those of these pairs that are allowed and score what is asked."""
        width = np.int64(self.shape[1])
        keys = keys[~is_known(keys, self.apart)]
        rows, columns = keys // width, keys % width
        if not len(rows):
            return Found(rows, columns, np.array([], dtype=np.int16))
        found = Found(rows, columns, self.judge.scale.of(rows, columns))
        found = found.keep(found.scores >= least.of(rows, columns))
        return found.keep(self.judge.barrier.lets(found.rows, found.columns))

    def without(self, cells: Iterable[Cell]) -> "OnDemand":
        keys = [self._keys(*np.array(cell, dtype=np.int64)) for cell in cells]
        apart = np.union1d(self.apart, np.array(keys, dtype=np.int64))
        return replace(self, apart=apart)


def falling(*keys: Ints | Scores) -> Ints:
    """Return an order in which the first key falls, where it is alike the second, and so on.

    They are sorted as one number where there is room for that, which takes a third of the time.
    """
    least = [int(key.min(initial=0)) for key in keys]
    spans = [int(key.max(initial=0)) - low + 1 for key, low in zip(keys, least, strict=True)]
    if prod(spans) > np.iinfo(np.int64).max:
        return np.lexsort(keys[::-1])[::-1]
    number = np.zeros(len(keys[0]), dtype=np.int64)
    for key, low, span in zip(keys, least, spans, strict=True):
        number = number * span + (key - low)
    return np.argsort(number)[::-1]


def together(found: Iterable[Found]) -> Found:
    """Put lists of pairs together, in as little memory as can be."""
    parts = [(one.rows.astype(np.int32), one.columns.astype(np.int32), one.scores) for one in found]
    none = np.array([], dtype=np.int32)
    rows, columns, scores = zip((none, none, none.astype(np.int16)), *parts, strict=True)
    return Found(np.concatenate(rows), np.concatenate(columns), np.concatenate(scores))


def blocks(people: Ints, others: int) -> list[Ints]:
    """Cut people into blocks of so many that BLOCK_CELLS pairs are looked at at a time."""
    step = max(BLOCK_CELLS // max(others, 1), 1)
    return [people[start : start + step] for start in range(0, len(people), step)]
