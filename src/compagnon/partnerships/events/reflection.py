from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReflectionWritten(Event):
    """A member wrote an entry of their private journal."""

    reflection_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReflectionRevised(Event):
    """The author of an entry worded it anew."""

    reflection_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReflectionShared(Event):
    """The author of an entry lets the others of the partnership read it."""

    reflection_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReflectionUnshared(Event):
    """The author of an entry keeps it private again."""

    reflection_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReflectionDeleted(Event):
    """The author of an entry deleted it."""

    reflection_id: UUID
