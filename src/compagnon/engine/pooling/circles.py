"""Circles: groups of bounded size from one pool, with one facilitator at most; groups of three among them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from compagnon.engine.explaining.standing import Judged
from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import require_whole
from compagnon.engine.placing.offer import Offer
from compagnon.engine.pooling.gathering import gather
from compagnon.engine.pooling.partition import FEW, best_partition
from compagnon.engine.pooling.pool import Pool
from compagnon.engine.pooling.seating import Bounds, Table, bounds
from compagnon.engine.pooling.together import Alone, Together, all_together, alone_of, symmetric
from compagnon.engine.problem import MAX_CELLS
from compagnon.engine.result import Proved
from compagnon.engine.solver import judged_of
from compagnon.engine.watch import Watch

LARGEST: Final = 30
"""Circles of more people than this are no circles."""


@dataclass(frozen=True, kw_only=True)
class Circles:
    """People of a pool to be seated in circles of `least` to `most` people (3 and 3: groups of three).

    Of the `facilitators` (ids) at most one sits in each circle; `led`: each circle needs one.
    Raises ProblemError for sizes that make no sense and facilitators who are not in the pool.
    """

    pool: Pool
    least: int = 4
    most: int = 6
    facilitators: frozenset[str] = frozenset()
    led: bool = False

    def __post_init__(self) -> None:
        require_whole("circles", "least", self.least, least=2, most=LARGEST)
        require_whole("circles", "most", self.most, least=2, most=LARGEST)
        if self.least > self.most:
            raise ProblemError("problem.band", key="circles")
        for unknown in sorted(self.facilitators - {person.id for person in self.pool.people}):
            raise ProblemError("problem.facilitator_unknown", id=unknown)


@dataclass(frozen=True)
class CirclesResult:
    """Circles, sorted by ids; who is left out; what was reached, and what cannot be exceeded.

    `total`: everybody's mean score with the others of the circle, added up, rounded down for each
    circle. `bounds`: what no circles can exceed that seat as many people as can be. `proved`: of
    the aims, those that are met as well as they can be; `gap`: by how much the total could be
    higher at most, None where an aim before it is not proved.
    """

    groups: tuple[Together, ...]
    alone: tuple[Alone, ...]
    placed: int
    total: int
    worst: int | None
    bounds: Bounds
    proved: Proved


def solve_circles(
    circles: Circles,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CirclesResult:
    """Seat people in circles: as many as can be, the worst pair as good as can be, the highest total.

    Guaranteed: no rule forbids any two of a circle, sizes are within bounds, facilitators are
    shared out as asked, the same people in any order get the same circles, and nobody reaches more
    than `bounds`. For up to FEW people the circles are the best there are. For more this is not
    guaranteed, because the problem is NP-hard: somebody may be left out for whom there would be a
    way, and a better worst pair or total may exist; `proved` claims only what equals its bound.
    `progress` and `cancelled` as in `solve`. Time: that of judging all pairs, and O(people^2 x most)
    for each of some passes; memory: some 20 bytes for each possible pair.
    """
    watch = Watch(progress, cancelled)
    judged = judged_of(circles.pool.problem, watch.part(0, 0.3), held_up_to=MAX_CELLS)
    offer = symmetric(judged)
    order = np.argsort(offer.row_hashes, kind="stable")
    table = _table(circles, judged, offer, order)
    exact = table.people <= FEW
    seated = best_partition(table) if exact else gather(table, watch.part(0.3, 0.9))
    placed, total = sum(map(len, seated)), sum(map(table.total, seated))
    worst = min(map(table.worst, seated), default=None)
    at_most = Bounds(placed, worst or 0, total) if exact else bounds(table, placed)
    groups = sorted(tuple(sorted(order[list(circle)].tolist())) for circle in seated)
    without = np.setdiff1d(np.arange(table.people), [one for group in groups for one in group])
    result = CirclesResult(
        groups=all_together(judged, offer, groups, _leads(circles, judged)),
        alone=tuple(_alone(circles, judged, offer, place) for place in without.tolist()),
        placed=placed,
        total=total,
        worst=worst,
        bounds=at_most,
        proved=_proved(at_most, (placed, worst or 0, total)),
    )
    watch.at(1)
    return result


def _table(circles: Circles, judged: Judged, offer: Offer, order: Ints) -> Table:
    leads = _leads(circles, judged)
    among = np.ix_(order, order)
    return Table(
        allowed=offer.allowed[among],
        scores=offer.scores[among].astype(np.int64),
        leads=leads[order],
        least=circles.least,
        most=circles.most,
        led=circles.led,
    )


def _leads(circles: Circles, judged: Judged) -> Flags:
    return np.array([one.id in circles.facilitators for one in judged.mentees], dtype=np.bool_)


def _proved(at_most: Bounds, reached: tuple[int, int, int]) -> Proved:
    """Compare what was reached with what cannot be exceeded, aim by aim in order."""
    placed, worst, total = reached
    most = placed == at_most.placed
    kind = most and worst == at_most.worst
    gap = at_most.total - total if kind else None
    return Proved(placed=most, equity=most, worst=kind, total=gap == 0, gap=gap)


def _alone(circles: Circles, judged: Judged, offer: Offer, place: int) -> Alone:
    """Say why somebody has no circle."""
    fits = offer.allowed[place]
    eligible, needed = int(fits.sum()), circles.least - 1
    leads = _leads(circles, judged)
    reason = Reason("unplaced.circles_full", {"eligible": eligible})
    if eligible < needed:
        reason = Reason("unplaced.too_few_fit", {"eligible": eligible, "needed": needed})
    elif circles.led and not leads[place] and not (leads & fits).any():
        reason = Reason("unplaced.no_facilitator")
    return alone_of(judged, offer, place, reason)
