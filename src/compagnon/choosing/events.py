"""What happens where people choose; ids and dates only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProfileShown(Event):
    """Somebody agreed to be found by those who look for a partner."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProfileWithdrawn(Event):
    """Somebody is not to be found any more."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class SuggestionsPrepared(Event):
    """A coordinator had the engine find people to suggest to learners; nobody knows of them yet."""

    joining_point_id: UUID
    suggestion_count: int


@dataclass(frozen=True, kw_only=True)
class SuggestionLeftOut(Event):
    """A coordinator took one of them out again, before anybody knew of it."""

    learner_application_id: UUID
    suggested_application_id: UUID


@dataclass(frozen=True, kw_only=True)
class SuggestionsReleased(Event):
    """A coordinator released a learner's suggestions: the learner may ask one of these people now."""

    joining_point_id: UUID
    learner_application_id: UUID
    suggestion_count: int


@dataclass(frozen=True, kw_only=True)
class SuggestionsForgotten(Event):
    """All that was suggested to somebody, and to whom they were, is deleted with their data."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestSent(Event):
    """A learner asked somebody (NF-16)."""

    request_id: UUID
    asker_application_id: UUID
    asked_application_id: UUID
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class RequestAgreed(Event):
    """One of the two peers who were asked said yes; the other one has not answered yet."""

    request_id: UUID
    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestAccepted(Event):
    """Whoever was asked said yes: the partnership is open."""

    request_id: UUID
    proposal_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestDeclined(Event):
    """Whoever was asked said no; no reason is asked (ALL-89)."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestTakenBack(Event):
    """The learner took the request back, before an answer."""

    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestLapsed(Event):
    """The day passed without an answer, or there is no place any more: the learner is free to ask somebody else."""

    request_id: UUID
