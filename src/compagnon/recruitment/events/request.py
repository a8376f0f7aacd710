"""What an applicant is asked besides, and answers."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InformationAsked(Event):
    """A coordinator asked an applicant about some of their answers."""

    application_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(Event):
    """A coordinator took back what an applicant was asked, before they answered."""

    application_id: UUID
    request_id: UUID


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """An applicant answered what the group had asked."""

    application_id: UUID
    request_id: UUID
