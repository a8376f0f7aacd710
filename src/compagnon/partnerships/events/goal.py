from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    """A member set a goal of their own."""

    goal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalRevised(Event):
    """The owner of a goal worded it anew, or moved its day."""

    goal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalReached(Event):
    """The owner of a goal said it is reached."""

    goal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalPaused(Event):
    """The owner let a goal rest."""

    goal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalResumed(Event):
    """The owner took a goal up again, that rested or was thought to be reached."""

    goal_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalNoteWritten(Event):
    """A member wrote a note on a goal, their own or somebody else's."""

    goal_id: UUID
    partnership_id: UUID
    goal_note_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalLinked(Event):
    """A member linked a goal with a resource, an event or a specialist's input."""

    goal_id: UUID
    partnership_id: UUID
    goal_link_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalUnlinked(Event):
    """A member took such a link off a goal."""

    goal_id: UUID
    partnership_id: UUID
