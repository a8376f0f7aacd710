"""A change of kind: mentoring turns into coaching, or back, when one proposes it and the other agrees."""

from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.events import KindChanged, KindProposed, KindWithdrawn
from compagnon.partnerships.models import KindChange, Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.kind import other_kind


@change("partnerships.propose_kind", on="partnership")
def propose_kind(*, by: Actor, partnership: Partnership) -> KindChange:
    """Propose to go on as coaching where it is mentoring, or the other way round; the other is told.

    One proposal at a time: asking again returns it.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    waiting = KindChange.objects.filter(partnership=partnership, agreed_at=None).first()
    if waiting is not None:
        return waiting
    proposed = KindChange.objects.create(
        partnership=partnership,
        kind=other_kind(partnership.present_kind),
        member=membership_in(by, partnership),
        proposed_at=clock.now(),
    )
    record(KindProposed(**_about(proposed)), by=by)
    return proposed


@change("partnerships.agree_kind", on="partnership")
def agree_kind(*, by: Actor, partnership: Partnership) -> KindChange:
    """Agree to what the other proposed: from now on it is of the other kind, and the day is kept (NF-05).

    What was written stays as it is. Refused to whoever proposed it, and where nothing is proposed any more.
    """
    proposed = _waiting(partnership)
    if proposed.member_id == membership_in(by, partnership).id:
        raise Refused(_("You proposed this; now the other one decides."))
    KindChange.objects.filter(pk=proposed.pk).update(agreed_at=clock.now())
    usual = partnership.joining_point.cycle.scheme.kind
    partnership.kind = "" if proposed.kind == usual else proposed.kind
    Partnership.objects.filter(pk=partnership.pk).update(kind=partnership.kind)
    record(KindChanged(**_about(proposed)), by=by)
    return proposed


@change("partnerships.withdraw_kind", on="partnership")
def withdraw_kind(*, by: Actor, partnership: Partnership) -> None:
    """Take a proposed change of kind off the table, as either of them may; it leaves no trace among them."""
    proposed = _waiting(partnership)
    KindChange.objects.filter(pk=proposed.pk).delete()
    record(KindWithdrawn(**_about(proposed)), by=by)


def _waiting(partnership: Partnership) -> KindChange:
    """Lock the partnership, and return what is proposed."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    found = KindChange.objects.filter(partnership=partnership, agreed_at=None).first()
    if found is None:
        raise Refused(_("Nothing is proposed any more."))
    return found


def _about(row: KindChange) -> dict[str, UUID]:
    return {"kind_change_id": row.id, "partnership_id": row.partnership_id}
