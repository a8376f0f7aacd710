"""Who is invited, opened for those who may know: the Coordination Group, and the system that writes to them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.encryption.opening import Closed, Grant
from compagnon.introductions.models import Invitation
from compagnon.introductions.policy import invitation_grants


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited: the name, which may be missing, and the address; empty if they cannot be opened."""

    name: str
    address: str


def open_all(viewer: Actor, invitations: Collection[Invitation]) -> dict[UUID, Invited]:
    """Return who is invited, by invitation; one query for all keys. Refuses whoever may not know."""
    found = invitation_grants(viewer, invitations)
    return {row.id: _opened(found[row.row_id], row) for row in invitations}


def addresses_of(invitations: Collection[Invitation]) -> dict[UUID, str]:
    """Return the addresses of invitations, for the system's own work."""
    return {key: one.address for key, one in open_all(SYSTEM, invitations).items()}


def address_of(invitation: Invitation) -> str:
    """Return the address of one invitation, for the system's own work."""
    return addresses_of([invitation])[invitation.id]


def _opened(grant: Grant, row: Invitation) -> Invited:
    try:
        return Invited(grant.read(row, "name"), grant.read(row, "address"))
    except Closed:
        return Invited("", "")
