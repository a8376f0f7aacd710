"""From a problem to its result: score, place, explain."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from compagnon.engine.assignment import Hashes, Offer
from compagnon.engine.equity import groupings
from compagnon.engine.grid import Grid
from compagnon.engine.mutual import Cell, Placement, place
from compagnon.engine.people import Person, Side
from compagnon.engine.problem import Problem
from compagnon.engine.report import report
from compagnon.engine.result import Proved, Result
from compagnon.engine.rules import forbidden_by
from compagnon.engine.standing import Judged, Standing
from compagnon.engine.watch import Watch

BLOCK_CELLS: Final = 1_000_000
"""Pairs scored at a time."""


def solve(
    problem: Problem,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """Pair mentees with mentors by the aims in order, and explain every decision.

    The aims: every hard rule; as many mentees placed as possible; those who stay out spread as
    evenly over `problem.groups` as can be; the worst pair as good as can be; the highest total.
    Ties are broken by a keyed hash of seed and ids, so the same people in any order give the same
    bytes, on any machine. Each aim is exact given those before it; `summary.proved` says where
    the search for placements without mutual pairs was given up (see `mutual`). Mentees who want
    several mentors are offered a second when everybody was offered a first, and so on; each such
    round follows the same aims without equity.

    `progress` is called with rising fractions up to 1.0; `cancelled` is asked now and then, and
    if it says True, SolveCancelledError is raised.

    Time: O(criteria x mentees x mentors) to score, then a few flows of least cost over the allowed
    pairs (0.2 s for 240 people, about 2 s for 1,000 x 600). Memory: about 200 bytes for each allowed
    pair, at most about 5 GB at the limit of problem.MAX_CELLS.
    """
    watch = Watch(progress, cancelled)
    watch.at(0)
    standing = _place_all(_judged(problem, watch.part(0, 0.3)), watch.part(0.3, 0.9))
    result = report(standing, watch.part(0.9, 0.99))
    watch.at(1)
    return result


def _judged(problem: Problem, watch: Watch) -> Judged:
    """Judge every pair, a block of rows at a time."""
    mentees = tuple(person for person in problem.mentees if person.capacity)
    mentors = tuple(person for person in problem.mentors if person.capacity)
    eligible = np.zeros((len(mentees), len(mentors)), dtype=np.bool_)
    scores = np.zeros(eligible.shape, dtype=np.int16)
    scoring = problem.scoring
    answered = np.zeros(len(scoring.criteria), dtype=np.bool_)
    step = max(BLOCK_CELLS // max(len(mentors), 1), 1)
    for start in range(0, len(mentees), step):
        rows = slice(start, start + step)
        grid = Grid(mentees[rows], mentors)
        forbidden = forbidden_by(problem.all_rules, grid, problem.waivers)
        eligible[rows] = ~np.logical_or.reduce(forbidden)
        scores[rows], some = scoring.scores(grid)
        answered |= some
        watch.at(min(start + step, len(mentees)) / len(mentees))
    unanswered = tuple(
        c.key for c, some in zip(scoring.criteria, answered, strict=True) if not some
    )
    columns = {person.id: column for column, person in enumerate(mentors)}
    own = [-1 if problem.allow_mutual else columns.get(person.id, -1) for person in mentees]
    return Judged(
        problem, mentees, mentors, eligible, scores, unanswered, np.array(own, dtype=np.int64)
    )


def _hashes(problem: Problem, side: Side, people: Sequence[Person]) -> Hashes:
    """Hash people by the seed, their side and their id."""
    key = blake2b(str(problem.seed).encode(), digest_size=32).digest()
    texts = (f"{side}:{person.id}".encode() for person in people)
    digests = (blake2b(text, key=key, digest_size=8).digest() for text in texts)
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


class _Table:
    """The places as they are taken, round by round."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.pairs: list[Cell] = []
        self.apart: list[Cell] = []
        self.allowed = judged.eligible.copy()
        mentees, mentors = self.allowed.shape
        self.wishes = np.array([min(p.capacity, mentors) for p in judged.mentees], dtype=np.int64)
        self.left = np.array([min(p.capacity, mentees) for p in judged.mentors], dtype=np.int64)
        self.has = np.zeros(mentees, dtype=np.int64)

    def take(self, cells: Iterable[Cell]) -> None:
        """Make these pairs: their places are gone, and so is the pair the other way round."""
        for cell in cells:
            self.pairs.append(cell)
            self.allowed[cell] = False
            self.has[cell[0]] += 1
            self.left[cell[1]] -= 1
            reverse = self.judged.reverse(cell)
            if reverse is not None:
                self.allowed[reverse] = False
                self.apart.append(reverse)

    def offer(self, number: int) -> Offer:
        """Return what is offered in a round: a `number`-th mentor to those who have one fewer."""
        judged = self.judged
        rows = (self.has == number - 1) & (self.wishes >= number)
        attributes = judged.problem.groups if number == 1 else ()
        return Offer(
            allowed=self.allowed & rows[:, None],
            scores=judged.scores,
            capacity=self.left.copy(),
            groups=groupings(attributes, judged.mentees, rows),
            mentee_hashes=_hashes(judged.problem, "mentee", judged.mentees),
            mentor_hashes=_hashes(judged.problem, "mentor", judged.mentors),
        )


def _place_all(judged: Judged, watch: Watch) -> Standing:
    """Make the fixed pairs, then offer one mentor after another."""
    rows = {person.id: row for row, person in enumerate(judged.mentees)}
    columns = {person.id: column for column, person in enumerate(judged.mentors)}
    pinned = frozenset((rows[mentee], columns[mentor]) for mentor, mentee in judged.problem.pinned)
    table = _Table(judged)
    table.take(sorted(pinned))
    apart = list(table.apart)
    offer = table.offer(1)
    first = place(offer, judged.own_column, watch)
    table.take(_cells(first))
    proved = _proved(first, len(offer.groups))
    for number in range(2, int(table.wishes.max(initial=0)) + 1):
        offer_now = table.offer(number)
        further = place(offer_now, judged.own_column, watch)
        table.take(_cells(further))
        proved = _both(proved, _proved(further, 0))
    apart += first.apart
    return Standing(
        judged=judged,
        pairs=tuple(sorted(table.pairs)),
        pinned=pinned,
        offer=offer.without(first.apart),
        mate=first.assignment.mate,
        apart=frozenset(apart),
        proved=proved,
    )


def _cells(placement: Placement) -> list[Cell]:
    mate = placement.assignment.mate
    return [(int(row), int(mate[row])) for row in np.flatnonzero(mate >= 0)]


def _proved(placement: Placement, groups: int) -> Proved:
    """Compare what was reached with what cannot be exceeded, aim by aim in order."""
    reached, bound = placement.assignment.merit, placement.bound
    same = [reached[: aim + 1] == bound[: aim + 1] for aim in range(len(reached))]
    return Proved(
        placed=same[0], equity=same[groups], worst=same[groups + 1], total=same[groups + 2]
    )


def _both(one: Proved, other: Proved) -> Proved:
    return Proved(
        placed=one.placed and other.placed,
        equity=one.equity and other.equity,
        worst=one.worst and other.worst,
        total=one.total and other.total,
    )
