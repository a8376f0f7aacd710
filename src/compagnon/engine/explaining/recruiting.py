"""Whom to look for next: the mentors with whom most of those left out would have a place.

A mentor who is not there yet is described by what the rules ask for and nothing else: one language,
one region. How many more people such a mentor would place is computed, not estimated: the most that
can be placed with her less the most that can be placed without.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

import numpy as np

from compagnon.engine.explaining.filling import NOBODY, Filling, fill
from compagnon.engine.judging.grid import EVERYBODY, Flags, Grid, Ints
from compagnon.engine.judging.judge import Barrier
from compagnon.engine.people import Answer, Person, require_whole
from compagnon.engine.problem import MAX_CELLS, Problem, refuse_large

MOST_PROFILES: Final = 64
"""Descriptions made from one mentee's answers."""
NEW: Final = "\0new"
"""No id that a caller uses."""


@dataclass(frozen=True)
class Recruit:
    """A mentor worth looking for: with `places`, she would place `placed` more mentees.

    `answers`: what she must answer so that the rules let her; anything else may be as it will.
    `fits`: how many of those who are left out, or would be in another placement as good, she suits.
    """

    answers: Mapping[str, Answer]
    places: int
    placed: int
    fits: int


@dataclass(frozen=True)
class _Need:
    """Mentees who compete for too few places, or have nobody; where they stand; and who might help.

    `filling` has these mentees and the mentors they have. All these places are taken: none of these
    mentors is of use to anybody else, and nobody else's mentor to these mentees. `profiles`: mentors
    who are not there; `suits`: profiles x mentees; `of`: for each profile, mentees it was made for.
    """

    filling: Filling
    profiles: Sequence[Mapping[str, Answer]]
    suits: Flags
    of: Sequence[Ints]

    def best(self, places: int, known: Sequence[Mapping[str, Answer]]) -> tuple[Recruit, Filling]:
        """Return the mentor who would place most, and where everybody would stand with her."""
        waiting = self.filling.waiting
        best, after, gain = NOBODY, self.filling, 0
        fits = self.suits[:, waiting].sum(axis=1)
        for position in np.argsort(-fits, kind="stable").tolist():
            if min(places, int(fits[position])) <= gain:
                break  # nobody further down can do better
            if self.profiles[position] in known or not waiting[self.of[position]].any():
                continue
            joined = self.filling.joined(self.suits[position], places)
            more = joined.placed - self.filling.placed
            if more > gain:
                best, after, gain = position, joined, more
        answers = self.profiles[best] if gain else {}
        return Recruit(answers, places, gain, int(fits[best]) if gain else 0), after


def what_to_recruit(problem: Problem, *, places: int = 1, most: int = 5) -> tuple[Recruit, ...]:
    """Say which mentors with so many places each to look for, the one who places most first.

    Each counts on those before it having been found, and is described differently. Empty: everybody can be placed, or nobody
    whom the rules would let could help. That two people must not mentor each other is left aside.
    Raises ProblemError for numbers out of range and more than MAX_CELLS pairs. O(mentees x mentors) for the rules and for one
    placement of everybody, then a look along the chains of those who compete for each place.
    """
    require_whole("recruit", "places", places, least=1)
    require_whole("recruit", "most", most, least=1)
    refuse_large(len(problem.mentees), len(problem.mentors), MAX_CELLS)
    need = _need(problem)
    found: list[Recruit] = []
    while len(found) < most:
        recruit, filling = need.best(places, [one.answers for one in found])
        if not recruit.placed:
            break
        found.append(recruit)
        need = replace(need, filling=filling)
    return tuple(found)


def _need(problem: Problem) -> _Need:
    """Place everybody, and keep those who could come to have no place."""
    pinned = {mentee for _, mentee in problem.pinned}
    mentees = tuple(p for p in problem.mentees if p.capacity and p.id not in pinned)
    mentors = tuple(p for p in problem.mentors if p.capacity)
    taken = Counter(mentor for mentor, _ in problem.pinned)
    places = [min(p.capacity, len(problem.mentees)) - taken[p.id] for p in mentors]
    filling = fill(_suits(problem, mentees, mentors), np.array(places, dtype=np.int64))
    waiting = filling.waiting
    mentees = tuple(mentees[row] for row in np.flatnonzero(waiting))
    profiles = _profiles(problem, mentees)
    suits = _suits(problem, mentees, [Person(NEW, answers) for answers, _ in profiles])
    return _Need(
        filling.only(waiting), [one for one, _ in profiles], suits, [of for _, of in profiles]
    )


def _suits(problem: Problem, mentees: Sequence[Person], mentors: Sequence[Person]) -> Flags:
    """Return which pairs no rule forbids, mentors x mentees."""
    barrier = Barrier(problem, Grid(mentees, mentors), problem.all_rules)
    allowed = barrier.allowed(np.arange(len(mentees)), EVERYBODY)
    return np.ascontiguousarray(allowed.T)


def _profiles(
    problem: Problem, mentees: Sequence[Person]
) -> list[tuple[Mapping[str, Answer], Ints]]:
    """Return what mentors might answer to suit some of these mentees, and which, in a fixed order."""
    found: dict[tuple[tuple[str, str], ...], tuple[Mapping[str, Answer], list[int]]] = {}
    for position, mentee in enumerate(mentees):
        for answers in islice(_answers(problem, mentee), MOST_PROFILES):
            key = tuple(
                sorted(
                    (name, str(sorted(map(str, value)) if isinstance(value, frozenset) else value))
                    for name, value in answers.items()
                )
            )
            found.setdefault(key, (answers, []))[1].append(position)
    return [(found[key][0], np.array(found[key][1])) for key in sorted(found)]


def _answers(problem: Problem, mentee: Person) -> Iterator[Mapping[str, Answer]]:
    for parts in product(*(rule.suiting(mentee) for rule in problem.all_rules)):
        answers = {
            name: value for part in parts for name, value in part.items() if value is not None
        }
        yield answers
