from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CheckInOpened(Event):
    """A member is asked for the first time whether the partnership works for them."""

    partnership_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckInAnswered(Event):
    """A member answered whether it works; what they answered is not noted."""

    partnership_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class RematchAsked(Event):
    """A member left a partnership to be matched with somebody else; no reason is asked (ALL-89)."""

    partnership_id: UUID
