"""One pool of people who support each other as equals: peer coaching in pairs, and a trio where somebody is over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from compagnon.engine.criteria import Criterion
from compagnon.engine.explaining.standing import Judged
from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.scoring import Weighing
from compagnon.engine.judging.verdicts import Cell, Known
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person
from compagnon.engine.placing.assignment import assign
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.pairing import pair_up
from compagnon.engine.pooling.together import Alone, Together, all_together, alone_of, symmetric
from compagnon.engine.problem import MAX_CELLS, Problem, refuse_large
from compagnon.engine.result import Proved
from compagnon.engine.rules.base import Rule, Waiver
from compagnon.engine.solver import judged_of
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
        refuse_large(len(self.people), len(self.people), MAX_CELLS)
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

    Ties are broken by a keyed hash, so order changes nothing. All of it is proved over all possible
    pairs, as `proved` says. Then, if the pool has trios,
    as many of those left over as can be join pairs, the worst trio as good as can be.
    `progress` and `cancelled` as in `solve`. Time: that of judging all pairs both ways, and 5 CPU seconds for
    5,000 people beside; memory: 8 bytes for each of their pairs.
    """
    watch = Watch(progress, cancelled)
    judged = judged_of(pool.problem, watch.part(0, 0.3), held_up_to=MAX_CELLS)
    offer = symmetric(judged)
    found = pair_up(offer, watch.part(0.3, 0.9))
    groups: Sequence[tuple[int, ...]] = _with_trios(offer, found) if pool.trios else found
    result = _result(judged, offer, found, groups)
    watch.at(1)
    return result


def _with_trios(offer: Offer, found: tuple[Cell, ...]) -> list[tuple[int, ...]]:
    """Let those left over join pairs both of whom suit."""
    pairs: Ints = np.array(found, dtype=np.int64).reshape(-1, PAIR)
    over = np.setdiff1d(np.arange(len(offer.wishes)), pairs)
    first, second = (np.ix_(over, side) for side in pairs.T)
    joining = Offer(
        verdicts=Known(
            offer.allowed[first] & offer.allowed[second],
            np.minimum(offer.scores[first], offer.scores[second]),
        ),
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
        groups=all_together(judged, offer, groups),
        alone=tuple(_alone(judged, offer, place) for place in alone),
        pairs=len(found),
        total=sum(scores),
        worst=min(scores, default=None),
        proved=PROVED,
    )


def _alone(judged: Judged, offer: Offer, place: int) -> Alone:
    eligible = int(offer.allowed[place].sum())
    reason = Reason("unplaced.pool_full", {"eligible": eligible})
    return alone_of(judged, offer, place, reason)
