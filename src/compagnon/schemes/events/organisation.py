"""What happens to an organisation and its branches."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(Event):
    """An organisation was set up on this installation."""

    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class BranchOpened(Event):
    """An organisation named one of its branches."""

    branch_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class BranchChanged(Event):
    """A branch was renamed, or its briefing was recorded."""

    branch_id: UUID
    is_briefed: bool
