"""Whether it works: each member is asked alone, and may be matched anew without a reason."""

from uuid import UUID

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.events import record
from compagnon.partnerships.changes.partnership import leave_partnership
from compagnon.partnerships.events import CheckInAnswered, CheckInOpened, RematchAsked
from compagnon.partnerships.models import CheckIn, Member, Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.check_in import list_members_to_ask
from compagnon.partnerships.queries.outside import school_days_of
from compagnon.partnerships.rules import FIRST_WEEKS


@change("partnerships.open_check_ins", on=None)
def open_check_ins(*, by: Actor) -> int:
    """Ask those whose time has come whether their partnership works for them; return how many. Only the system does this."""
    today = clock.today()
    members = list_members_to_ask(today)
    CheckIn.objects.bulk_create(
        [CheckIn(member=one, asks_on=today) for one in members], ignore_conflicts=True
    )
    for one in members:
        record(CheckInOpened(**_about(one)), by=by)
    return len(members)


@change("partnerships.answer_check_in", on="partnership")
def answer_check_in(*, by: Actor, partnership: Partnership, works: bool) -> CheckIn:
    """Say, for oneself alone, that it works, or that one is not sure yet and would like to be asked again.

    Kept is when to ask next: never, or once six working weeks have passed by one's own calendar. Nobody else sees it.
    """
    member = membership_in(by, partnership)
    days = school_days_of([partnership], [member])[member.id]
    answered, _is_new = CheckIn.objects.update_or_create(
        member=member,
        defaults={"asks_on": None if works else days.after_weeks(clock.today(), FIRST_WEEKS)},
    )
    record(CheckInAnswered(**_about(member)), by=by)
    return answered


@change("partnerships.ask_rematch", on="partnership")
def ask_rematch(*, by: Actor, partnership: Partnership) -> Partnership:
    """Leave a partnership so as to be matched with somebody else; no reason is asked, and nobody is at fault (ALL-89).

    It is left as by everybody who leaves. Where it ends with that, the Coordination Group is told that somebody is looked
    for, not at whose wish; where the others go on, they are told of that anyway.
    """
    leave_partnership(by=by, partnership=partnership)
    if partnership.state == Partnership.State.ENDED:
        record(RematchAsked(partnership_id=partnership.id), by=by)
    return partnership


def _about(member: Member) -> dict[str, UUID]:
    return {"partnership_id": member.partnership_id, "member_id": member.id}
