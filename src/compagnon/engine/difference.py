"""What changed from one result to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from compagnon.engine.people import SIDES, Side
from compagnon.engine.result import Result, Summary


@dataclass(frozen=True, order=True)
class PairIds:
    """A pair, named by its two people."""

    mentee_id: str
    mentor_id: str


@dataclass(frozen=True, order=True)
class PersonIds:
    """A person on one side."""

    side: Side
    person_id: str


@dataclass(frozen=True)
class Difference:
    """What a second result changes; everything sorted.

    `gained`, `lost`: people of both results who have a place in one only. `joined`, `left`: people
    of the second or the first result only. `before`, `after`: the two summaries.
    """

    kept: tuple[PairIds, ...]
    added: tuple[PairIds, ...]
    removed: tuple[PairIds, ...]
    gained: tuple[PersonIds, ...]
    lost: tuple[PersonIds, ...]
    joined: tuple[PersonIds, ...]
    left: tuple[PersonIds, ...]
    before: Summary
    after: Summary

    @property
    def total(self) -> int:
        """Return by how much the sum of scores rose (negative: fell)."""
        return self.after.total - self.before.total


def compare(before: Result, after: Result) -> Difference:
    """Compare two results, of the same problem changed a little or of any two. O(people + pairs)."""
    old, new = _pairs(before), _pairs(after)
    had, has = _placed(old), _placed(new)
    were, are = had | _unplaced(before), has | _unplaced(after)
    return Difference(
        kept=tuple(sorted(old & new)),
        added=tuple(sorted(new - old)),
        removed=tuple(sorted(old - new)),
        gained=tuple(sorted((has - had) & were)),
        lost=tuple(sorted((had - has) & are)),
        joined=tuple(sorted(are - were)),
        left=tuple(sorted(were - are)),
        before=before.summary,
        after=after.summary,
    )


def _pairs(result: Result) -> set[PairIds]:
    return {PairIds(pair.mentee_id, pair.mentor_id) for pair in result.pairs}


def _placed(pairs: Iterable[PairIds]) -> set[PersonIds]:
    return {
        PersonIds(side, person_id)
        for pair in pairs
        for side, person_id in zip(SIDES, (pair.mentee_id, pair.mentor_id), strict=True)
    }


def _unplaced(result: Result) -> set[PersonIds]:
    return {PersonIds(one.side, one.person_id) for one in result.unplaced}
