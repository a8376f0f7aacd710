from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person's data were erased."""

    person_id: UUID
