"""Why somebody is left out: what removed each candidate, and the smallest thing that would help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from compagnon.engine.explaining.chains import FAR, NOWHERE, Chains, find_chains, find_shortages
from compagnon.engine.explaining.openings import Openings
from compagnon.engine.explaining.standing import Standing
from compagnon.engine.judging.grid import Flags, Grid, Ints
from compagnon.engine.judging.verdicts import Cell
from compagnon.engine.messages import Reason
from compagnon.engine.people import Person, Side
from compagnon.engine.problem import Problem
from compagnon.engine.result import Move, Relaxation, Removal, Shortage, Unplaced
from compagnon.engine.rules.base import MUTUAL, Rule

BLOCK_CELLS: Final = 1_000_000
"""Pairs judged at a time."""
Told = TypeVar("Told", bound=np.generic)
"""What is told of each pair."""


@dataclass(frozen=True)
class _Case:
    """One person without a pair: position on their side, and what the rules leave of the candidates.

    `removed` says how many candidates each rule of the problem removes, and last MUTUAL; `only`
    how many it alone removes; `helpful` which of these could make room. `eligible`: those that no
    rule removes.
    """

    index: int
    removed: Ints
    only: Ints
    helpful: tuple[Ints, ...]
    eligible: int


@dataclass(frozen=True)
class _View:
    """The standing as seen from one side, for whom the other side are candidates."""

    standing: Standing
    side: Side
    people: tuple[Person, ...]
    others: tuple[Person, ...]
    chains: Chains

    @property
    def reach(self) -> Ints:
        """Return how far each candidate is from making room, FAR if that cannot be."""
        return self.chains.to_place if self.side == "mentee" else self.chains.to_wish

    def grid(self, people: Sequence[Person], others: Sequence[Person]) -> Grid:
        """Return the grid of some people of this side with some of the other."""
        return Grid(people, others) if self.side == "mentee" else Grid(others, people)

    def facing(self, rectangle: NDArray[Told]) -> NDArray[Told]:
        """Turn a rectangle of mentees x mentors so that this side's people are its rows."""
        return rectangle if self.side == "mentee" else rectangle.T

    def cell(self, index: int, other: int) -> Cell:
        """Turn (person, candidate) into (row, column), or the other way round."""
        return (index, other) if self.side == "mentee" else (other, index)

    def cases(self, indices: Sequence[int]) -> Iterator[_Case]:
        """Judge these people's candidates rule by rule, a block of people at a time."""
        near = np.flatnonzero(self.reach != FAR)
        step = max(BLOCK_CELLS // max(len(self.others), 1), 1)
        for start in range(0, len(indices), step):
            block = indices[start : start + step]
            removed = [np.ascontiguousarray(self.facing(flags)) for flags in self._removed(block)]
            counts = [_count(flags) for flags in removed]
            which = _only(removed)
            only = [_count(which == number) for number in range(len(removed) + 1)]
            for position, index in enumerate(block):
                rule = which[position, near]
                yield _Case(
                    index,
                    np.array([count[position] for count in counts]),
                    np.array([count[position] for count in only[1:]]),
                    tuple(near[rule == number] for number in range(1, len(only))),
                    only[0][position],
                )

    def _removed(self, block: Sequence[int]) -> list[Flags]:
        """Return which candidates each rule removes for each of these people, and last MUTUAL."""
        mine, theirs = np.array(block, dtype=np.int64), np.arange(len(self.others))
        within = (mine, theirs) if self.side == "mentee" else (theirs, mine)
        forbidden = self.standing.judged.judge.barrier.forbidden(*within)
        mutual = np.zeros((len(block), len(self.others)), dtype=np.bool_)
        for person, other in (self.cell(*cell) for cell in self.standing.apart):
            if person in block:
                mutual[block.index(person), other] = True
        return [*forbidden, self.facing(mutual)]

    def relaxations(self, case: _Case) -> tuple[Relaxation, ...]:
        """Return what lifting each rule that may be lifted would do, the smallest first."""
        rules = self.standing.judged.problem.all_rules
        found = []
        for rule, helpful in zip(rules, case.helpful, strict=False):  # MUTUAL is no rule to lift
            choices = [
                other
                for other in helpful.tolist()
                if rule.waivable and self._stays_one_way(case.index, other)
            ]
            if choices:
                found.append(self._smallest(case.index, rule, choices))
        order = {rule.key: position for position, rule in enumerate(rules)}
        return tuple(sorted(found, key=lambda r: (r.shortfall, -r.score, order[r.rule])))

    def _stays_one_way(self, index: int, other: int) -> bool:
        """Say whether the same two people, the other way round, are no pair a chain may use."""
        reverse = self.standing.judged.reverse(self.cell(index, other))
        if reverse is None:
            return True
        row, column = reverse
        return not self.chains.openings.allowed(np.array([row]), np.array([column])).any()

    def _smallest(self, person: int, rule: Rule, choices: list[int]) -> Relaxation:
        grid = self.grid([self.people[person]], [self.others[other] for other in choices])
        shortfalls = rule.shortfalls(grid).ravel()
        cells = np.array([self.cell(person, other) for other in choices], dtype=np.int64)
        scores = self.standing.judged.verdicts.scores(*cells.T).tolist()
        best = min(range(len(choices)), key=lambda k: (shortfalls[k], -scores[k], choices[k]))
        return Relaxation(
            rule=rule.key,
            reason=rule.reason(),
            other_id=self.others[choices[best]].id,
            score=scores[best],
            shortfall=int(shortfalls[best]),
            moves=int(self.reach[choices[best]]),
            choices=len(choices),
            moved=self._moved(person, choices[best]),
        )

    def _moved(self, index: int, other: int) -> tuple[Move, ...]:
        """Name who would move so that the two could be a pair."""
        judged = self.standing.judged
        if self.side == "mentee":
            steps = self.chains.moves_to_place(other)
        else:
            steps = self.chains.moves_to_wish(other, index)
        return tuple(
            Move(
                judged.mentees[row].id,
                *("" if at == NOWHERE else judged.mentors[at].id for at in (before, after)),
            )
            for row, before, after in steps
        )

    def explain(self, case: _Case, reason: Reason, shortage: int | None) -> Unplaced:
        """Put together what is known of one person's case."""
        reasons = [(rule.key, rule.reason()) for rule in self.standing.judged.problem.all_rules]
        reasons.append((MUTUAL, Reason("rule.mutual")))
        return Unplaced(
            person_id=self.people[case.index].id,
            side=self.side,
            reason=reason,
            candidates=len(self.others),
            eligible=case.eligible,
            removed=tuple(
                Removal(key, rule, removed, only)
                for (key, rule), removed, only in zip(
                    reasons, case.removed.tolist(), case.only.tolist(), strict=True
                )
                if removed
            ),
            relaxations=self.relaxations(case),
            shortage=shortage,
        )


def _only(removed: Sequence[Flags]) -> NDArray[np.unsignedinteger[Any]]:
    """Return the number, from 1, of the only rule that removes each pair; 0: none does; above all: several do."""
    narrow = np.min_scalar_type(len(removed) + 1)
    times: NDArray[np.unsignedinteger[Any]] = np.zeros(removed[0].shape, dtype=narrow)
    which = np.zeros_like(times)
    for number, flags in enumerate(removed, start=1):
        alone = flags.astype(narrow)
        times += alone
        which += alone * narrow.type(number)
    which[times > 1] = len(removed) + 1
    return which


def _count(flags: Flags) -> list[int]:
    """Return how many of each row are True; rows lie together in memory, which is counted much the fastest."""
    return [int(np.count_nonzero(row)) for row in flags]


def explain_unplaced(standing: Standing) -> tuple[tuple[Unplaced, ...], tuple[Shortage, ...]]:
    """Explain everybody without a pair, mentees first, each side by id; and the shortages.

    O(people left out x the other side x rules), and the chains twice.
    """
    judged = standing.judged
    shortages, group_of = find_shortages(standing)
    chains = find_chains(Openings(standing, one_way=True))
    mentees = _View(standing, "mentee", judged.mentees, judged.mentors, chains)
    mentors = _View(standing, "mentor", judged.mentors, judged.mentees, chains)
    waiting = np.flatnonzero(standing.mentors_of == 0).tolist()
    idle = np.flatnonzero(standing.mentees_of == 0).tolist()
    found = [
        _waiting(mentees, case, shortages, int(group_of[case.index]))
        for case in mentees.cases(waiting)
    ]
    found += [_idle(mentors, case) for case in mentors.cases(idle)]
    found += _without_capacity(judged.problem)
    return tuple(sorted(found, key=lambda one: (one.side, one.person_id))), shortages


def _waiting(view: _View, case: _Case, shortages: tuple[Shortage, ...], group: int) -> Unplaced:
    if group < 0:
        nobody = Reason("unplaced.nobody_fits", {"candidates": len(view.others)})
        return view.explain(case, nobody, None)
    shortage = shortages[group]
    reason = Reason(
        "unplaced.too_few_places",
        {
            "mentees": len(shortage.mentees),
            "mentors": len(shortage.mentors),
            "places": shortage.places,
        },
    )
    return view.explain(case, reason, group)


def _idle(view: _View, case: _Case) -> Unplaced:
    if not case.eligible:
        nobody = Reason("unplaced.nobody_fits", {"candidates": len(view.others)})
        return view.explain(case, nobody, None)
    return view.explain(
        case, Reason("unplaced.placed_elsewhere", {"eligible": case.eligible}), None
    )


def _without_capacity(problem: Problem) -> list[Unplaced]:
    reason = Reason("unplaced.no_capacity")
    sides: tuple[tuple[Side, tuple[Person, ...]], ...] = (
        ("mentee", problem.mentees),
        ("mentor", problem.mentors),
    )
    return [
        Unplaced(person.id, side, reason, 0, 0, (), (), None)
        for side, people in sides
        for person in people
        if not person.capacity
    ]
