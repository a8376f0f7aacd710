"""What happens around an introductory meeting."""

from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class IntroductionPlanned(Event):
    """Somebody set up an introductory meeting for a joining point."""

    introduction_id: UUID
    joining_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class IntroductionChanged(Event):
    """An introductory meeting was described anew; `is_moved`: time or place, so that people have to know."""

    introduction_id: UUID
    sequence: int
    is_moved: bool


@dataclass(frozen=True, kw_only=True)
class IntroductionCancelled(Event):
    """An introductory meeting was called off."""

    introduction_id: UUID
    sequence: int


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """Somebody was invited to an introductory meeting."""

    invitation_id: UUID
    introduction_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """Somebody says that they come."""

    invitation_id: UUID
    introduction_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Event):
    """Somebody says that they cannot come."""

    invitation_id: UUID
    introduction_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """An invitation was taken back: its link leads to nothing any more."""

    invitation_id: UUID
    introduction_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationForgotten(Event):
    """An invitation was deleted, with the name and the address in it."""

    invitation_id: UUID
    introduction_id: UUID


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    """Somebody noted who came to an introductory meeting."""

    introduction_id: UUID
    came_count: int


@dataclass(frozen=True, kw_only=True)
class VolunteersAsked(Event):
    """After the meeting, people were asked whether they sign up as mentors (LSIS-40)."""

    introduction_id: UUID
    asked_count: int


@dataclass(frozen=True, kw_only=True)
class VolunteerAsked(Event):
    """One person was asked whether they sign up as a mentor."""

    invitation_id: UUID
    introduction_id: UUID
