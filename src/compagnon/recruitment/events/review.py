"""What the Coordination Group does with applications."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MembershipConfirmed(Event):
    """A coordinator found that the applicant is a member."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationAssigned(Event):
    """A coordinator said who of the group looks at an application; nobody does any more where no person is named."""

    application_id: UUID
    person_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """A coordinator noted something about an application, for the group."""

    application_id: UUID
    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """A coordinator said that they stand too near to an applicant to decide."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationsExported(Event):
    """A coordinator took a list of applications away as a file."""

    joining_point_id: UUID
    application_count: int


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Event):
    """A coordinator saved what they narrowed the queue to, or changed its name or for whom it is."""

    saved_view_id: UUID
    joining_point_id: UUID
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Event):
    """A coordinator deleted a saved view of the queue."""

    saved_view_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionLogged(Event):
    """A decision was written down with all that belongs to it; `is_told`: the applicant gets a letter."""

    decision_id: UUID
    application_id: UUID
    is_told: bool


@dataclass(frozen=True, kw_only=True)
class ApplicationApproved(Event):
    """An applicant will be considered in matching."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationPutOnWaitingList(Event):
    """An applicant waits, for a place or for something to be found out."""

    application_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationPostponed(Event):
    """An applicant was left for a later joining point."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationRecalled(Event):
    """An applicant who had been left for a later joining point takes part in the earlier one after all."""

    application_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplicationDeclined(Event):
    """An applicant cannot take part."""

    application_id: UUID
