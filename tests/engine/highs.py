"""The matching problem as whole-number programmes for HiGHS, one an aim: another way to the same answer."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import LinearConstraint, milp

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.placing.offer import Offer

Merit = tuple[int, ...]


class _Programme:
    """Variables: a pair each, then whether each row is placed, then a step of each group's each grouping."""

    def __init__(self, offer: Offer) -> None:
        self.rows, self.columns = np.nonzero(
            offer.allowed & (offer.wishes > 0)[:, None] & (offer.capacity > 0)
        )
        self.scores = offer.scores[self.rows, self.columns].astype(np.int64)
        self.count = len(self.rows)
        self.people = len(offer.wishes)
        self.steps = [
            (level, int(group), int(step), k)
            for level, grouping in enumerate(offer.groups)
            for group in np.flatnonzero(grouping.waiting)
            for k, step in enumerate(grouping.steps(int(group)))
        ]
        self.size = self.count + self.people + len(self.steps)
        self.constraints: list[LinearConstraint] = []
        self.upper = np.ones(self.size)
        self.upper[self.count : self.count + self.people] = offer.waiting & (offer.wishes > 0)
        self._structure(offer)

    def _structure(self, offer: Offer) -> None:
        for row in range(self.people):
            mine = self.of_pairs(self.rows == row)
            self.at_most(mine, int(offer.wishes[row]))
            placed = np.zeros(self.size)
            placed[self.count + row] = 1
            self.at_most(placed - mine, 0)
        for column, places in enumerate(offer.capacity):
            self.at_most(self.of_pairs(self.columns == column), int(places))
        for level, grouping in enumerate(offer.groups):
            for group in np.flatnonzero(grouping.waiting):
                line = np.zeros(self.size)
                for position, (of, which, _step, _k) in enumerate(self.steps):
                    if (of, which) == (level, group):
                        line[self.count + self.people + position] = 1
                line[self.count : self.count + self.people] -= grouping.labels == group
                self.at_most(line, 0)

    def of_pairs(self, values: Ints | Flags) -> Ints:
        line: Ints = np.zeros(self.size)
        line[: self.count] = values
        return line

    def at_most(self, line: Ints, bound: int) -> None:
        self.constraints.append(LinearConstraint(line[None], -np.inf, bound))

    def highest(self, line: Ints) -> int | None:
        found = milp(
            -line,
            constraints=self.constraints,
            integrality=np.ones(self.size),
            bounds=(np.zeros(self.size), self.upper),
            options={"mip_rel_gap": 0},
        )
        return None if found.x is None else round(float(line @ np.rint(found.x)))

    def fix(self, line: Ints) -> int:
        """Let something be as high as it can be, from now on."""
        best = self.highest(line)
        assert best is not None
        self.at_most(-line, -best)
        return best


def best_merit(offer: Offer) -> Merit:
    """Mentees placed, pairs, minus what each grouping costs, the worst score, minus pairs below limits, the total."""
    programme = _Programme(offer)
    placed = np.zeros(programme.size)
    placed[programme.count : programme.count + programme.people] = 1
    merit = [programme.fix(placed), programme.fix(programme.of_pairs(np.ones(programme.count)))]
    for level, grouping in enumerate(offer.groups):
        worth = np.zeros(programme.size)
        worth[programme.count + programme.people :] = [
            step if of == level else 0 for of, _group, step, _k in programme.steps
        ]
        merit.append(programme.fix(worth) - grouping.cost(np.array([], dtype=np.int64)))
    placing = slice(programme.count, programme.count + programme.people)
    line = np.zeros(programme.size)
    line[placing] = 0 if offer.since is None else offer.since
    merit.append(programme.fix(line))
    kept = (
        np.zeros(programme.count)
        if offer.kept is None
        else offer.kept[programme.rows, programme.columns]
    )
    strictly = offer.aims.keep_points is None
    merit.append(programme.fix(programme.of_pairs(kept)) if strictly else -1)
    worst = _worst(programme, np.unique(programme.scores).tolist()) if merit[1] else 10_000
    programme.upper[: programme.count] = (programme.scores >= worst) | (not offer.aims.worst)
    merit.append(worst * offer.aims.worst)
    merit += [
        programme.fix(programme.of_pairs(-(programme.scores < limit).astype(np.int64)))
        for limit in offer.aims.limits
    ]
    worth = offer.worth(programme.scores, programme.rows, programme.columns)
    return (*merit, programme.fix(programme.of_pairs(worth)))


def _worst(programme: _Programme, levels: Sequence[int]) -> int:
    low, high = 0, len(levels)
    while high - low > 1:
        middle = (low + high) // 2
        programme.upper[: programme.count] = programme.scores >= levels[middle]
        if programme.highest(np.zeros(programme.size)) is None:
            high = middle
        else:
            low = middle
    return levels[low]
