"""A pause that a coordinator arranges for a partnership; both are told, and no reason is asked."""

from datetime import date

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.events import PauseArranged, PauseEnded
from compagnon.partnerships.models import Partnership, Progress
from compagnon.partnerships.states import PARTNERSHIP


@change("partnerships.arrange_pause", on="progress")
def arrange_pause(*, by: Actor, progress: Progress, until: date | None) -> Partnership:
    """Let a partnership rest until a day, or until somebody takes it up again; reminders fall silent (ALL-89).

    Refused for a day that is not to come, and for a partnership that rests already or has ended.
    """
    if until is not None and until <= clock.today():
        raise Refused(_("Choose a day to come."), field="until")
    partnership = progress.partnership
    move(partnership, Partnership.State.PAUSED, PARTNERSHIP, also={"paused_until": until})
    record(PauseArranged(partnership_id=partnership.id, until=until), by=by)
    return partnership


@change("partnerships.end_pause", on="progress")
def end_pause(*, by: Actor, progress: Progress) -> Partnership:
    """Let a resting partnership go on, at a coordinator's word or because its day has come."""
    partnership = progress.partnership
    move(partnership, Partnership.State.OPEN, PARTNERSHIP, also={"paused_until": None})
    record(PauseEnded(partnership_id=partnership.id), by=by)
    return partnership
