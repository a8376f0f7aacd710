"""What happens to a scheme: set up, staffed, its charter published and signed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event
from compagnon.schemes.models import Appointment


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
class SchemeOpened(Event):
    """An organisation opened a scheme."""

    scheme_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Event):
    """A scheme opened an academic year."""

    cycle_id: UUID
    scheme_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class JoiningPointOpened(Event):
    """A cycle got a time at which people join."""

    joining_point_id: UUID
    cycle_id: UUID
    closes_on: date
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    """Somebody was given a role, with the approval it needs."""

    appointment_id: UUID
    person_id: UUID
    role: Appointment.Role
    approved_on: date


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    """Somebody gave a role back, or it was taken back."""

    appointment_id: UUID
    person_id: UUID
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class CharterPublished(Event):
    """A scheme published a new version of its charter; everybody is asked to sign it."""

    charter_id: UUID
    scheme_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class CharterSigned(Event):
    """A person signed one version of a charter."""

    signature_id: UUID
    charter_id: UUID
    person_id: UUID
