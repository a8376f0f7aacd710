"""As many people placed as can be, one at a time, so that a further mentor costs one further look."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.placing.network import Network, fullest

NOBODY: Final = -1
TRIED: Final = 16
"""Mentors of each mentee over whom a first flow runs."""


@dataclass(frozen=True)
class Filling:
    """Who suits whom (mentors x mentees), places of mentors, and the mentor of each mentee who has one.

    No more mentees than these can be placed.
    """

    suits: Flags
    places: Ints
    mentor_of: Ints

    @property
    def waiting(self) -> Flags:
        """Return who could come to have no mentor: those who have none, and whom they could take a place from.

        Berge: a chain from somebody without a mentor. O(mentors x mentees).
        """
        found: Flags = self.mentor_of == NOBODY
        fresh = np.flatnonzero(found)
        while fresh.size:
            wanted = np.flatnonzero(np.logical_or.reduce(self.suits[:, fresh], axis=1))
            fresh = np.flatnonzero(np.isin(self.mentor_of, wanted) & ~found)
            found[fresh] = True
        return found

    def only(self, mentees: Flags) -> "Filling":
        """Return what concerns these mentees and the mentors whom they suit."""
        mentors = np.flatnonzero(self.suits[:, mentees].any(axis=1))
        number = np.full(len(self.places) + 1, NOBODY)  # the last stands for nobody
        number[mentors] = np.arange(len(mentors))
        return Filling(
            self.suits[np.ix_(mentors, np.flatnonzero(mentees))],
            self.places[mentors],
            number[self.mentor_of[mentees]],
        )

    def joined(self, suits: Flags, places: int) -> "Filling":
        """Return the same with one more mentor, who has taken as many as can be placed for that.

        Each place of hers places one more mentee or none does. O(places x mentors x mentees).
        """
        more = replace(
            self, suits=np.vstack([self.suits, suits]), places=np.append(self.places, places)
        )
        new = len(self.places)
        for _ in range(places):
            moved = more.moved(np.array([new]))
            if moved is None:
                break
            more = replace(more, mentor_of=moved)
        return more

    @property
    def placed(self) -> int:
        """Return how many have a mentor."""
        return int((self.mentor_of != NOBODY).sum())

    def moved(self, free: Ints) -> Ints | None:
        """Return who is whose once one more is placed, given who has a place left. None: that cannot be.

        Walks from the free places to those who would take them, to the places that these would
        leave, and so on to somebody without a mentor: O(mentors x mentees), mostly much less.
        """
        takes = np.full(
            len(self.mentor_of), NOBODY
        )  # the mentor whose place each mentee would take
        leaver = np.full(len(self.places), NOBODY)  # the mentee who would leave each mentor
        seen = np.zeros(len(self.places), dtype=np.bool_)
        while free.size:
            seen[free] = True
            suited = self.suits[free] & (takes == NOBODY)
            who = np.flatnonzero(suited.any(axis=0))
            takes[who] = free[suited[:, who].argmax(axis=0)]
            without = who[self.mentor_of[who] == NOBODY]
            if without.size:
                return self._along(int(without[0]), takes, leaver)
            mentors, first = np.unique(self.mentor_of[who], return_index=True)
            new = ~seen[mentors]
            free = mentors[new]
            leaver[free] = who[first[new]]
        return None

    def _along(self, mentee: int, takes: Ints, leaver: Ints) -> Ints:
        """Let a mentee take a place, whoever leaves it take the next, and so on."""
        mentor_of = self.mentor_of.copy()
        while mentee != NOBODY:
            mentor_of[mentee] = takes[mentee]
            mentee = int(leaver[takes[mentee]])
        return mentor_of


def fill(suits: Flags, places: Ints) -> Filling:
    """Place as many mentees as can be, given who suits whom (mentors x mentees).

    A flow over some mentors of each places nearly all of them; the rest are placed one at a time.
    """
    filling = Filling(suits, places, _first(suits, places))
    while True:
        left = places - np.bincount(filling.mentor_of + 1, minlength=len(places) + 1)[1:]
        moved = filling.moved(np.flatnonzero(left > 0))
        if moved is None:
            return filling
        filling = replace(filling, mentor_of=moved)


def _first(suits: Flags, places: Ints) -> Ints:
    """Return mentors for as many mentees as can be placed with some of those whom they suit."""
    mentees, mentors = np.nonzero(suits.T)
    rank = np.arange(len(mentees)) - np.searchsorted(mentees, mentees)
    step = suits.sum(axis=0)[mentees] // TRIED + 1
    tried = (rank + mentees) % step == 0  # not the same mentors for everybody
    mentees, mentors = mentees[tried], mentors[tried]
    size, sink = suits.shape[1], sum(suits.shape)
    supply = np.ones(sink + 1, dtype=np.int64)
    supply[size:sink], supply[sink] = 0, -size
    network = Network(
        np.concatenate([mentees, np.arange(size, sink)]).astype(np.int32),
        np.concatenate([mentors + size, np.full(len(places), sink)]).astype(np.int32),
        np.concatenate([np.ones_like(mentees), places]),
        supply,
    )
    made = np.flatnonzero(fullest(network)[: len(mentees)])
    mentor_of = np.full(size, NOBODY)
    mentor_of[mentees[made]] = mentors[made]
    return mentor_of
