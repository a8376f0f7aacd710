"""Taking away a copy of all that one may read: it is looked up, and noted who did."""

from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.partnerships.events import CopyExported
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.policy import membership_ever_in
from compagnon.partnerships.queries.copy import Copy, get_copy


@change("partnerships.export_copy", on="partnership")
def export_copy(*, by: Actor, partnership: Partnership) -> Copy:
    """Return all that a member may read in a partnership, also after its end; that they took it is noted.

    Whoever left takes what they could read then.
    """
    copy = get_copy(viewer=by, partnership=partnership)
    member = membership_ever_in(by, partnership)
    record(CopyExported(partnership_id=partnership.id, member_id=member.id), by=by)
    return copy
