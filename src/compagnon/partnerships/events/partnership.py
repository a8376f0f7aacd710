from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PartnershipOpened(Event):
    """Both accepted and signed the charter: the partnership begins."""

    partnership_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipContinued(Event):
    """A member said, asked after a silence, that they go on."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipPaused(Event):
    """A member put the partnership to rest for a while; no reason is asked (ALL-89)."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipResumed(Event):
    """A member took the partnership up again."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipLeft(Event):
    """A member ended the partnership; no reason is asked (ALL-89)."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """A member left, or was erased, and the others go on; no reason is asked (ALL-89)."""

    partnership_id: UUID
    proposal_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnerErased(Event):
    """A member's data were erased at their request, and the partnership ended with them."""

    partnership_id: UUID
    proposal_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class TermsChosen(Event):
    """A member said whose school terms they go by, here and in their other partnerships of the organisation."""

    partnership_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActivityExported(Event):
    """A coordinator took the list of partnerships away as a file."""

    joining_point_id: UUID
    partnership_count: int
