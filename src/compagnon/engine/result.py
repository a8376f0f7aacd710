"""What comes out: pairs with their reasons, who is left out and why, and how even it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from compagnon.engine.document import decode, encode, to_json
from compagnon.engine.messages import ProblemError, Reason
from compagnon.engine.people import Side

FORMAT = 1
"""Rises when a stored result could no longer be read as what it was."""


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds to a pair's score: `points` of the `of_points` it could have added.

    Unanswered: 0 of 0, and the reason says who did not answer. Points of a pair add up to its
    score, of_points to 10,000.
    """

    criterion: str
    points: int
    of_points: int
    reason: Reason


@dataclass(frozen=True)
class PointsDifference:
    """By how many points a criterion speaks for the other pair (negative: against it)."""

    criterion: str
    points: int


@dataclass(frozen=True)
class Swap:
    """What it would cost, in points, if a mentee had another mentor instead.

    `with_id`: that mentor's mentee who would take the mentor left in exchange; empty if there is a
    place free. `theirs`: by how much that mentee's score would change; `total`: by how much all that
    counts in the total would, with kept pairs and warnings. `worst`: the lowest score of the pairs made.
    Exact, because nobody else moves. Where somebody else moving too would cost less, it says more
    than the least.
    """

    with_id: str
    theirs: int
    total: int
    worst: int


@dataclass(frozen=True)
class NearTie:
    """Another mentor who would suit this mentee nearly as well, or better.

    `difference` is the other pair's score minus this one's. `free`: the mentor has a place left
    in this result; otherwise `held_by` are her mentees (ids, sorted). `swap`: the exchange that costs
    least; None: nobody can give the place in exchange, or the pair is fixed.
    """

    mentor_id: str
    difference: int
    free: bool
    held_by: tuple[str, ...]
    differences: tuple[PointsDifference, ...]
    swap: Swap | None = None

    @property
    def price(self) -> Reason:
        """Return what swapping would cost, and whom."""
        if self.swap is None:
            return Reason("swap.none")
        total = self.swap.total
        if not self.swap.with_id:
            return Reason("swap.free", {"total": total})
        return Reason(
            "swap.exchange",
            {"mentee": self.swap.with_id, "theirs": self.swap.theirs, "total": total},
        )


@dataclass(frozen=True)
class Warned:
    """A rule that only warns and that a pair breaks; `points`: what that cost it in the total."""

    rule: str
    reason: Reason
    points: int


@dataclass(frozen=True)
class Pair:
    """A proposed pair. `kept`: it was one before and should stay."""

    mentor_id: str
    mentee_id: str
    score: int
    pinned: bool
    contributions: tuple[Contribution, ...]
    near_ties: tuple[NearTie, ...]
    kept: bool = False
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True)
class Removal:
    """How many candidates of somebody a rule removed, and how many only it removed."""

    rule: str
    reason: Reason
    removed: int
    only: int


@dataclass(frozen=True)
class Move:
    """A mentee who changes mentor so that somebody gets a place.

    `from_id` empty: the mentee had room for one more; `to_id` empty: gives up a mentor and keeps
    another.
    """

    mentee_id: str
    from_id: str
    to_id: str


@dataclass(frozen=True)
class Relaxation:
    """Lifting one rule for one pair would place this person and cost nobody a place.

    `other_id` is the other half of that pair, `score` its score, `shortfall` how far the pair is
    from passing the rule. `moves`: how many placed mentees would change mentor, at least; `moved`:
    one way to do it with so few. `choices`: for how many people lifting this rule would do it.
    """

    rule: str
    reason: Reason
    other_id: str
    score: int
    shortfall: int
    moves: int
    choices: int
    moved: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """Somebody without a pair, and why.

    `candidates` counts people on the other side with places; every one of them is eligible or
    removed by at least one rule. `relaxations` are sorted, the smallest first, one a rule.
    `shortage` is the index in `Result.shortages` of the group that competes for too few places.
    """

    person_id: str
    side: Side
    reason: Reason
    candidates: int
    eligible: int
    removed: tuple[Removal, ...]
    relaxations: tuple[Relaxation, ...]
    shortage: int | None


@dataclass(frozen=True)
class Shortage:
    """These mentees have only these mentors, and the mentors have fewer places than there are mentees.

    A proof that not all of them can be placed (Hall's theorem). Ids sorted; `places` are those
    left beside fixed pairs.
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class EquityRow:
    """How many people of one group were placed. `group` None: did not answer. `rate`: 0 to 10,000.

    Counts are exact, however small: whoever publishes them suppresses small groups.
    """

    attribute: str
    group: str | None
    side: Side
    people: int
    placed: int
    rate: int


@dataclass(frozen=True)
class Proved:
    """Which aims are proved to be met as well as they can be, each given those before it.

    All of them over every possible pair, by prices that no pair undercuts. `worst` speaks of the
    limits of `Aims` too. `gap`: by how much the total could be higher at most; None: not known,
    because an aim before it is not proved.
    """

    placed: bool
    equity: bool
    worst: bool
    total: bool
    gap: int | None = 0


@dataclass(frozen=True)
class AimCost:
    """What an aim ("equity", "keep", "worst", "lift") cost: points of the total, given the aims before it."""

    aim: str
    points: int


@dataclass(frozen=True)
class Summary:
    """Counts of people with capacity, places, pairs and scores (None where there is no pair).

    `eligible_pairs`: None where there are too many to be counted.
    """

    mentees: int
    mentors: int
    places: int
    eligible_pairs: int | None
    mentees_placed: int
    mentors_placed: int
    pairs: int
    pinned: int
    total: int
    worst: int | None
    median: int | None
    proved: Proved


@dataclass(frozen=True)
class Result:
    """The answer to a problem. Sorted by ids throughout, so equal problems give equal bytes."""

    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    shortages: tuple[Shortage, ...]
    equity: tuple[EquityRow, ...]
    summary: Summary
    notes: tuple[Reason, ...]
    costs: tuple[AimCost, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the result as lists, dictionaries, whole numbers and texts only."""
        return {"format": FORMAT, **encode(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Read what `to_dict` wrote. Raises ProblemError for anything else."""
        if data.get("format") != FORMAT:
            raise ProblemError("problem.result_format")
        try:
            return decode(cls, data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProblemError("problem.result_format") from error

    def to_json(self) -> bytes:
        """Return the one canonical text of this result: sorted keys, no spaces, UTF-8."""
        return to_json(self.to_dict())
