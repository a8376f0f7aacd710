"""An invitation as whoever holds its letter reads it: the meeting, and how they answered. Never who they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.rules.topics import topics_of


@dataclass(frozen=True)
class InvitationView:
    """A meeting to come to or not; `place` may be a link."""

    id: UUID
    scheme_name: str
    organisation_name: str
    title: str
    starts_at: datetime
    length_minutes: int
    place: str
    topics: tuple[StrOrPromise, ...]
    state: str
    is_cancelled: bool
    has_begun: bool

    @property
    def is_open(self) -> bool:
        """Whether one may still answer."""
        return not (self.is_cancelled or self.has_begun or self.state == Invitation.State.WITHDRAWN)


def get_invitation(*, viewer: Actor, invitation: Invitation) -> InvitationView | None:
    """Return an invitation, for whoever holds its letter; None for anybody else."""
    if not decide(viewer, "introductions.answer_invitation", invitation).allowed:
        return None
    meeting = invitation.introduction
    scheme = meeting.joining_point.cycle.scheme
    return InvitationView(
        id=invitation.id,
        scheme_name=scheme.name,
        organisation_name=scheme.organisation.name,
        title=meeting.title,
        starts_at=meeting.starts_at,
        length_minutes=meeting.length_minutes,
        place=meeting.place,
        topics=topics_of(meeting.topics),
        state=invitation.state,
        is_cancelled=meeting.state == Introduction.State.CANCELLED,
        has_begun=clock.now() >= meeting.starts_at,
    )
