from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MembersContacted(Event):
    """A coordinator wrote to one member of a partnership, or to all of them."""

    letter_id: UUID
    partnership_id: UUID
    progress_id: UUID
    member_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PartnerReplaced(Event):
    """A coordinator ended a partnership so that its members can be matched with somebody else."""

    partnership_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class PauseArranged(Event):
    """A coordinator let a partnership rest, until a day or until somebody takes it up again; no reason is kept."""

    partnership_id: UUID
    until: date | None


@dataclass(frozen=True, kw_only=True)
class PauseEnded(Event):
    """A resting partnership goes on, at a coordinator's word or because its day has come."""

    partnership_id: UUID
