"""What one solve leaves to the next: the pairs that mattered, by which it is sooner at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from compagnon.engine.judging.grid import Ints
from compagnon.engine.judging.verdicts import Pairs, together
from compagnon.engine.people import Person
from compagnon.engine.placing.candidates import EACH, Start, best_of, holds_all
from compagnon.engine.placing.offer import Offer

MOST_NEW: Final = 10
"""Where more than one in so many has no pair that is remembered, everybody's candidates are looked for."""
MOST_PAIRS: Final = 1_000_000
"""Of newcomers the best pairs are looked for, about so many together."""
GONE: Final = -1


@dataclass
class Memory:
    """The pairs that the last solve had in its network. Give the same to each solve of a scheme that changes.

    Anything may have changed in between: results are the same as without. Not to be stored: people
    are known by id only, but it says whom the engine thought of for whom.
    """

    _mentees: Sequence[str] = field(default=(), repr=False)
    _mentors: Sequence[str] = field(default=(), repr=False)
    _pairs: Pairs | None = field(default=None, repr=False)

    def keep(self, mentees: Sequence[Person], mentors: Sequence[Person], pairs: Pairs) -> None:
        """Remember these pairs of rows and columns."""
        self._mentees = [person.id for person in mentees]
        self._mentors = [person.id for person in mentors]
        self._pairs = pairs

    def start(
        self, offer: Offer, mentees: Sequence[Person], mentors: Sequence[Person]
    ) -> Start | None:
        """Return the pairs to begin with: those remembered that are still allowed, and the best of newcomers.

        None where that is too little to begin with. O(pairs remembered + newcomers x people).
        """
        if self._pairs is None or holds_all(offer):
            return None
        rows = _places(self._mentees, mentees)[self._pairs[0]]
        columns = _places(self._mentors, mentors)[self._pairs[1]]
        still = np.flatnonzero((rows != GONE) & (columns != GONE))
        still = still[np.argsort(rows[still], kind="stable")]
        rows, columns = rows[still], columns[still]
        takes, has = offer.wishes > 0, offer.capacity > 0
        allowed = offer.verdicts.lets(rows, columns) & takes[rows] & has[columns]
        rows, columns = rows[allowed], columns[allowed]
        without = np.setdiff1d(np.flatnonzero(takes), rows)
        if not rows.size or MOST_NEW * len(without) > len(takes):
            return None
        many = max(MOST_PAIRS // max(len(without), 1), EACH)
        new = together(best_of(offer, without, np.flatnonzero(has), many))
        width = np.int64(len(has))
        keys = np.union1d(rows * width + columns, new.rows * width + new.columns)
        return Start((keys // width, keys % width))


def _places(before: Sequence[str], people: Sequence[Person]) -> Ints:
    """Return where each of those before is now."""
    now = {person.id: place for place, person in enumerate(people)}
    return np.array([now.get(one, GONE) for one in before], dtype=np.int64)
