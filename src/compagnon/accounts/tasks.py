"""What each tick does for accounts."""

from compagnon.accounts.changes import forget_expired
from compagnon.core.actors import SYSTEM
from compagnon.notifications import ticking


def forget_what_has_ended() -> int:
    """Delete sessions, sign-in links and counts of tries whose time has passed; return how many there were."""
    return forget_expired(by=SYSTEM)


ticking.register("ended sessions, links and counts", forget_what_has_ended)
