"""Judging all possible pairs, a rectangle at a time: which are allowed, and how well they score.

`Rule.forbids` and `Scoring.score` are the reference: they say the same of one pair.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria import FULL
from compagnon.engine.judging.grid import Flags, Grid, Ints, Places, is_known
from compagnon.engine.judging.kinds import Look, Table, kinds
from compagnon.engine.judging.scoring import NEUTRAL, Scores
from compagnon.engine.people import Person, Side
from compagnon.engine.problem import Problem
from compagnon.engine.rules.base import Rule, Waiver
from compagnon.engine.watch import Watch

TILE_ROWS: Final = 256
TILE_COLUMNS: Final = 4096
"""Pairs scored at a time: few enough for a processor's cache."""
MOST_OF_POINTS: Final = 4_000_000
"""A table of criteria x kinds x kinds may be so large."""
FEW_CELLS: Final = 50_000
"""Pairs scored at a time where there is no such table."""


class Ruling:
    """What one rule says of any rectangle of a grid, once waivers are taken into account."""

    def __init__(self, grid: Grid, rule: Rule, waivers: Iterable[Waiver]) -> None:
        self._look = Look(grid, rule.forbids_all, rule)
        named = rule.named(grid)
        self._named = None if named is None else grid.places(named)
        self._waived = grid.places(
            (w.mentor_id, w.mentee_id) for w in waivers if w.rule == rule.key
        )
        self._named_keys = None if self._named is None else np.sort(grid.keys(*self._named))
        self._waived_keys = np.sort(grid.keys(*self._waived))

    @property
    def table(self) -> Table | None:
        """Return what it says of kinds of people, if that is all there is to it."""
        alike = self._named is None and not self._waived_keys.size
        return self._look.table if alike else None

    def forbids(self, part: Grid, rows: Ints, columns: Places) -> Flags:
        """Return which pairs of a part of the grid it forbids."""
        flags = part.marked(self._named) if self._named else self._look.all(rows, columns)
        return flags & ~part.marked(self._waived) if self._waived_keys.size else flags

    def lets(self, rows: Ints, columns: Ints, keys: Ints) -> Flags:
        """Return which pairs of a list, sorted by rows, it does not forbid."""
        if self._named_keys is None:
            forbidden = self._look.listed(rows, columns)
        else:
            forbidden = is_known(keys, self._named_keys)
        lets: Flags = ~forbidden | is_known(keys, self._waived_keys)
        return lets


class Barrier:
    """What rules say of any rectangle of a grid. O(people x rules) to make."""

    def __init__(self, problem: Problem, grid: Grid, rules: Sequence[Rule]) -> None:
        self._grid = grid
        self._rulings = [Ruling(grid, rule, problem.waivers) for rule in rules]

    @property
    def tables(self) -> list[Table]:
        """Return the tables of rules that are about kinds of people only."""
        tables = (ruling.table for ruling in self._rulings)
        return [table for table in tables if table is not None]

    def forbidden(self, rows: Ints, columns: Places) -> list[Flags]:
        """Return, rule by rule, which pairs it forbids once waivers are taken into account."""
        part = self._grid.part(rows, columns)
        return [ruling.forbids(part, rows, columns) for ruling in self._rulings]

    def allowed(self, rows: Ints, columns: Places) -> Flags:
        """Return which pairs no rule forbids."""
        forbidden = self.forbidden(rows, columns)
        some = forbidden[0]
        for flags in forbidden[1:]:
            some |= flags
        return ~some

    def broken(self, rows: Ints, columns: Ints) -> list[Flags]:
        """Return, rule by rule, which pairs of a list, at least one and sorted by rows, it forbids."""
        keys = self._grid.keys(rows, columns)
        return [~ruling.lets(rows, columns, keys) for ruling in self._rulings]

    def lets(self, rows: Ints, columns: Ints) -> Flags:
        """Return which pairs of a list, sorted by rows, no rule forbids. O(pairs x rules)."""
        keys = self._grid.keys(rows, columns)
        left = np.arange(len(keys))
        for ruling in self._rulings:
            if left.size:
                left = left[ruling.lets(rows[left], columns[left], keys[left])]
        allowed = np.zeros(len(keys), dtype=np.bool_)
        allowed[left] = True
        return allowed


class Scale:
    """What a problem's criteria say of any rectangle of a grid. O(people x criteria) to make.

    How much each criterion may add depends on who answered what and on what the two say of its
    weight: on a row's kind and a column's kind. So rows of one kind are scored together, unless
    there are too many kinds for a table. `order`: rows of one kind together. `unanswered`: criteria that no pair answered.
    """

    def __init__(self, problem: Problem, grid: Grid) -> None:
        scoring = self._scoring = problem.scoring
        self.looks = [Look(grid, c.values, c) for c in scoring.criteria]
        self.factors = [
            None if look.table else c.most(grid)
            for look, c in zip(self.looks, scoring.criteria, strict=True)
        ]
        mine = kinds(grid.mentees, lambda person: self._kind(person, "mentee"))
        theirs = kinds(grid.mentors, lambda person: self._kind(person, "mentor"))
        self.rows, self.columns = mine.of, theirs.of
        self.order = np.argsort(mine.of, kind="stable")
        self._grid = grid
        self.of_points: NDArray[np.int32] | None = None
        if len(scoring.criteria) * len(mine.examples) * len(theirs.examples) > MOST_OF_POINTS:
            answered = self._answered(mine.examples, theirs.examples)
        else:
            of_points, answered = scoring.of_points(Grid(mine.examples, theirs.examples))
            self.of_points = of_points.astype(np.int32)
        self.unanswered = tuple(
            c.key for c, some in zip(scoring.criteria, answered, strict=True) if not some
        )

    def _answered(self, mine: Sequence[Person], theirs: Sequence[Person]) -> Flags:
        """Return which criteria any pair answered. As a rule some of the first pairs answered all."""
        answered = np.zeros(len(self._scoring.criteria), dtype=np.bool_)
        for some in _slices(len(mine), len(theirs)):
            answered |= self._scoring.of_points(Grid(mine[some], theirs))[1]
            if answered.all():
                break
        return answered

    def _kind(self, person: Person, side: Side) -> Hashable:
        criteria, emphasis = self._scoring.criteria, self._scoring.emphasis
        own = emphasis.own if emphasis else lambda *_of_anybody: 0
        return tuple((c.counting(person, side), own(person, c.key)) for c in criteria)

    def scores(self, rows: Ints, columns: Places) -> Scores:
        """Return the score of every pair. O(rows x columns x criteria)."""
        theirs = self.columns[columns]
        scores = np.empty((len(rows), len(theirs)), dtype=np.int16)
        if self.of_points is None:
            for some in _slices(len(rows), len(theirs)):
                scores[some] = self._scoring.scores(self._grid.part(rows[some], columns))
            return scores
        numbers, kind = np.unique(self.rows[rows], return_inverse=True)
        for position, number in enumerate(numbers.tolist()):
            same = np.flatnonzero(kind == position)
            scores[same] = self._of_one_kind(rows[same], columns, self.of_points[:, number, theirs])
        return scores

    def of(self, rows: Ints, columns: Ints) -> Scores:
        """Return the scores of pairs in a list, sorted by rows. O(pairs x criteria)."""
        scores = np.zeros(len(rows), dtype=np.int16)
        scores[self.neutral(rows, columns)] = NEUTRAL
        for points in self.points(rows, columns):
            scores += points
        return scores

    def points(self, rows: Ints, columns: Ints) -> Iterator[NDArray[np.int16]]:
        """Yield what each criterion adds to the score of pairs in a list, sorted by rows."""
        for look, most in zip(self.looks, self._shares(rows, columns), strict=True):
            values = look.listed(rows, columns).astype(np.int32)
            # Where a pair did not answer, nothing can be added: -1 times 0.
            yield (values * most // FULL).astype(np.int16)

    def _shares(self, rows: Ints, columns: Ints) -> Iterable[NDArray[np.int32]]:
        """Return what each criterion may add at most to pairs in a list, sorted by rows."""
        if self.of_points is not None:
            kind = self.rows[rows], self.columns[columns]
            return (most[kind] for most in self.of_points)
        values = np.empty((len(self.looks), len(rows), 1), dtype=np.int64)
        for some, look in zip(values, self.looks, strict=True):
            some[:, 0] = look.listed(rows, columns)
        shares = self._scoring.shares(values, self._grid.listed(rows, columns))
        listed: NDArray[np.int32] = shares[:, :, 0].astype(np.int32)
        return listed

    def neutral(self, rows: Ints, columns: Ints) -> Flags:
        """Return of which pairs in a list nothing is known."""
        if self.of_points is None:
            known = np.zeros(len(rows), dtype=np.bool_)
            for most in self._shares(rows, columns):
                known |= most > 0
            return ~known
        some: Flags = np.logical_or.reduce(self.of_points, axis=0)
        nothing: Flags = ~some[self.rows[rows], self.columns[columns]]
        return nothing

    def ceilings(self, rows: Ints) -> tuple[NDArray[np.float32], Flags]:
        """Return what share of its value each criterion may add at most for any of these rows.

        Criteria x kinds of columns; and with which kinds nothing may be known of a pair. Where there
        is no table, every criterion may decide alone, and nothing may be known of anybody.
        """
        if self.of_points is None:
            kinds_of = int(self.columns.max(initial=-1)) + 1
            most = np.ones((len(self.looks), kinds_of), dtype=np.float32)
            return most, np.ones(kinds_of, dtype=np.bool_)
        of_points = self.of_points[:, np.unique(self.rows[rows])]
        most = (of_points.max(axis=1) / np.float32(FULL)).astype(np.float32)
        known: Flags = np.logical_or.reduce(of_points, axis=0, dtype=np.bool_)
        return most, ~np.logical_and.reduce(known, axis=0)

    def _of_one_kind(self, rows: Ints, columns: Places, of_points: NDArray[np.int32]) -> Scores:
        scores = np.zeros((len(rows), of_points.shape[1]), dtype=np.int16)
        for look, most in zip(self.looks, of_points, strict=True):
            values, line = look.lines(rows, columns)
            # Where a pair did not answer, nothing can be added: -1 times 0.
            points = (values.astype(np.int32) * most // FULL).astype(np.int16)
            scores += points[line]
        scores[:, ~of_points.any(axis=0)] = NEUTRAL
        return scores


class Judge:
    """All that a problem says of any rectangle of its pairs."""

    def __init__(self, problem: Problem, grid: Grid) -> None:
        self.barrier = Barrier(problem, grid, problem.all_rules)
        self.scale = Scale(problem, grid)
        self.shape = grid.shape

    def everything(self, watch: Watch) -> tuple[Flags, Scores]:
        """Judge all pairs: which are allowed, and their scores. 3 bytes a pair."""
        mentees, mentors = self.shape
        allowed = np.zeros(self.shape, dtype=np.bool_)
        scores = np.zeros(self.shape, dtype=np.int16)
        for start in range(0, mentees, TILE_ROWS):
            rows = self.scale.order[start : start + TILE_ROWS]
            for left in range(0, mentors, TILE_COLUMNS):
                columns = slice(left, min(left + TILE_COLUMNS, mentors))
                allowed[rows, columns] = self.barrier.allowed(rows, columns)
                scores[rows, columns] = self.scale.scores(rows, columns)
            watch.at(min(start + TILE_ROWS, mentees) / mentees)
        return allowed, scores


def _slices(rows: int, columns: int) -> Iterator[slice]:
    """Cut rows into blocks of few pairs."""
    step = max(FEW_CELLS // max(columns, 1), 1)
    return (slice(start, start + step) for start in range(0, rows, step))
