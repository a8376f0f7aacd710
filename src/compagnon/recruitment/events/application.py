"""What an applicant does, and what becomes of the application."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationStarted(Event):
    """Somebody began to fill in an application."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(Event):
    """An applicant sent an application, with the charter signed."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationCorrected(Event):
    """An applicant changed answers before the joining point closed."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Event):
    """An applicant would like to take part as something else, before anything was decided."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftForgotten(Event):
    """A half-finished application was erased: by its applicant, or because it lay still for 30 days."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(Event):
    """An applicant does not want to take part any more."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationEmptied(Event):
    """A year after its cycle, what was said in and about an application was destroyed."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationMatched(Event):
    """A proposal that both accepted has opened a partnership for the applicant."""

    application_id: UUID
