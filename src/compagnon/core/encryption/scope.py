"""What confidential words belong to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Scope:
    """A partnership, an application or a person, within an organisation: each has its own data keys."""

    kind: str
    id: UUID
    organisation_id: UUID
