from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CoordinatorsAlerted(Event):
    """A member asked the Coordination Group to get in touch, because someone may be at risk; no more is known."""

    partnership_id: UUID
    member_id: UUID
