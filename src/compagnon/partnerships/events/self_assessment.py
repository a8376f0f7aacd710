from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SelfAssessmentMade(Event):
    """A member looked at their own skills."""

    self_assessment_id: UUID


@dataclass(frozen=True, kw_only=True)
class SelfAssessmentShared(Event):
    """The author of a self-assessment lets the others of the partnership read it."""

    self_assessment_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class SelfAssessmentUnshared(Event):
    """The author of a self-assessment keeps it private again."""

    self_assessment_id: UUID


@dataclass(frozen=True, kw_only=True)
class SelfAssessmentDeleted(Event):
    """The author of a self-assessment deleted it."""

    self_assessment_id: UUID
