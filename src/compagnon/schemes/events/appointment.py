"""Who is appointed to what, and until when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from compagnon.core.events import Event
from compagnon.schemes.models import Appointment


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
