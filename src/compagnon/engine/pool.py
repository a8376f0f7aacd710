"""One pool of people who support each other as equals: peer coaching in pairs, and a trio where somebody is over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from compagnon.engine.assignment import assign
from compagnon.engine.criteria import Criterion
from compagnon.engine.grid import Ints
from compagnon.engine.messages import Reason
from compagnon.engine.offer import Cell, Offer
from compagnon.engine.pairing import pair_up
from compagnon.engine.people import Person
from compagnon.engine.problem import Problem
from compagnon.engine.result import Contribution, Proved
from compagnon.engine.rules import Rule, Waiver
from compagnon.engine.scoring import Weighing
from compagnon.engine.solver import judged_of, offer_of
from compagnon.engine.standing import Judged
from compagnon.engine.watch import Watch

PAIR: Final = 2
PROVED: Final = Proved(placed=True, equity=True, worst=True, total=True)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """People to be paired among themselves; rules and criteria as in `Problem`.

    Each of two is judged as mentee of the other: the pair is allowed if no rule forbids it either
    way round, and scores the mean of both, rounded down. `trios`: whoever is left over joins a pair
    both of whom suit. Raises ProblemError as `Problem` does. Somebody
    of capacity 0 takes no part.
    """

    people: tuple[Person, ...]
    rules: tuple[Rule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    waivers: frozenset[Waiver] = frozenset()
    emphasis: Weighing | None = None
    trios: bool = True
    seed: int = 0
    problem: Problem = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        problem = Problem(
            mentees=self.people,
            mentors=self.people,
            rules=self.rules,
            criteria=self.criteria,
            waivers=self.waivers,
            emphasis=self.emphasis,
            allow_mutual=True,
            seed=self.seed,
        )
        object.__setattr__(self, "problem", problem)


@dataclass(frozen=True)
class View:
    """How well one of a pair suits the other, seen from the first: its score and what makes it."""

    person_id: str
    other_id: str
    score: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Together:
    """Two people, or three; ids sorted. `score`: that of the pair, or of the worst pair of a trio."""

    ids: tuple[str, ...]
    score: int
    views: tuple[View, ...]


@dataclass(frozen=True)
class Alone:
    """Somebody who has no partner, and why; `eligible`: how many partners the rules would allow."""

    person_id: str
    reason: Reason
    eligible: int


@dataclass(frozen=True)
class PoolResult:
    """Pairs and trios, sorted by ids; who is alone; and what is proved of the pairs.

    `total` and `worst` count the pairs that were made before anybody joined them.
    """

    groups: tuple[Together, ...]
    alone: tuple[Alone, ...]
    pairs: int
    total: int
    worst: int | None
    proved: Proved


def solve_pool(
    pool: Pool,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PoolResult:
    """Pair people of one pool: as many pairs as possible, the worst as good as can be, the highest total.

    Ties are broken by a keyed hash, so order changes nothing. `proved` says what is proved over all
    possible pairs, and by how much the total could be higher at most. Then, if the pool has trios,
    as many of those left over as can be join pairs, the worst trio as good as can be.
    `progress` and `cancelled` as in `solve`; time and memory too, and blossoms: a few seconds for
    1,000 people, where `MOST_EDGES` of `pairing` bounds what is tried beyond.
    """
    watch = Watch(progress, cancelled)
    judged = judged_of(pool.problem, watch.part(0, 0.3))
    offer = _symmetric(judged)
    found = pair_up(offer, watch.part(0.3, 0.9))
    groups: Sequence[tuple[int, ...]] = _with_trios(offer, found) if pool.trios else found
    result = _result(judged, offer, found, groups)
    watch.at(1)
    return result


def _symmetric(judged: Judged) -> Offer:
    """Return who may be paired with whom, both ways the same."""
    offer = offer_of(judged, [])
    ones = np.ones(len(offer.wishes), dtype=np.int64)
    both = offer.scores.astype(np.int32)
    return Offer(
        allowed=offer.allowed & offer.allowed.T,
        scores=(both + both.T) // 2,
        wishes=ones,
        waiting=ones > 0,
        capacity=ones,
        groups=(),
        row_hashes=offer.row_hashes,
        column_hashes=offer.row_hashes,
    )


def _with_trios(offer: Offer, found: tuple[Cell, ...]) -> list[tuple[int, ...]]:
    """Let those left over join pairs both of whom suit."""
    pairs: Ints = np.array(found, dtype=np.int64).reshape(-1, PAIR)
    over = np.setdiff1d(np.arange(len(offer.wishes)), pairs)
    first, second = (np.ix_(over, side) for side in pairs.T)
    joining = Offer(
        allowed=offer.allowed[first] & offer.allowed[second],
        scores=np.minimum(offer.scores[first], offer.scores[second]),
        wishes=np.ones(len(over), dtype=np.int64),
        waiting=np.ones(len(over), dtype=np.bool_),
        capacity=np.ones(len(pairs), dtype=np.int64),
        groups=(),
        row_hashes=offer.row_hashes[over],
        column_hashes=offer.row_hashes[pairs].sum(axis=1, dtype=np.uint64),
    )
    third = {pair: int(over[row]) for row, pair in assign(joining, Watch()).cells}
    return [
        tuple(sorted((*cell, third[place]))) if place in third else cell
        for place, cell in enumerate(found)
    ]


def _result(
    judged: Judged, offer: Offer, found: tuple[Cell, ...], groups: Sequence[tuple[int, ...]]
) -> PoolResult:
    placed = {person for group in groups for person in group}
    scores = [int(offer.scores[cell]) for cell in found]
    alone = [place for place in range(len(judged.mentees)) if place not in placed]
    return PoolResult(
        groups=tuple(_together(judged, offer, group) for group in groups),
        alone=tuple(_alone(judged, offer, place) for place in alone),
        pairs=len(found),
        total=sum(scores),
        worst=min(scores, default=None),
        proved=PROVED,
    )


def _together(judged: Judged, offer: Offer, group: tuple[int, ...]) -> Together:
    cells: list[Cell] = [(a, b) for a in group for b in group if a != b]
    views = []
    for person, other in cells:
        mine, theirs = judged.mentees[person], judged.mentees[other]
        contributions = judged.problem.scoring.contributions(mine, theirs)
        views.append(View(mine.id, theirs.id, int(judged.scores[person, other]), contributions))
    ids = tuple(judged.mentees[place].id for place in group)
    return Together(ids, min(int(offer.scores[cell]) for cell in cells), tuple(views))


def _alone(judged: Judged, offer: Offer, place: int) -> Alone:
    eligible = int(offer.allowed[place].sum())
    others = len(judged.mentees) - 1
    reason = Reason("unplaced.pool_full", {"eligible": eligible})
    if not eligible:
        reason = Reason("unplaced.nobody_fits", {"candidates": others})
    return Alone(judged.mentees[place].id, reason, eligible)
