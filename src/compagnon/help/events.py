from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """Somebody who takes part asked the Coordination Group a question."""

    question_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitorQuestionAsked(Event):
    """Somebody who is not signed in asked the Coordination Group a question."""

    question_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionDiscarded(Event):
    """One of the Coordination Group deleted a question of somebody without an account, without an answer."""

    question_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionTaken(Event):
    """One of the Coordination Group took a question on."""

    question_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """One of the Coordination Group answered a question."""

    question_id: UUID
    scheme_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionsForgotten(Event):
    """Questions were deleted with their answers: their time was over, or whoever asked was erased."""

    question_count: int
