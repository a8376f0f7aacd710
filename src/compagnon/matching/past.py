"""Pairs that came to nothing, remembered by keyed hashes without names."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from compagnon.core.encryption import master
from compagnon.matching.models import PastPair, Proposal
from compagnon.matching.rules.problem import Pairs

_DIGITS: Final = 32


def past_pair(proposal: Proposal) -> PastPair:
    """Return the row that keeps two people from being proposed to each other again; it is not saved yet."""
    key = master.current()
    one, other = sorted(
        digest_of(key, application.person_id) for application in (proposal.mentor, proposal.mentee)
    )
    return PastPair(
        scheme_id=proposal.mentor.joining_point.cycle.scheme_id,
        key_id=key.id,
        one=one,
        other=other,
    )


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
