from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PartnershipClosed(Event):
    """The members brought their partnership to its end, as planned or after their last review."""

    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class LastLookEnded(Event):
    """The time was over for which somebody who left can read what they could read then; their own notes are destroyed."""

    partnership_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class PartnershipEmptied(Event):
    """The time was over for which the words of an ended partnership are kept: they are destroyed."""

    partnership_id: UUID
