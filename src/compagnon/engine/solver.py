"""From a problem to its result: score, place, explain."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from compagnon.engine.explaining.report import report
from compagnon.engine.explaining.standing import Judged, Standing
from compagnon.engine.hashing import hashes
from compagnon.engine.judging.bounds import Bounds
from compagnon.engine.judging.grid import Grid, Ints
from compagnon.engine.judging.judge import Barrier, Judge
from compagnon.engine.judging.verdicts import Cell, Known, OnDemand, Verdicts
from compagnon.engine.messages import ProblemError
from compagnon.engine.placing.candidates import Start
from compagnon.engine.placing.equity import groupings
from compagnon.engine.placing.memory import Memory
from compagnon.engine.placing.mutual import Placement, place
from compagnon.engine.placing.offer import Extra, Marked, Offer
from compagnon.engine.placing.shares import counted, kinds_of
from compagnon.engine.problem import Problem
from compagnon.engine.proving.proof import write_proof
from compagnon.engine.result import Proved, Result
from compagnon.engine.watch import Watch

HELD_UP_TO: Final = 20_000_000
"""So many pairs are judged beforehand and held in memory; where there are more, when they are asked for."""


def solve(
    problem: Problem,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    memory: Memory | None = None,
    proof: Path | None = None,
) -> Result:
    """Pair mentees with mentors by the aims in order, and explain every decision.

    The aims: every hard rule; as many mentees placed as possible, and where mentees wish for
    several mentors, as many pairs; as few as can be missing from each of `problem.shares`; those who
    stay out spread as evenly over `problem.groups` as can be (see `equity`), and longest waiting
    first; pairs to be kept; the worst pair that is not fixed as good as can be, and what
    `problem.aims` asks for beside it; the highest total.
    Ties are broken by a keyed hash of seed and ids, so the same people in any order give the same
    bytes, on any machine. Each aim is exact given those before it; where people have both roles,
    `summary.proved` says whether the search for placements without mutual pairs came to its end
    (see `mutual`).

    Shares beyond one of the first group are met by changing as little as they need of the placement without them
    (see `shares`), and of that no proof can be written: a ProblemError says so.

    `proof` names a file for the proof that no placement over all possible pairs is better (see
    `proof`); `checker` reads it without having seen the search. Pairs of all aims are proved in any
    case; only the file is extra.

    `progress` is called with rising fractions up to 1.0; `cancelled` is asked now and then, and
    if it says True, SolveCancelledError is raised. A `memory` that was given to the solve before
    makes this one sooner, and changes nothing in its result.

    Time: O(criteria x mentees x mentors) at worst; in fact two looks at all pairs, a few nanoseconds
    each, and a few flows of least cost over some twenty pairs a person: 0.2 CPU seconds for
    1,000 x 550, 5 for 10,000 x 5,500. Memory: 3 bytes for each possible pair up to HELD_UP_TO of
    them, and beyond some 10 KB a person.
    """
    if proof is not None:
        refuse_proof(problem)
    watch = Watch(progress, cancelled)
    watch.at(0)
    judged = judged_of(problem, watch.part(0, 0.3))
    standing = _place_all(judged, memory or Memory(), watch.part(0.3, 0.9), proof)
    watch.at(0.9)
    result = report(standing, watch.part(0.9, 0.99))
    watch.at(1)
    return result


def judged_of(problem: Problem, watch: Watch, *, held_up_to: int | None = None) -> Judged:
    """Judge every pair, or where there are more than may be held in memory, get ready to do so."""
    held_up_to = HELD_UP_TO if held_up_to is None else held_up_to
    mentees = tuple(person for person in problem.mentees if person.capacity)
    mentors = tuple(person for person in problem.mentors if person.capacity)
    grid = Grid(mentees, mentors)
    judge = Judge(problem, grid)
    verdicts: Verdicts
    if len(mentees) * len(mentors) <= held_up_to:
        verdicts = Known(*judge.everything(watch))
    else:
        verdicts = OnDemand(judge, Bounds(judge), np.array([], dtype=np.int64))
    watch.at(1)
    columns = {person.id: column for column, person in enumerate(mentors)}
    own = [-1 if problem.allow_mutual else columns.get(person.id, -1) for person in mentees]
    return Judged(
        problem=problem,
        mentees=mentees,
        mentors=mentors,
        judge=judge,
        warnings=Barrier(problem, grid, [warning.rule for warning in problem.warnings]),
        verdicts=verdicts,
        own_column=np.array(own, dtype=np.int64),
    )


def _place_all(judged: Judged, memory: Memory, watch: Watch, proof: Path | None) -> Standing:
    """Make the fixed pairs, then decide on the others."""
    problem = judged.problem
    rows = {person.id: row for row, person in enumerate(judged.mentees)}
    columns = {person.id: column for column, person in enumerate(judged.mentors)}
    pinned = sorted((rows[mentee], columns[mentor]) for mentor, mentee in problem.pinned)
    reverses = (judged.reverse(cell) for cell in pinned)
    apart = [reverse for reverse in reverses if reverse is not None]
    offer = replace(offer_of(judged, pinned), proving=proof is not None)
    offer = offer.without([*pinned, *apart])
    start = memory.start(offer, judged.mentees, judged.mentors)
    placement = place(offer, judged.own_column, watch.part(0, 0.6), start=start)
    if problem.has_crossing_shares:
        offer, placement = _shared(judged, offer, placement, watch.part(0.6, 1))
    if placement.assignment.network is not None:
        memory.keep(judged.mentees, judged.mentors, placement.assignment.network)
    apart += placement.apart
    if proof is not None:
        write_proof(proof, placement.assignment, pinned, apart)
    found = placement.assignment
    return Standing(
        judged=judged,
        pairs=tuple(sorted([*pinned, *found.cells])),
        pinned=frozenset(pinned),
        offer=offer.without(placement.apart),
        apart=frozenset(apart),
        costs=found.costs,
        proved=_proved(placement, len(offer.groups)),
        start=None if pinned or apart else found.start,
    )


def refuse_proof(problem: Problem) -> None:
    """Refuse to prove how shares that cross each other were met: prices do not show it."""
    if problem.has_crossing_shares:
        raise ProblemError("problem.proof_shares")


def _shared(judged: Judged, offer: Offer, base: Placement, watch: Watch) -> tuple[Offer, Placement]:
    """Place so many of each kind as meet all shares best, changing as little as that needs."""
    kinds = kinds_of(judged.problem.shares, judged.problem.groups, judged.mentees, offer)
    grouping = counted(offer, kinds, base.assignment, watch.part(0, 0.5))
    if grouping is None or base.assignment.network is None:
        return offer, base
    counting = replace(offer, groups=(grouping,))
    start = Start(base.assignment.network)
    return counting, place(counting, judged.own_column, watch.part(0.5, 1), start=start)


def offer_of(judged: Judged, pinned: Sequence[Cell]) -> Offer:
    """Return what is left to decide beside the fixed pairs."""
    problem, (mentees, mentors) = judged.problem, judged.verdicts.shape
    grid = Grid(judged.mentees, judged.mentors)
    kept = np.sort(grid.keys(*grid.places(problem.kept)))
    wishes = np.array([min(p.capacity, mentors) for p in judged.mentees], dtype=np.int64)
    capacity = np.array([min(p.capacity, mentees) for p in judged.mentors], dtype=np.int64)
    waiting = np.array([p.id not in problem.served for p in judged.mentees], dtype=np.bool_)
    for row, column in pinned:
        wishes[row] -= 1
        capacity[column] -= 1
        waiting[row] = False
    return Offer(
        verdicts=judged.verdicts,
        wishes=wishes,
        waiting=waiting,
        capacity=capacity,
        groups=groupings(problem.groups, judged.mentees, waiting, problem.first_percent),
        row_hashes=hashes(problem.seed, "mentee", (person.id for person in judged.mentees)),
        column_hashes=hashes(problem.seed, "mentor", (person.id for person in judged.mentors)),
        aims=problem.aims,
        since=_since(judged) if problem.waiting else None,
        kept=Marked(kept, mentors) if problem.kept else None,
        extra=_extra(judged, Marked(kept, mentors)),
    )


def _since(judged: Judged) -> Ints:
    """Return how long each mentee has waited."""
    attribute = judged.problem.waiting
    return np.array([int(p.code(attribute) or 0) for p in judged.mentees], dtype=np.int64)


def _extra(judged: Judged, kept: Marked) -> Extra | None:
    """Return what pairs count in the total above their scores: kept ones more, those warned of less."""
    problem, points = judged.problem, judged.problem.aims.keep_points or 0

    def of(rows: Ints, columns: Ints) -> Ints:
        order = np.argsort(rows, kind="stable")
        extra = kept[rows, columns] * np.int64(points)
        broken = judged.warnings.broken(rows[order], columns[order]) if rows.size else []
        for warning, flags in zip(problem.warnings, broken, strict=bool(rows.size)):
            extra[order] -= flags * np.int64(warning.points)
        return extra

    most = points * bool(problem.kept)
    return Extra(of, most) if problem.warnings or most else None


def _proved(placement: Placement, groups: int) -> Proved:
    """Compare what was reached with what cannot be exceeded, aim by aim in order."""
    reached, bound = placement.assignment.merit, placement.bound
    same = [reached[: aim + 1] == bound[: aim + 1] for aim in range(len(reached))]
    equity = 2 + groups  # of which the last is who has waited longest
    return Proved(
        placed=same[1],
        equity=same[equity],
        worst=same[-3],
        total=same[-2],
        gap=bound[-2] - reached[-2] if same[-3] else None,
    )
