"""What decides whether an application is the same as before, and whether somebody should look at it."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.applicant import ApplicantRow


class NaturalKey(NamedTuple):
    """By what an application is found again: one person applies once to one joining point."""

    joining_point_id: UUID
    email_key: str


def natural_key(row: ApplicantRow, joining_point_id: UUID) -> NaturalKey:
    """Return by what this applicant's application is found again when the file is imported twice."""
    return NaturalKey(joining_point_id, row.email_key)


def fingerprint(row: ApplicantRow, *, key: bytes) -> str:
    """Return 64 letters that change whenever anything this person said changes, wherever the line stands.

    Keyed, because the declared managers are part of it: without the key nobody can try out names.
    """
    said = {
        **row.answers(),
        "name": row.name,
        "roles": row.roles,
        "capacity": row.capacity,
        "submitted_at": row.submitted_at and row.submitted_at.isoformat(),
        "declared_managers": row.declared_managers,
        "declared_conflicts": row.declared_conflicts,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.blake2b(
        text, key=key[: hashlib.blake2b.MAX_KEY_SIZE], digest_size=32
    ).hexdigest()


class Doubt(StrEnum):
    """Why somebody should look at an application before it is approved with the others."""

    MEMBERSHIP_UNKNOWN = "membership_unknown"
    CHARTER_UNSIGNED = "charter_unsigned"
    DUPLICATE = "duplicate"


DOUBT_SENTENCES: dict[Doubt, StrPromise] = {
    Doubt.MEMBERSHIP_UNKNOWN: _("It is not known whether this person is a member."),
    Doubt.CHARTER_UNSIGNED: _(
        "The Charter is not signed yet. A pair can be proposed, and opens once it is."
    ),
    Doubt.DUPLICATE: _("This may be somebody who has applied under another address too."),
}


@dataclass(frozen=True, kw_only=True)
class EligibilityFacts:
    """What eligibility is judged by."""

    membership_number: str
    membership_category: str
    is_member_confirmed: bool
    is_charter_signed: bool
    has_possible_duplicate: bool


def doubts(facts: EligibilityFacts) -> tuple[Doubt, ...]:
    """Return why an application is not simply eligible; none means that it is.

    Membership is known when a coordinator confirmed it, or the person gave a number or a category other than
    "not a member". An unsigned charter bars nobody from being proposed, only from starting (ALL-11).
    """
    is_member = facts.is_member_confirmed or (
        facts.membership_category != "not_a_member"
        and bool(facts.membership_number or facts.membership_category)
    )
    found = {
        Doubt.MEMBERSHIP_UNKNOWN: not is_member,
        Doubt.CHARTER_UNSIGNED: not facts.is_charter_signed,
        Doubt.DUPLICATE: facts.has_possible_duplicate,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)
