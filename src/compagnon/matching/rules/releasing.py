"""Which of a run's pairs may be released now, and what the others wait for. Pure: ids in, standings out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from compagnon.matching.rules.stored import StoredPair

PairIds = tuple[str, str]


class Standing(StrEnum):
    """Where a pair of a run stands on the way to its letters."""

    READY = "ready"
    RELEASED = "released"
    OURS = "ours"  # the reader's own, or one in which she declared an interest
    FORBIDDEN = "forbidden"
    HELD = "held"
    WARNED = "warned"  # a rule warns of it, and nobody has accepted that
    PINNED = "pinned"  # one of the two is pinned to somebody else since, by a swap for example
    GONE = "gone"  # one of the two withdrew, was left for next time, or has been proposed to somebody else since


@dataclass(frozen=True, kw_only=True)
class Since:
    """What has happened since a run was made, by the ids of applications.

    `places`: how many more mentees each mentor may be proposed; `mentees`: who has no mentor proposed yet.
    """

    released: AbstractSet[PairIds]
    left_to_others: AbstractSet[str]
    forbidden: AbstractSet[PairIds]
    held: AbstractSet[PairIds]
    pinned: AbstractSet[PairIds]
    warned: AbstractSet[PairIds]
    places: Mapping[str, int]
    mentees: AbstractSet[str]

    @cached_property
    def pinned_mentees(self) -> AbstractSet[str]:
        """Who is pinned to somebody and has no proposal yet."""
        return {mentee for _mentor, mentee in self.pinned} & self.mentees

    @cached_property
    def pinned_places(self) -> Counter[str]:
        """How many places of each mentor these take."""
        return Counter(mentor for mentor, mentee in self.pinned if mentee in self.pinned_mentees)


def ids_of(pair: StoredPair) -> PairIds:
    """Return who mentors whom."""
    return pair["mentor_id"], pair["mentee_id"]


def standings_of(pairs: Iterable[PairIds], since: Since) -> dict[PairIds, Standing]:
    """Say of each of these pairs where it stands, in the order of their run.

    A mentor with fewer places than pairs left keeps those that stand first; none is promised twice. A word of a
    coordinator on a pair holds whichever way round it was said.
    """
    given: Counter[str] = Counter()
    found = {}
    for pair in pairs:
        found[pair] = _standing(pair, since, given)
        if found[pair] == Standing.READY:
            given[pair[0]] += 1
    return found


def _standing(pair: PairIds, since: Since, given: Mapping[str, int]) -> Standing:
    mentor, mentee = pair
    full = since.places.get(mentor, 0) <= given.get(mentor, 0)
    found = (
        (Standing.RELEASED, pair in since.released),
        (Standing.GONE, mentee not in since.mentees or full),
        (Standing.OURS, since.left_to_others & {mentor, mentee}),
        (Standing.FORBIDDEN, pair in since.forbidden or (mentee, mentor) in since.forbidden),
        (Standing.HELD, pair in since.held),
        (Standing.PINNED, _is_pinned_elsewhere(pair, since)),
        (Standing.WARNED, pair in since.warned),
    )
    return next((one for one, holds in found if holds), Standing.READY)


def _is_pinned_elsewhere(pair: PairIds, since: Since) -> bool:
    """Say whether a pin on others leaves no place for a pair: for its mentee, or with its mentor."""
    mentor, mentee = pair
    if pair in since.pinned:
        return False
    is_too_many = since.places.get(mentor, 0) <= since.pinned_places[mentor]
    return is_too_many or mentee in since.pinned_mentees


def digest_of(pairs: Iterable[PairIds]) -> str:
    """Return a short mark of exactly these pairs, so that what was looked at is what is released."""
    lines = sorted(f"{mentor} {mentee}" for mentor, mentee in pairs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
