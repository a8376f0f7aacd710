"""Which members are in their own holidays, who still owes a signature or a meeting, and who is silent. For reminders only."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from compagnon.notifications.reminding import NO_OLDER_THAN
from compagnon.partnerships.models import Agreement, Member, Partnership, Progress, Signature
from compagnon.partnerships.queries.outside import school_days_of
from compagnon.partnerships.stages import Stage
from compagnon.schemes.rules.working_weeks import SchoolDays

TO_MEET = (Stage.FIRST_MEETING, Stage.GAP)


def members_with_days(
    partnerships: Collection[UUID] = (), members: Collection[UUID] = ()
) -> list[tuple[Member, SchoolDays]]:
    """Return members, of some partnerships or by their ids, each with the school days they go by; nobody who left.

    One query, and one for each organisation.
    """
    rows = Member.objects.filter(left_at=None).select_related(
        "person", "partnership__joining_point__cycle__scheme"
    )
    found = list(
        rows.filter(partnership__in=partnerships) if partnerships else rows.filter(pk__in=members)
    )
    days = school_days_of([row.partnership for row in found], found)
    return [(row, days[row.id]) for row in found]


def list_owed(today: date, partnership_id: UUID | None = None) -> list[Progress]:
    """Return the open partnerships, or one of them, that wait for a signature or a meeting; one query."""
    rows = Progress.objects.filter(
        stage__in=(Stage.UNSIGNED, *TO_MEET),
        begins_on__range=(today - NO_OLDER_THAN, today),
        partnership__state=Partnership.State.OPEN,
    )
    return list(rows.filter(partnership=partnership_id) if partnership_id else rows)


def list_silent(today: date, partnership_id: UUID | None = None) -> list[Progress]:
    """Return the open partnerships, or one of them, whose members are asked after a silence; one query."""
    rows = Progress.objects.filter(
        asks_on__range=(today - NO_OLDER_THAN, today), partnership__state=Partnership.State.OPEN
    )
    return list(rows.filter(partnership=partnership_id) if partnership_id else rows)


def signed_latest(partnerships: Collection[UUID]) -> set[UUID]:
    """Return which members have signed the latest version of their learning contract; two queries."""
    rows = Agreement.objects.filter(partnership__in=partnerships).order_by("version")
    latest = dict(rows.values_list("partnership_id", "pk"))
    signed = Signature.objects.filter(agreement__in=latest.values())
    return set(signed.values_list("member_id", flat=True))


def waits_for(row: Progress, member_id: UUID, signed: Collection[UUID]) -> bool:
    """Say whether a partnership waits for a member: for a signature from whoever has not signed, for a meeting from all."""
    return row.stage in TO_MEET or member_id not in signed


def owed_by(today: date) -> Iterator[tuple[Progress, Member, SchoolDays]]:
    """Yield for whom which partnership waits; four queries, and one for each organisation."""
    rows = {row.partnership_id: row for row in list_owed(today)}
    if not rows:
        return
    signed = signed_latest(rows.keys())
    for member, days in members_with_days(rows.keys()):
        row = rows[member.partnership_id]
        if waits_for(row, member.id, signed):
            yield row, member, days
