"""Pairs that came to nothing, remembered by keyed hashes without names."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Final
from uuid import UUID

from compagnon.core.encryption import master
from compagnon.matching.models import PastPair, Proposal
from compagnon.matching.rules.problem import Pairs

_DIGITS: Final = 32


def past_rows(proposal: Proposal, *, left_by: UUID | None = None) -> list[PastPair]:
    """Return the rows that keep any two of a proposal from being proposed to each other again; not saved yet.

    Where one person has left the others (`left_by`), those may go on with each other: they are not kept apart.
    """
    people = [application.person_id for application in proposal.people]
    leaving = people if left_by is None else [left_by]
    return rows_apart(proposal.mentor.joining_point.cycle.scheme_id, people, leaving)


def rows_apart(
    scheme_id: UUID, people: Collection[UUID], leaving: Collection[UUID]
) -> list[PastPair]:
    """Return the rows that keep those who left, or said no, from being proposed to any of these people again."""
    key = master.current()
    left = {digest_of(key, one) for one in leaving}
    digests = sorted(digest_of(key, one) for one in people)
    return [
        PastPair(scheme_id=scheme_id, key_id=key.id, one=one, other=other)
        for one, other in combinations(digests, 2)
        if left & {one, other}
    ]


def past_pairs(scheme_id: UUID, people: Mapping[UUID, str]) -> Pairs:
    """Return who of these people were paired or proposed before, both ways round; two queries.

    `people`: by the ids of persons, what stands for them in the pairs. O(people) hashes for each master key there was.
    """
    rows = PastPair.objects.filter(scheme=scheme_id)
    found = set()
    for key_id in rows.order_by().values_list("key_id", flat=True).distinct():
        key = master.by_id(key_id)
        names = {digest_of(key, person_id): name for person_id, name in people.items()}
        for one, other in rows.filter(key_id=key_id).values_list("one", "other"):
            if one in names and other in names:
                found |= {(names[one], names[other]), (names[other], names[one])}
    return frozenset(found)


def digest_of(key: master.MasterKey, person_id: UUID) -> str:
    """Return what stands for a person in past pairs."""
    said = hmac.new(key.derive("past pairs"), person_id.bytes, hashlib.sha256)
    return said.hexdigest()[:_DIGITS]
