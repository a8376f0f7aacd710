"""What may be decided, and what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from compagnon.engine.aims import DEFAULT_AIMS, Aims
from compagnon.engine.criteria import FULL
from compagnon.engine.hashing import Hashes
from compagnon.engine.judging.grid import Flags, Ints, is_known
from compagnon.engine.judging.scoring import Scores
from compagnon.engine.judging.verdicts import Cell, Known, Pairs, Verdicts
from compagnon.engine.placing.equity import Grouping

if TYPE_CHECKING:
    from compagnon.engine.placing.candidates import Start
    from compagnon.engine.placing.pricing import Field

AIMS = ("equity", "keep", "worst", "lift")
"""Aims that may cost points of the total; waiting longer counts as equity."""


@dataclass(frozen=True)
class Marked:
    """Pairs that are marked, by their keys, sorted. `width`: how many columns there are."""

    keys: Ints
    width: int

    def __getitem__(self, cells: Pairs) -> Flags:
        """Return which of some pairs are marked."""
        rows, columns = cells
        return is_known(rows * np.int64(self.width) + columns, self.keys)


@dataclass(frozen=True)
class Extra:
    """What pairs count in the total above their scores, or below: no pair more than `most`."""

    of: Callable[[Ints, Ints], Ints]
    most: int


@dataclass(frozen=True)
class Offer:
    """What may be decided: mentees are rows, mentors columns, fixed pairs are made already.

    `wishes`: how many mentors each row would still take. `waiting`: rows that have none yet.
    `capacity`: places each column has left. `groups` are nested: each splits those before it.
    `row_hashes`, `column_hashes`: what ties are broken by. `full`: the highest score there can be.
    `since`: how long each row has waited. `kept`: pairs to keep. `extra`: what a pair counts above
    its score (below, if negative) in the total. None: nothing of the kind.
    """

    hash_bits: ClassVar[int] = 24
    """How long the hashes of pairs are, of which OR-Tools could add up those of 2^37 people."""

    verdicts: Verdicts
    wishes: Ints
    waiting: Flags
    capacity: Ints
    groups: tuple[Grouping, ...]
    row_hashes: Hashes
    column_hashes: Hashes
    aims: Aims = DEFAULT_AIMS
    since: Ints | None = None
    kept: Marked | None = None
    extra: Extra | None = None
    full: int = FULL
    proving: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""
        return self.verdicts.shape

    @property
    def allowed(self) -> Flags:
        """Return which pairs are allowed, where all of them are held in memory."""
        return self._known.allowed

    @property
    def scores(self) -> Scores:
        """Return the scores of all pairs, where they are held in memory."""
        return self._known.every_score

    @property
    def _known(self) -> Known:
        if not isinstance(self.verdicts, Known):
            raise TypeError(self.verdicts)
        return self.verdicts

    def scores_of(self, rows: Ints, columns: Ints) -> Scores:
        """Return the scores of pairs in a list."""
        return self.verdicts.scores(rows, columns)

    def without(self, cells: Iterable[Cell]) -> "Offer":
        """Return the same with some (row, column) pairs no longer allowed."""
        return replace(self, verdicts=self.verdicts.without(cells))

    def worth(self, scores: Scores, rows: Ints, columns: Ints) -> Ints:
        """Return what pairs count in the total."""
        worth: Ints = scores.astype(np.int64)
        return worth if self.extra is None else worth + self.extra.of(rows, columns)

    def hashes(self, rows: Ints, columns: Ints) -> Ints:
        """Mix the hashes of two people into one a pair (splitmix64's finaliser)."""
        mixed = self.row_hashes[rows] + self.column_hashes[columns]
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
        hashes: Ints = (mixed >> np.uint64(64 - self.hash_bits)).astype(np.int64)
        return hashes


@dataclass(frozen=True)
class Assignment:
    """The (row, column) pairs, sorted. `merit`: how well each aim is met, in order; more is better.

    Mentees placed, pairs, minus the cost of each grouping, how long those placed had waited, pairs
    kept, the worst score (0 if it is no aim), minus the pairs below each limit, the total, and last
    the sum of hashes that breaks ties.
    `costs`: points of the total that each of AIMS cost, if asked for. `start`: the pairs that it began with; `network`: those that it was found among.
    `evidence`: the field that the aims left open, with the prices that show it, if asked for.
    """

    cells: tuple[Cell, ...]
    merit: tuple[int, ...]
    costs: tuple[int, ...] = ()
    start: "Start | None" = field(default=None, compare=False, repr=False)
    network: tuple[Ints, Ints] | None = field(default=None, compare=False, repr=False)
    evidence: "Field | None" = field(default=None, compare=False, repr=False)


def assignment(offer: Offer, rows: Ints, columns: Ints) -> Assignment:
    """Sort these pairs and measure them by every aim."""
    order = np.lexsort((columns, rows))
    rows, columns = rows[order], columns[order]
    placed = np.unique(rows[offer.waiting[rows]])
    scores = offer.scores_of(rows, columns)
    merit = (
        len(placed),
        len(rows),
        *(-grouping.cost(placed) for grouping in offer.groups),
        0 if offer.since is None else int(offer.since[placed].sum()),
        0 if offer.kept is None else int(offer.kept[rows, columns].sum()),
        min(scores.tolist(), default=offer.full) * offer.aims.worst,
        *(-int((scores < limit).sum()) for limit in offer.aims.limits),
        int(offer.worth(scores, rows, columns).sum()),
        int(offer.hashes(rows, columns).sum()),
    )
    return Assignment(tuple(zip(rows.tolist(), columns.tolist(), strict=True)), merit)
