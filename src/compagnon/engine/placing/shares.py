"""How many people of each kind are placed, where least shares are wanted of groups that cross each other.

A share of each group of the first grouping is an aim of a flow (see `equity`). Shares of regions and of
sectors, or of phases of which people give several, cross each other: no flow keeps them in order, and
the problem is hard (NP-hard). So the counts are decided beforehand, by a whole-number programme over
kinds, people who answer alike whatever is shared out by: as few as can be are missing of the first
share, then of the second, and so on; then as few people as can be are placed instead of others of
another kind, measured against the placement without the further shares; then who has waited longest;
then hashes. That counts can be placed at all is known from flows over all possible pairs: where they
cannot, a cut says of which kinds so many are too many, and the programme is asked again.

The counts are whole numbers with factors of 1, so the programme (CP-SAT) decides them exactly. The
placement of just so many of each kind is the first aim of the flows that follow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from ortools.linear_solver import pywraplp

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.people import Person
from compagnon.engine.placing.choice import SOURCE, plain
from compagnon.engine.placing.equity import Grouping, grouping_by
from compagnon.engine.placing.network import Network, blockade
from compagnon.engine.placing.offer import Assignment, Offer
from compagnon.engine.placing.pricing import NONE
from compagnon.engine.watch import Watch

HASH_BITS: Final = 16
"""How long the hashes of kinds are."""
SHARES = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Group:
    """The kinds of people who gave one answer, and how many of those who wait are to be placed at least."""

    kinds: Ints
    wanted: int

    def missing(self, placed: Ints) -> int:
        """Return how many are missing."""
        return max(self.wanted - int(placed[self.kinds].sum()), 0)


@dataclass(frozen=True)
class Kinds:
    """Mentees who answer alike: the kind of each row, how long each kind has waited, its hash, groups for each share."""

    labels: Ints
    waiting: Flags
    since: Ints
    hashes: Ints
    shares: tuple[tuple[Group, ...], ...]

    @property
    def most(self) -> Ints:
        """Return how many of each kind wait."""
        return self.count(np.flatnonzero(self.waiting))

    def count(self, rows: Ints) -> Ints:
        """Return how many of these rows each kind has."""
        count: Ints = np.bincount(self.labels[rows], minlength=len(self.hashes)).astype(np.int64)
        return count

    def placed_by(self, assignment: Assignment) -> Ints:
        """Return how many of each kind are placed of those who wait."""
        rows = np.array(sorted({row for row, _column in assignment.cells}), dtype=np.int64)
        return self.count(rows[self.waiting[rows]])


def kinds_of(
    shares: SHARES, groups: Sequence[str], mentees: Sequence[Person], offer: Offer
) -> Kinds:
    """Tell mentees apart by all that is shared out by, and by how long they have waited."""
    names = dict.fromkeys([*(name for name, _percent in shares), *groups])
    since = np.zeros(len(mentees), dtype=np.int64) if offer.since is None else offer.since
    answers = [
        (*(tuple(sorted(person.codes(name))) for name in names), (f"{waited:010}",))
        for person, waited in zip(mentees, since.tolist(), strict=True)
    ]
    known = {answer: kind for kind, answer in enumerate(sorted(set(answers)))}
    labels = np.array([known[answer] for answer in answers], dtype=np.int64)
    _kinds, first = np.unique(labels, return_index=True)
    hashes = np.zeros(len(known), dtype=np.uint64)
    np.bitwise_xor.at(hashes, labels, offer.row_hashes)
    return Kinds(
        labels=labels,
        waiting=offer.waiting & (offer.wishes > 0),
        since=since[first],
        hashes=(hashes >> np.uint64(64 - HASH_BITS)).astype(np.int64),
        shares=tuple(
            tuple(_groups([person.codes(name) for person in mentees], percent, labels, offer))
            for name, percent in shares
        ),
    )


def _groups(
    answers: Sequence[frozenset[str]], percent: int, labels: Ints, offer: Offer
) -> Iterable[Group]:
    """Yield the people of each answer; whoever gave several counts in each. Those placed already count."""
    for code in sorted(frozenset().union(*answers)):
        rows = np.array([code in given for given in answers], dtype=np.bool_)
        wanted = -(-percent * int(rows.sum()) // 100) - int((rows & ~offer.waiting).sum())
        yield Group(np.unique(labels[rows]), max(wanted, 0))


def counted(offer: Offer, kinds: Kinds, base: Assignment, watch: Watch) -> Grouping | None:
    """Return the grouping that wants just so many of each kind as meet the shares best.

    `base`: the placement without further shares; None: it meets them as well as can be.
    """
    before = kinds.placed_by(base)
    if not any(group.missing(before) for share in kinds.shares for group in share):
        return None
    placed = _Programme(kinds, before).solve(_Places(offer, kinds, base), watch)
    if (placed == before).all():
        return None
    return replace(grouping_by(kinds.labels, offer.waiting), wanted=placed)


class _Programme:
    """How many of each kind are placed, as whole numbers, and what is asked of them, aim by aim."""

    def __init__(self, kinds: Kinds, placed: Ints) -> None:
        self._solver = pywraplp.Solver.CreateSolver("SAT")
        self._solver.SetSolverSpecificParametersAsString("num_workers:1")
        self._placed = [self._number(most) for most in kinds.most.tolist()]
        self._solver.Add(self._sum(self._placed) == int(placed.sum()))
        more = [self._number(most) for most in kinds.most.tolist()]
        for one, count, before in zip(more, self._placed, placed.tolist(), strict=True):
            self._solver.Add(one >= count - before)
        waited = zip(kinds.since.tolist(), self._placed, strict=True)
        ties = zip(kinds.hashes.tolist(), self._placed, strict=True)
        self._aims = [
            *(self._missing(share) for share in kinds.shares),
            self._sum(more),
            self._sum(-since * count for since, count in waited),
            self._sum(tie * count for tie, count in ties),
        ]

    def solve(self, places: "_Places", watch: Watch) -> Ints:
        """Return the counts that meet the aims in order, of those that can be placed."""
        counts = np.zeros(len(self._placed), dtype=np.int64)
        for number, aim in enumerate(self._aims):
            self._solver.Minimize(aim)
            while True:
                watch.at(number / len(self._aims))
                least, counts = self._found()
                barred = places.barred(counts)
                if barred is None:
                    break
                kinds, most = barred
                self._solver.Add(self._sum(self._placed[kind] for kind in kinds) <= most)
            self._solver.Add(aim <= least)
        return counts

    def _found(self) -> tuple[int, Ints]:
        self._solver.Solve()
        counts = [round(one.solution_value()) for one in self._placed]
        return round(self._solver.Objective().Value()), np.array(counts, dtype=np.int64)

    def _missing(self, share: Iterable[Group]) -> Any:
        found = []
        for group in share:
            found.append(self._number(group.wanted))
            here = self._sum(self._placed[kind] for kind in group.kinds.tolist())
            self._solver.Add(found[-1] >= group.wanted - here)
        return self._sum(found)

    def _number(self, most: int) -> Any:
        return self._solver.IntVar(0, most, "")

    def _sum(self, some: Iterable[Any]) -> Any:
        return self._solver.Sum(list(some))


class _Places:
    """Says whether so many of each kind can be placed: a flow over pairs, and a cut that no possible pair leads out of."""

    def __init__(self, offer: Offer, kinds: Kinds, base: Assignment) -> None:
        first = kinds.waiting.astype(np.int64)
        alone = replace(offer, wishes=first, groups=(), since=None)
        choice = plain(alone, base.network or (NONE, NONE), first)
        network, many = choice.network, len(kinds.hashes)
        nodes = len(network.supply)
        begins = network.tail == SOURCE
        tail = network.tail.copy()
        tail[begins] = nodes + kinds.labels[network.head[begins] - 1]
        self._arcs = len(tail) + np.arange(many)
        self._choice = replace(
            choice,
            network=Network(
                np.concatenate([tail, np.full(many, SOURCE)]).astype(np.int32),
                np.concatenate([network.head, nodes + np.arange(many)]).astype(np.int32),
                np.concatenate([network.capacity, np.zeros(many, dtype=np.int64)]),
                np.pad(network.supply, (0, many)),
            ),
            pair=np.concatenate([choice.pair, np.full(many, ~0)]),
        )

    def barred(self, counts: Ints) -> tuple[list[int], int] | None:
        """Return some kinds and how many of them can be placed together, fewer than these; None: these can be."""
        while True:
            network = self._shipping(counts)
            blocked = blockade(network)
            if blocked is None:
                return None
            choice = self._choice
            more = choice.field.outward(choice.sides(blocked), choice.known())
            if not more[0].size:
                break
            self._choice = choice.with_pairs(more)
        leaving = blocked[network.tail] & ~blocked[network.head]
        leaving[self._arcs] = False
        kinds = np.flatnonzero(blocked[network.head[self._arcs]])
        return kinds.tolist(), int(network.capacity[leaving].sum())

    def _shipping(self, counts: Ints) -> Network:
        network, sink = self._choice.network, sum(self._choice.field.offer.shape) + 1
        capacity, supply = network.capacity.copy(), network.supply.copy()
        capacity[self._arcs] = counts
        supply[SOURCE], supply[sink] = counts.sum(), -counts.sum()
        return replace(network, capacity=capacity, supply=supply)
