"""What is known of partnerships from outside: that and when, never what. For the system's own rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from compagnon.core import clock
from compagnon.partnerships.models import (
    Agreement,
    Meeting,
    Member,
    Partnership,
    Progress,
    Signature,
)
from compagnon.partnerships.policy import signed_by_all
from compagnon.partnerships.stages import Outside, Stage
from compagnon.schemes.queries.term_calendar import find_terms_of_each
from compagnon.schemes.rules.working_weeks import SchoolDays
from compagnon.schemes.template import settings_of
from compagnon.schemes.term_calendars import CalendarKey, key_of_person


@dataclass(frozen=True)
class _Agreed:
    """The learning contract in force: since when, and its own dates."""

    agreed_on: date
    frequency: str
    review_on: date
    ends_on: date


def look_from_outside(ids: Collection[UUID]) -> dict[UUID, Outside]:
    """Return what is known of some partnerships; six queries, and one more for each further organisation.

    For the system: it asks for no viewer, and no type here could hold a word.
    """
    shown = list(
        Partnership.objects.filter(pk__in=ids).select_related("joining_point__cycle__scheme")
    )
    members = list(Member.objects.filter(partnership__in=ids, left_at=None))
    found = _Found(
        members,
        school_days_of(shown, members),
        _agreed(ids),
        _last_signatures(ids),
        _meetings(ids),
        {row.partnership_id: row for row in Progress.objects.filter(partnership__in=ids)},
    )
    return {row.id: found.outside(row) for row in shown}


def school_days_of(
    partnerships: Iterable[Partnership], members: Collection[Member]
) -> dict[UUID, SchoolDays]:
    """Return the school days of each member by the terms they go by; one query for each organisation."""
    today = clock.today()
    by_id = {row.id: row for row in partnerships}
    keys: dict[UUID, dict[UUID, CalendarKey]] = {}
    for one in members:
        partnership = by_id[one.partnership_id]
        usual = settings_of(partnership.joining_point.cycle.scheme).calendar
        keys.setdefault(partnership.organisation_id, {})[one.id] = key_of_person(
            one.shared, usual, one.calendar
        )
    found: dict[UUID, SchoolDays] = {}
    for organisation_id, of_members in keys.items():
        known = find_terms_of_each(organisation_id=organisation_id, keys=set(of_members.values()))
        days = {
            key: SchoolDays([(year.year, year.entries) for year in years], around=today)
            for key, years in known.items()
        }
        found |= {member_id: days[key] for member_id, key in of_members.items()}
    return found


@dataclass(frozen=True)
class _Found:
    """What was looked up for many partnerships at once, each by its id."""

    members: Collection[Member]
    calendars: Mapping[UUID, SchoolDays]
    agreed: Mapping[UUID, _Agreed]
    signed: Mapping[UUID, date]
    meetings: Mapping[UUID, tuple[date | None, date | None]]
    known: Mapping[UUID, Progress]

    def outside(self, row: Partnership) -> Outside:
        opened_on = timezone.localtime(row.opened_at).date()
        met_on, meets_on = self.meetings.get(row.id, (None, None))
        agreed, known = self.agreed.get(row.id), self.known.get(row.id)
        resumed_on = self._resumed_on(row)
        signs = (opened_on, self.signed.get(row.id), met_on, resumed_on, row.heard_on)
        return Outside(
            is_paused=row.state == Partnership.State.PAUSED,
            ended_on=timezone.localtime(row.ended_at).date() if row.ended_at else None,
            opened_on=opened_on,
            ends_on=agreed.ends_on if agreed else row.planned_end_on,
            heard_on=max(day for day in signs if day),
            agreed_on=agreed.agreed_on if agreed else None,
            frequency=agreed.frequency if agreed else "",
            review_on=agreed.review_on if agreed else None,
            met_on=met_on,
            meets_on=meets_on,
            resumed_on=resumed_on,
            calendars=tuple(
                self.calendars[one.id] for one in self.members if one.partnership_id == row.id
            ),
            known_stage=known.stage if known else "",
            known_since=known.since_on if known else None,
        )

    def _resumed_on(self, row: Partnership) -> date | None:
        """Return when a pause last ended: today, if it was the last that is known of the pair."""
        known = self.known.get(row.id)
        if known is None:
            return None
        is_over = known.stage == Stage.PAUSED and row.state == Partnership.State.OPEN
        return clock.today() if is_over else known.resumed_on


def _agreed(ids: Collection[UUID]) -> dict[UUID, _Agreed]:
    """Return the learning contract in force of each partnership that has one; one query."""
    rows = (
        signed_by_all(Agreement.objects.filter(partnership__in=ids))
        .annotate(agreed_at=Max("signatures__signed_at"))
        .order_by("version")
    )
    return {
        key: _Agreed(timezone.localtime(agreed_at).date(), frequency, review_on, ends_on)
        for key, agreed_at, frequency, review_on, ends_on in rows.values_list(
            "partnership_id", "agreed_at", "frequency", "review_on", "ends_on"
        )
    }


def _last_signatures(ids: Collection[UUID]) -> Mapping[UUID, date]:
    """Return when somebody last signed in each partnership; one query."""
    rows = Signature.objects.filter(agreement__partnership__in=ids).order_by()
    last = rows.values("agreement__partnership_id").annotate(at=Max("signed_at"))
    return {row["agreement__partnership_id"]: timezone.localtime(row["at"]).date() for row in last}


def _meetings(ids: Collection[UUID]) -> dict[UUID, tuple[date | None, date | None]]:
    """Return the last day on which each pair met, and the day of the meeting that is arranged; one query."""
    rows = (
        Meeting.objects.filter(partnership__in=ids)
        .order_by()
        .values("partnership_id")
        .annotate(
            held=Max("held_on", filter=Q(state=Meeting.State.HELD)),
            ahead=Max("held_on", filter=Q(state=Meeting.State.ARRANGED)),
        )
    )
    return {row["partnership_id"]: (row["held"], row["ahead"]) for row in rows}
