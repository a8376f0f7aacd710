from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CopyExported(Event):
    """A member took a copy of everything that they may read in their partnership."""

    partnership_id: UUID
    member_id: UUID
