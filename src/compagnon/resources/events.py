from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ResourceAdded(Event):
    """Somebody put a resource on a scheme's list."""

    resource_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceRevised(Event):
    """Somebody checked a resource, and perhaps worded it anew; people who take part see it."""

    resource_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceChecked(Event):
    """Somebody checked a resource as it stands; people who take part see it."""

    resource_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceMoved(Event):
    """Somebody moved a resource up on a scheme's list."""

    resource_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResourceRemoved(Event):
    """Somebody took a resource off a scheme's list."""

    resource_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class ResourcesSuggested(Event):
    """Somebody put what ships on a scheme's list, to be checked."""

    scheme_id: UUID
    resource_count: int
