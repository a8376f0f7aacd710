from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.changes.meeting import cancel_meeting
from compagnon.partnerships.events import (
    PartnerErased,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
    PartnershipResumed,
)
from compagnon.partnerships.models import Meeting, Member, Partnership
from compagnon.partnerships.rules import usual_end
from compagnon.partnerships.states import PARTNERSHIP
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.template import settings_of


class Joining(NamedTuple):
    """A person who joins a partnership, with the parts of the application that the partner may read."""

    person_id: UUID
    shared: Mapping[str, Any]


@change("partnerships.open_partnership", on=None)
def open_partnership(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    proposal_id: UUID,
    mentor: Joining,
    mentee: Joining,
    starts_on: date,
) -> Partnership:
    """Open the partnership of an accepted proposal: one mentor, one mentee, an end as its scheme plans it (ALL-23, ALL-34).

    Nobody may call this but the SYSTEM, for a proposal that both accepted (ALL-35): the permission is in
    nobody's table. A proposal opens one partnership, however often it is asked.
    """
    earlier = Partnership.objects.filter(proposal_id=proposal_id).first()
    if earlier is not None:
        return earlier
    scheme = joining_point.cycle.scheme
    partnership = Partnership.objects.create(
        organisation_id=scheme.organisation_id,
        joining_point=joining_point,
        proposal_id=proposal_id,
        opened_at=clock.now(),
        planned_end_on=usual_end(starts_on, settings_of(scheme).length_months),
    )
    for role, joining in ((Member.Role.MENTOR, mentor), (Member.Role.MENTEE, mentee)):
        member = Member(
            partnership=partnership,
            person_id=joining.person_id,
            role=role,
            shared=dict(joining.shared),
        )
        sealing.put(member)
        member.save(force_insert=True)
    record(PartnershipOpened(partnership_id=partnership.id, proposal_id=proposal_id), by=by)
    return partnership


@change("partnerships.pause_partnership", on="partnership")
def pause_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Let the partnership rest: reminders fall silent until a member takes it up again. No reason is asked (ALL-89)."""
    move(partnership, Partnership.State.PAUSED, PARTNERSHIP)
    record(PartnershipPaused(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.resume_partnership", on="partnership")
def resume_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Take a resting partnership up again."""
    move(partnership, Partnership.State.OPEN, PARTNERSHIP)
    record(PartnershipResumed(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.leave_partnership", on="partnership")
def leave_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """End the partnership at a member's wish, at once and for both. No reason is asked or kept (ALL-89).

    A meeting that was still to come is cancelled.
    """
    _end(partnership, by)
    record(PartnershipLeft(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.erase_partner", on="member")
def erase_partner(*, by: Actor, member: Member) -> None:
    """End the partnership of a member whose data are erased; the other one is told, without a name.

    A meeting that was still to come is cancelled. Part of erasing a person. Only the system does this. One that is over stays as it is.
    """
    partnership = member.partnership
    if partnership.state == Partnership.State.ENDED:
        return
    _end(partnership, by)
    record(
        PartnerErased(
            partnership_id=partnership.id,
            proposal_id=partnership.proposal_id,
            member_id=member.id,
        ),
        by=by,
    )


def _end(partnership: Partnership, by: Actor) -> None:
    for meeting in Meeting.objects.filter(partnership=partnership, state=Meeting.State.ARRANGED):
        cancel_meeting(by=by, meeting=meeting)
    move(partnership, Partnership.State.ENDED, PARTNERSHIP)
    Partnership.objects.filter(pk=partnership.pk).update(ended_at=clock.now())
