from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class GatheringPlanned(Event):
    """Whoever leads a branch invited to an occasion."""

    gathering_id: UUID
    branch_id: UUID


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(Event):
    """Whoever leads a branch described an occasion anew."""

    gathering_id: UUID
    sequence: int


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(Event):
    """Whoever leads a branch called an occasion off."""

    gathering_id: UUID
    sequence: int
