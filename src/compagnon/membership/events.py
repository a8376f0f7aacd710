"""What happens to a register of members."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RegisterUploaded(Event):
    """Somebody uploaded a register to look at; nothing counts yet."""

    register_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class RegisterRead(Event):
    """A register was read: it can be looked at."""

    register_id: UUID
    total_count: int


@dataclass(frozen=True, kw_only=True)
class RegisterRefused(Event):
    """A register could not be read; nothing of it is kept."""

    register_id: UUID


@dataclass(frozen=True, kw_only=True)
class RegisterStarted(Event):
    """Somebody decided that a register takes the place of the one before."""

    register_id: UUID
    total_count: int


@dataclass(frozen=True, kw_only=True)
class RegisterImported(Event):
    """Every line of a register was taken in: it is in force."""

    register_id: UUID
    organisation_id: UUID
    done_count: int


@dataclass(frozen=True, kw_only=True)
class RegisterRetired(Event):
    """A register was replaced, or became too old; its lines were deleted."""

    register_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class RegisterDropped(Event):
    """A register was given up before it was in force."""

    register_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class MembersExported(Event):
    """A coordinator took away how the applicants of a joining point stand with the register."""

    joining_point_id: UUID
    applicant_count: int
