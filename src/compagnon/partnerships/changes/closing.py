from typing import Any, Final

from django.db.models import QuerySet

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope
from compagnon.core.events import record
from compagnon.partnerships.events import LastLookEnded, PartnershipEmptied
from compagnon.partnerships.models import (
    LastLook,
    Member,
    Partnership,
    ReviewAnswer,
    SharedReflection,
)
from compagnon.partnerships.rules import latest_end_to_empty
from compagnon.partnerships.tables import OWN, confidential_tables

BATCH: Final = 100


@change("partnerships.empty_partnerships", on=None)
def empty_old_partnerships(*, by: Actor) -> int:
    """Destroy what was written in partnerships that ended long enough ago; return how many were emptied.

    Every confidential word of them, with their keys, journals included, and what members shared of their applications.
    Dates and counts stay. Not more than 100 at once. Only the system does this.
    """
    old = Partnership.objects.filter(
        state=Partnership.State.ENDED,
        emptied_at=None,
        ended_at__date__lte=latest_end_to_empty(clock.today()),
    )
    rows = list(old.select_for_update().order_by("ended_at", "id")[:BATCH])
    for row in rows:
        _empty(row)
        record(PartnershipEmptied(partnership_id=row.id), by=by)
    return len(rows)


@change("partnerships.end_last_looks", on=None)
def end_last_looks(*, by: Actor) -> int:
    """Let those who left long enough ago read no more, and destroy what was theirs alone; return how many.

    What they wrote together with the others stays theirs, until the partnership has ended and is emptied. Not more than
    100 at once. Only the system does this.
    """
    old = LastLook.objects.filter(member__left_at__date__lte=latest_end_to_empty(clock.today()))
    rows = list(old.select_related("member").order_by("member__left_at", "id")[:BATCH])
    for row in rows:
        member = row.member
        for model in OWN:
            rows_of: QuerySet[Any] = model._default_manager.all()
            _forget(rows_of.filter(member=member))
        _forget(ReviewAnswer.objects.filter(member=member, is_shared=False))
        Member.objects.filter(pk=member.pk).update(shared={}, calendar="")
        about = LastLookEnded(partnership_id=member.partnership_id, member_id=member.id)
        record(about, by=by)
    sealing.delete(LastLook.objects.filter(pk__in=[row.pk for row in rows]))
    return len(rows)


def _empty(partnership: Partnership) -> None:
    for model, path in confidential_tables():
        _forget(model._default_manager.filter(**{path: partnership}))
    sealing.delete(SharedReflection.objects.filter(partnership=partnership))
    sealing.delete(LastLook.objects.filter(member__partnership=partnership))
    Member.objects.filter(partnership=partnership).update(shared={}, calendar="")
    shred_scope(partnership.scope())
    Partnership.objects.filter(pk=partnership.pk).update(emptied_at=clock.now())


def _forget(rows: QuerySet[Any]) -> None:
    rows.update(**dict.fromkeys(rows.model.encrypted_fields(), b""))
