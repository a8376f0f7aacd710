"""What time makes due in partnerships."""

from typing import Final

from django.db import transaction

from compagnon.core import clock
from compagnon.core.actors import SYSTEM
from compagnon.notifications import ticking
from compagnon.partnerships.changes.check_in import open_check_ins
from compagnon.partnerships.changes.closing import empty_old_partnerships, end_last_looks
from compagnon.partnerships.changes.pause import end_pause
from compagnon.partnerships.changes.progress import note_progress
from compagnon.partnerships.models import Partnership, Progress

AT_ONCE: Final = 200


def _empty_partnerships() -> int:
    return empty_old_partnerships(by=SYSTEM)


def _end_last_looks() -> int:
    return end_last_looks(by=SYSTEM)


def _open_check_ins() -> int:
    return open_check_ins(by=SYSTEM)


def end_pauses() -> int:
    """Let those partnerships go on whose pause was until today; return how many. Each once."""
    over = Progress.objects.filter(
        partnership__state=Partnership.State.PAUSED, partnership__paused_until__lte=clock.today()
    )
    rows = list(over.select_related("partnership"))
    for row in rows:
        end_pause(by=SYSTEM, progress=row)
    return len(rows)


def note_what_changed_by_itself() -> int:
    """Note where those partnerships stand whose day has come, and those of which nobody knows yet; return how many."""
    due = Progress.objects.filter(changes_on__lte=clock.today()).order_by("changes_on")
    ids = list(due.values_list("partnership_id", flat=True)[:AT_ONCE])
    unknown = Partnership.objects.filter(progress=None).order_by("id")
    ids += list(unknown.values_list("pk", flat=True)[: AT_ONCE - len(ids)])
    with transaction.atomic():
        return note_progress(ids) if ids else 0


ticking.register("words of partnerships that ended long ago", _empty_partnerships)
ticking.register("last looks of those who left long ago", _end_last_looks)
ticking.register("pauses that are over", end_pauses)
ticking.register("where partnerships stand", note_what_changed_by_itself)
ticking.register("whether partnerships work", _open_check_ins)
