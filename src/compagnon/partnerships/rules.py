"""Pure rules of the workspace."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ActionPoint:
    """One line of the minutes: what, and which member takes it on."""

    text: str
    owner_id: UUID
