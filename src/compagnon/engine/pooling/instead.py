"""Who else would do nearly as well in a group of one pool, in place of one of its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Flags, Ints
from compagnon.engine.placing.offer import Offer

MOST_INSTEAD: Final = 3
_NOT: Final = np.iinfo(np.int64).min

Group = tuple[int, ...]


@dataclass(frozen=True)
class Instead:
    """Somebody else in place of one of a group: no rule forbids them with any of those who stay.

    `difference`: how much better (or, below 0, worse) they go with whom they suit least of those who stay than the other
    does. `free`: they have no group. Else `theirs` is the same the other way round, if the two exchanged places: what
    their group would have; None where it cannot be.
    """

    person_id: str
    instead_of: str
    difference: int
    free: bool
    theirs: int | None


def instead(
    offer: Offer,
    groups: Sequence[Group],
    ids: Sequence[str],
    near: int,
    *,
    leads: Flags | None = None,
) -> list[tuple[Instead, ...]]:
    """Return for each group the best few others who are at most `near` points below whom they would replace.

    Each is named once, for whom they would replace best. Of those who lead (`leads`) only one who leads is replaced, and
    by nobody else. Ties are broken by hashes. O(people x size^2) for each group.
    """
    seats = _Seats(offer, groups, leads)
    return [
        tuple(
            Instead(
                person_id=ids[one],
                instead_of=ids[other],
                difference=difference,
                free=not seats.is_placed(one),
                theirs=seats.theirs(one, other),
            )
            for one, other, difference in seats.best(group, near)
        )
        for group in groups
    ]


class _Seats:
    """Who sits with whom, and what each would have in the place of another."""

    def __init__(self, offer: Offer, groups: Sequence[Group], leads: Flags | None) -> None:
        people = len(offer.wishes)
        self._allowed, self._scores = offer.allowed, offer.scores
        self._hashes = offer.row_hashes
        self._leads = np.zeros(people, dtype=np.bool_) if leads is None else leads
        self._group_of = {one: group for group in groups for one in group}

    def is_placed(self, person: int) -> bool:
        return person in self._group_of

    def best(self, group: Group, near: int) -> list[tuple[int, int, int]]:
        """Return the best few: somebody, whom they would replace, and the difference."""
        order = sorted(group, key=lambda one: (int(self._hashes[one]), one))
        gains = np.array([self._gains(one, group) for one in order])
        whom, gain = gains.argmax(axis=0), gains.max(axis=0)
        close = np.flatnonzero(gain >= -near)
        placed = np.array([self.is_placed(one) for one in close.tolist()], dtype=np.bool_)
        first = close[np.lexsort((self._hashes[close], placed, -gain[close]))][:MOST_INSTEAD]
        return [(one, order[whom[one]], int(gain[one])) for one in first.tolist()]

    def theirs(self, person: int, other: int) -> int | None:
        """Return what the group of somebody would gain if another took their place; None where that cannot be."""
        group = self._group_of.get(person)
        if group is None:
            return None
        gain = int(self._gains(person, group)[other])
        return None if gain == _NOT else gain

    def _gains(self, leaving: int, group: Group) -> Ints:
        """Return by how much everybody goes better with whoever stays than the one who leaves does."""
        stay = [one for one in group if one != leaving]
        worst: Ints = self._scores[stay].min(axis=0).astype(np.int64)
        may = self._allowed[stay].all(axis=0) & (self._leads == self._leads[leaving])
        may[list(group)] = False
        return np.where(may, worst - worst[leaving], _NOT)
