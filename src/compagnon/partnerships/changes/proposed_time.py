from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.partnerships.changes.meeting import arrange_meeting
from compagnon.partnerships.events import TimeAccepted, TimesProposed
from compagnon.partnerships.models import (
    Meeting,
    Member,
    Partnership,
    ProposedTime,
    TimeAcceptance,
    TimesProposal,
)
from compagnon.partnerships.policy import membership_in

MOST_TIMES: Final = 5


@change("partnerships.propose_times", on="partnership")
def propose_times(
    *, by: Actor, partnership: Partnership, times: Collection[datetime], length_minutes: int
) -> TimesProposal:
    """Propose up to five times for the next meeting; the others are asked to choose one.

    It takes the place of what was proposed before, by whomever. Refused for times that have passed, and without any.
    """
    if not 0 < len(times) <= MOST_TIMES:
        raise Refused(_("Propose one to %(most)s times.") % {"most": MOST_TIMES}, field="times")
    if min(times) <= clock.now():
        raise Refused(_("Choose times to come."), field="times")
    # Two who propose at once come one after the other; the later proposal stands.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    TimesProposal.objects.filter(partnership=partnership, closed_at=None).update(
        closed_at=clock.now()
    )
    proposal = TimesProposal.objects.create(
        partnership=partnership,
        member=membership_in(by, partnership),
        proposed_at=clock.now(),
        length_minutes=length_minutes,
    )
    ProposedTime.objects.bulk_create(
        ProposedTime(proposal=proposal, starts_at=one) for one in sorted(set(times))
    )
    record(TimesProposed(times_proposal_id=proposal.id, partnership_id=partnership.id), by=by)
    return proposal


@change("partnerships.accept_time", on="proposed_time")
def accept_time(*, by: Actor, proposed_time: ProposedTime) -> Meeting | None:
    """Say that a proposed time suits; once it suits everybody but whoever proposed it, the meeting is arranged.

    Of two members the first yes does; of more, None until all have said it of the same time. Refused once another
    time was chosen or proposed, and for a time that has passed.
    """
    partnership = proposed_time.proposal.partnership
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    proposal = TimesProposal.objects.get(pk=proposed_time.proposal_id)
    if proposal.closed_at is not None:
        raise Refused(_("Meanwhile another time was chosen, or others were proposed."))
    if proposed_time.starts_at <= clock.now():
        raise Refused(_("This time has passed."))
    own = membership_in(by, partnership)
    _accepted, is_new = TimeAcceptance.objects.get_or_create(time=proposed_time, member=own)
    if is_new:
        about = {"times_proposal_id": proposal.id, "partnership_id": partnership.id}
        record(TimeAccepted(proposed_time_id=proposed_time.id, **about), by=by)
    return _arrange_if_it_suits_all(proposed_time, proposal, by)


def arrange_what_suits_all(partnership: Partnership) -> None:
    """Arrange a meeting at the first proposed time that suits all who are left; part of somebody's leaving."""
    for proposal in TimesProposal.objects.filter(partnership=partnership, closed_at=None):
        ahead = ProposedTime.objects.filter(proposal=proposal, starts_at__gt=clock.now())
        for one in ahead.order_by("starts_at"):
            one.proposal.partnership = partnership
            if _arrange_if_it_suits_all(one, proposal, SYSTEM):
                return


def _arrange_if_it_suits_all(
    proposed_time: ProposedTime, proposal: TimesProposal, by: Actor
) -> Meeting | None:
    partnership = proposed_time.proposal.partnership
    asked = Member.objects.filter(partnership=partnership, left_at=None)
    asked = asked.exclude(pk=proposal.member_id)
    if asked.exclude(timeacceptance__time=proposed_time).exists():
        return None
    return arrange_meeting(
        by=by,
        partnership=partnership,
        starts_at=proposed_time.starts_at,
        length_minutes=proposal.length_minutes,
    )
