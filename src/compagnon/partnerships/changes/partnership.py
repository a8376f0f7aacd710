from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.partnerships.changes.meeting import cancel_meeting
from compagnon.partnerships.changes.parting import part
from compagnon.partnerships.events import (
    PartnerErased,
    PartnerReplaced,
    PartnershipClosed,
    PartnershipContinued,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
    PartnershipResumed,
)
from compagnon.partnerships.models import (
    CheckIn,
    KindChange,
    Meeting,
    Member,
    Partnership,
    Progress,
    TimesProposal,
)
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.half_term import calendar_chosen_by
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
    sides = ((Member.Role.MENTOR, mentor), (Member.Role.MENTEE, mentee))
    return _open(by, joining_point, proposal_id, sides, starts_on=starts_on)


@change("partnerships.open_peer_partnership", on=None)
def open_peer_partnership(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    proposal_id: UUID,
    peers: Sequence[Joining],
    starts_on: date,
) -> Partnership:
    """Open the partnership of peers who all said yes (NF-18, NF-21), as `open_partnership` does; only the system does this."""
    sides = [(Member.Role.PEER, one) for one in peers]
    return _open(by, joining_point, proposal_id, sides, starts_on=starts_on)


@change("partnerships.open_circle_partnership", on=None)
def open_circle_partnership(
    *,
    by: Actor,
    joining_point: JoiningPoint,
    proposal_id: UUID,
    facilitator: Joining,
    learners: Sequence[Joining],
    starts_on: date,
) -> Partnership:
    """Open the partnership of a circle (ALL-41), of those who said yes, as `open_partnership` does; only the system does this."""
    sides = [(Member.Role.FACILITATOR, facilitator)]
    sides += [(Member.Role.LEARNER, one) for one in learners]
    return _open(by, joining_point, proposal_id, sides, starts_on=starts_on)


def _open(
    by: Actor,
    joining_point: JoiningPoint,
    proposal_id: UUID,
    sides: Iterable[tuple[Member.Role, Joining]],
    *,
    starts_on: date,
) -> Partnership:
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
    for role, joining in sides:
        member = Member(
            partnership=partnership,
            person_id=joining.person_id,
            role=role,
            shared=dict(joining.shared),
            calendar=calendar_chosen_by(joining.person_id, scheme.organisation_id),
        )
        sealing.put(member)
        member.save(force_insert=True)
    record(PartnershipOpened(partnership_id=partnership.id, proposal_id=proposal_id), by=by)
    return partnership


@change("partnerships.continue_partnership", on="partnership")
def continue_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Say, asked after a silence, that the partnership goes on; nobody is asked again before the next silence."""
    Partnership.objects.filter(pk=partnership.pk).update(heard_on=clock.today())
    record(PartnershipContinued(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.pause_partnership", on="partnership")
def pause_partnership(
    *, by: Actor, partnership: Partnership, until: date | None = None
) -> Partnership:
    """Let the partnership rest: reminders fall silent until a day, or until a member takes it up again (ALL-89).

    No reason is asked. Refused for a day that is not to come.
    """
    if until is not None and until <= clock.today():
        raise Refused(_("Choose a day to come."), field="until")
    move(partnership, Partnership.State.PAUSED, PARTNERSHIP, also={"paused_until": until})
    record(PartnershipPaused(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.resume_partnership", on="partnership")
def resume_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Take a resting partnership up again."""
    move(partnership, Partnership.State.OPEN, PARTNERSHIP, also={"paused_until": None})
    record(PartnershipResumed(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.leave_partnership", on="partnership")
def leave_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Leave the partnership, at once. No reason is asked or kept (ALL-89).

    The others go on while two are left, unless it is who facilitates that leaves; else it ends for all, and a meeting
    that was still to come is cancelled.
    """
    if not part(membership_in(by, partnership), by):
        _end(partnership, by)
        record(PartnershipLeft(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.close_partnership", on="partnership")
def close_partnership(*, by: Actor, partnership: Partnership) -> Partnership:
    """Bring the partnership to its end together: once the last review is shared, or the planned day has come.

    A meeting that was still to come is cancelled. Everybody is thanked by letter, and told until when their words are
    kept. Whoever wants to end sooner, without the others, leaves.
    """
    _end(partnership, by)
    record(PartnershipClosed(partnership_id=partnership.id), by=by)
    return partnership


@change("partnerships.replace_partner", on="progress")
def replace_partner(*, by: Actor, progress: Progress) -> Partnership:
    """End a partnership on behalf of the group, so that its members can be matched with somebody else.

    No reason is asked or kept, and nobody is at fault; all can still read what they wrote. A meeting that was still to
    come is cancelled. Those who part here are not matched with each other again.
    """
    partnership = progress.partnership
    _end(partnership, by)
    record(
        PartnerReplaced(partnership_id=partnership.id, proposal_id=partnership.proposal_id), by=by
    )
    return partnership


@change("partnerships.erase_partner", on="member")
def erase_partner(*, by: Actor, member: Member) -> None:
    """Let a member whose data are erased leave, as whoever leaves by themselves; the others are told, without a name.

    Where too few are left it ends. Part of erasing a person. Only the system does this. One that is over stays as it is.
    """
    partnership = member.partnership
    if partnership.state == Partnership.State.ENDED or part(member, by):
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
    TimesProposal.objects.filter(partnership=partnership, closed_at=None).update(
        closed_at=clock.now()
    )
    CheckIn.objects.filter(member__partnership=partnership).delete()
    KindChange.objects.filter(partnership=partnership, agreed_at=None).delete()
    move(partnership, Partnership.State.ENDED, PARTNERSHIP)
    Partnership.objects.filter(pk=partnership.pk).update(ended_at=clock.now())
