"""Whom to look for next: the mentors with whom most of those left out would have a place.

A mentor who is not there yet is described by what the rules ask for and nothing else: one language,
one region. How many more people such a mentor would place is computed, not estimated: the most that
can be placed with her less the most that can be placed without.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

import numpy as np

from compagnon.engine.grid import EVERYBODY, Flags, Grid, Ints
from compagnon.engine.judging import Barrier
from compagnon.engine.network import Network, blockade, shippable
from compagnon.engine.people import Answer, Person, require_whole
from compagnon.engine.problem import Problem

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
    """Mentees who compete for too few places, or have nobody; the mentors they have; and places.

    `allowed` is mentees x mentors. All these places are taken: none of these mentors is of use to
    anybody else, and nobody else's mentor to these mentees.
    """

    mentees: tuple[Person, ...]
    allowed: Flags
    places: Ints

    def network(self, fits: Flags, places: int) -> Network:
        """Return mentees > mentors > sink with one more mentor, whom these mentees fit."""
        rows, columns = np.nonzero(np.column_stack([self.allowed, fits]))
        mentees, mentors = len(self.mentees), len(self.places) + 1
        sink = mentees + mentors
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[:mentees], supply[sink] = 1, -mentees
        return Network(
            np.concatenate([rows, np.arange(mentees, sink)]).astype(np.int32),
            np.concatenate([columns + mentees, np.full(mentors, sink)]).astype(np.int32),
            np.concatenate([np.ones_like(rows), self.places, [places]]),
            supply,
        )

    def gain(self, fits: Flags, places: int) -> int:
        """Return how many more of them one more mentor would place."""
        return shippable(self.network(fits, places)) - int(self.places.sum())

    def with_mentor(self, fits: Flags, places: int) -> "_Need | None":
        """Return what is still needed once she is there; None: nothing."""
        return _need(
            self.mentees, np.column_stack([self.allowed, fits]), np.append(self.places, places)
        )


def what_to_recruit(problem: Problem, *, places: int = 1, most: int = 5) -> tuple[Recruit, ...]:
    """Say which mentors with so many places each to look for, the one who places most first.

    Each counts on those before it having been found, and is described differently. Empty: everybody can be placed, or nobody
    whom the rules would let could help. That two people must not mentor each other is left aside.
    Raises ProblemError for numbers out of range. O(mentees x mentors) for the rules, then a few
    flows over those who compete.
    """
    require_whole("recruit", "places", places, least=1)
    require_whole("recruit", "most", most, least=1)
    need = _all_need(problem)
    found: list[Recruit] = []
    while need is not None and len(found) < most:
        known = [one.answers for one in found]
        profiles = [one for one in _profiles(problem, need.mentees) if one not in known]
        mentors = [Person(NEW, answers) for answers in profiles]
        allowed = Barrier(problem, Grid(need.mentees, mentors), problem.all_rules).allowed(
            np.arange(len(need.mentees)), EVERYBODY
        )
        fits = allowed.sum(axis=0)
        best, gain = -1, 0
        for position in np.argsort(-fits, kind="stable").tolist():
            if min(places, int(fits[position])) <= gain:
                break  # nobody further down can do better
            more = need.gain(allowed[:, position], places)
            best, gain = (position, more) if more > gain else (best, gain)
        if not gain:
            break
        found.append(Recruit(profiles[best], places, gain, int(fits[best])))
        need = need.with_mentor(allowed[:, best], places)
    return tuple(found)


def _all_need(problem: Problem) -> _Need | None:
    pinned = {mentee for _, mentee in problem.pinned}
    mentees = tuple(p for p in problem.mentees if p.capacity and p.id not in pinned)
    mentors = tuple(p for p in problem.mentors if p.capacity)
    taken = [mentor for mentor, _ in problem.pinned]
    places = [min(p.capacity, len(problem.mentees)) - taken.count(p.id) for p in mentors]
    allowed = Barrier(problem, Grid(mentees, mentors), problem.all_rules).allowed(
        np.arange(len(mentees)), EVERYBODY
    )
    return _need(mentees, allowed, np.array(places, dtype=np.int64))


def _need(mentees: tuple[Person, ...], allowed: Flags, places: Ints) -> _Need | None:
    """Cut down to those who cannot all be placed; None: all can."""
    everybody = _Need(mentees, allowed, places)
    nobody = np.zeros(len(mentees), dtype=np.bool_)
    blocked = blockade(everybody.network(nobody, 0))
    if blocked is None:
        return None
    rows = np.flatnonzero(blocked[: len(mentees)])
    columns = np.flatnonzero(blocked[len(mentees) : len(mentees) + len(places)])
    return _Need(
        tuple(mentees[row] for row in rows), allowed[np.ix_(rows, columns)], places[columns]
    )


def _profiles(problem: Problem, mentees: tuple[Person, ...]) -> list[Mapping[str, Answer]]:
    """Return what mentors might answer to suit any of these mentees, each once, in a fixed order."""
    found: dict[tuple[tuple[str, str], ...], Mapping[str, Answer]] = {}
    for mentee in mentees:
        for answers in islice(_answers(problem, mentee), MOST_PROFILES):
            key = tuple(
                sorted(
                    (name, str(sorted(map(str, value)) if isinstance(value, frozenset) else value))
                    for name, value in answers.items()
                )
            )
            found.setdefault(key, answers)
    return [found[key] for key in sorted(found)]


def _answers(problem: Problem, mentee: Person) -> Iterator[Mapping[str, Answer]]:
    for parts in product(*(rule.suiting(mentee) for rule in problem.all_rules)):
        answers = {
            name: value for part in parts for name, value in part.items() if value is not None
        }
        yield answers
