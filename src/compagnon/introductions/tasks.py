"""What time does to invitations: half a year after the meeting nobody needs to know whom it invited."""

from compagnon.core.actors import SYSTEM
from compagnon.introductions.changes.invitation import forget_old_invitations
from compagnon.notifications import ticking


def _forget_old() -> int:
    return forget_old_invitations(by=SYSTEM)


ticking.register("old invitations to introductory meetings", _forget_old)
