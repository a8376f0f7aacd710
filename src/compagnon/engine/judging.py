"""Judging all possible pairs, a rectangle at a time: which are allowed, and how well they score.

`Rule.forbids` and `Scoring.score` are the reference: they say the same of one pair.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.criteria import FULL
from compagnon.engine.grid import Flags, Grid, Ints, Places
from compagnon.engine.kinds import Look, kinds
from compagnon.engine.people import Person, Side
from compagnon.engine.problem import Problem
from compagnon.engine.rules import Rule
from compagnon.engine.scoring import NEUTRAL, Scores
from compagnon.engine.watch import Watch

TILE_ROWS: Final = 256
TILE_COLUMNS: Final = 4096
"""Pairs scored at a time: few enough for a processor's cache."""
MOST_OF_POINTS: Final = 4_000_000
"""A table of criteria x kinds x kinds may be so large."""
FEW_CELLS: Final = 50_000
"""Pairs scored at a time where there is no such table."""


class Barrier:
    """What rules say of any rectangle of a grid. O(people x rules) to make."""

    def __init__(self, problem: Problem, grid: Grid, rules: Sequence[Rule]) -> None:
        self._grid = grid
        self._rules = rules
        self._looks = [Look(grid, rule.forbids_all, rule.reads()) for rule in self._rules]
        named = [rule.named(grid) for rule in self._rules]
        self._named = [None if pairs is None else grid.places(pairs) for pairs in named]
        self._waived = [
            grid.places((w.mentor_id, w.mentee_id) for w in problem.waivers if w.rule == rule.key)
            for rule in self._rules
        ]

    def forbidden(self, rows: Ints, columns: Places) -> list[Flags]:
        """Return, rule by rule, which pairs it forbids once waivers are taken into account."""
        part = self._grid.part(rows, columns)
        found = []
        for look, named, waived in zip(self._looks, self._named, self._waived, strict=True):
            flags = look.all(rows, columns) if named is None else part.marked(named)
            found.append(flags & ~part.marked(waived) if waived[0].size else flags)
        return found

    def allowed(self, rows: Ints, columns: Places) -> Flags:
        """Return which pairs no rule forbids."""
        forbidden = self.forbidden(rows, columns)
        some = forbidden[0]
        for flags in forbidden[1:]:
            some |= flags
        return ~some


class Scale:
    """What a problem's criteria say of any rectangle of a grid. O(people x criteria) to make.

    How much each criterion may add depends on who answered what and on what the two say of its
    weight: on a row's kind and a column's kind. So rows of one kind are scored together, unless
    there are too many kinds for a table. `order`: rows of one kind together. `unanswered`: criteria that no pair answered.
    """

    def __init__(self, problem: Problem, grid: Grid) -> None:
        scoring = self._scoring = problem.scoring
        self._looks = [Look(grid, c.values, c.reads()) for c in scoring.criteria]
        mine = kinds(grid.mentees, lambda person: self._kind(person, "mentee"))
        theirs = kinds(grid.mentors, lambda person: self._kind(person, "mentor"))
        self._rows, self._columns = mine.of, theirs.of
        self.order = np.argsort(mine.of, kind="stable")
        self._grid = grid
        self._of_points: NDArray[np.int32] | None = None
        if len(scoring.criteria) * len(mine.examples) * len(theirs.examples) > MOST_OF_POINTS:
            answered = self._answered(mine.examples, theirs.examples)
        else:
            of_points, answered = scoring.of_points(Grid(mine.examples, theirs.examples))
            self._of_points = of_points.astype(np.int32)
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
        theirs = self._columns[columns]
        scores = np.empty((len(rows), len(theirs)), dtype=np.int16)
        if self._of_points is None:
            for some in _slices(len(rows), len(theirs)):
                scores[some] = self._scoring.scores(self._grid.part(rows[some], columns))
            return scores
        numbers, kind = np.unique(self._rows[rows], return_inverse=True)
        for position, number in enumerate(numbers.tolist()):
            same = np.flatnonzero(kind == position)
            scores[same] = self._of_one_kind(
                rows[same], columns, self._of_points[:, number, theirs]
            )
        return scores

    def _of_one_kind(self, rows: Ints, columns: Places, of_points: NDArray[np.int32]) -> Scores:
        scores = np.zeros((len(rows), of_points.shape[1]), dtype=np.int16)
        for look, most in zip(self._looks, of_points, strict=True):
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
        self._shape = grid.shape

    def everything(self, watch: Watch) -> tuple[Flags, Scores]:
        """Judge all pairs: which are allowed, and their scores. 3 bytes a pair."""
        mentees, mentors = self._shape
        allowed = np.zeros(self._shape, dtype=np.bool_)
        scores = np.zeros(self._shape, dtype=np.int16)
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
