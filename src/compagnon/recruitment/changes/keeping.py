"""Emptying applications a year after their cycle: that somebody applied and what was decided stays, no more."""

from typing import Final

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope
from compagnon.core.events import record
from compagnon.recruitment.events import ApplicationEmptied
from compagnon.recruitment.models import (
    Application,
    Comment,
    Decision,
    Declaration,
    InformationRequest,
    Interest,
    RequestReply,
    scope_of,
)
from compagnon.recruitment.rules.keeping import latest_end

BATCH: Final = 100  # a tick: a tenth of a second, and the next tick goes on


@change("recruitment.empty_old_applications", on=None)
def empty_old_applications(*, by: Actor) -> int:
    """Destroy what was said in and about applications whose cycle ended a year ago; return how many were emptied.

    Comments, reasons, questions with their replies, declared interests and declared people go; and the answers, where
    the application led to no partnership. Not more than 100 at once. Done twice, it was done once.
    """
    old = Application.objects.filter(
        emptied_at=None, joining_point__cycle__ends_on__lte=latest_end(clock.today())
    ).exclude(state=Application.State.DRAFT)
    rows = list(
        old.select_for_update(of=("self",))
        .select_related("joining_point__cycle__scheme")
        .order_by("submitted_at", "id")[:BATCH]
    )
    for row in rows:
        _empty(row)
        record(ApplicationEmptied(application_id=row.id), by=by)
    return len(rows)


def _empty(row: Application) -> None:
    RequestReply.objects.filter(request__application=row).delete()
    for model in (Comment, Interest, InformationRequest, Declaration):
        model.objects.filter(application=row).delete()
    Decision.objects.filter(application=row).update(reason=b"")
    for kind in ("review", "decision", "application"):
        shred_scope(scope_of(row, kind))
    if row.state != Application.State.MATCHED:
        row.answers, row.fingerprint, row.source, row.declared_count = {}, "", "", 0
    row.emptied_at = clock.now()
    row.save(update_fields=["answers", "fingerprint", "source", "declared_count", "emptied_at"])
