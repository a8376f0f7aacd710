from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class KindProposed(Event):
    """A member proposed to go on as coaching, or as mentoring."""

    kind_change_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class KindWithdrawn(Event):
    """A proposed change of kind is off the table, at the wish of either."""

    kind_change_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class KindChanged(Event):
    """The other agreed: from now on it is coaching, or mentoring (NF-05)."""

    kind_change_id: UUID
    partnership_id: UUID
