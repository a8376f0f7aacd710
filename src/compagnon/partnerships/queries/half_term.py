"""The half term that each of a pair is in, by their own terms, where they mean to meet once in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.agreement import AgreementView
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.queries.term_calendar import YearOfTerms, find_terms_of_each, list_keys
from compagnon.schemes.rules.terms import HalfTerm, Standing, school_year_of, standings
from compagnon.schemes.settings import Cadence
from compagnon.schemes.template import settings_of
from compagnon.schemes.term_calendars import CalendarKey, key_of_person


@dataclass(frozen=True)
class HalfTermView:
    """Whose half term it is, until when (None in the holidays), and whether the pair has met in it.

    Each counts by their own half terms. Where the partner's is another one, until when that lasts, and whether they
    met in it; and until when one meeting would count for both, while both still have to meet.
    """

    place: StrOrPromise
    ends_on: date | None
    has_met: bool
    partner_ends_on: date | None
    partner_has_met: bool
    both_by: date | None


@dataclass(frozen=True)
class TermsChoice:
    """Whose terms a member may go by, which they chose, and which follow from their region."""

    keys: Sequence[CalendarKey]
    usual: CalendarKey
    chosen: str


def get_terms_choice(*, viewer: Actor, partnership: Partnership) -> TermsChoice:
    """Return whose terms a member may choose to go by; one query."""
    own, scheme = membership_in(viewer, partnership), partnership.joining_point.cycle.scheme
    return TermsChoice(
        list_keys(organisation_id=scheme.organisation_id),
        key_of_person(own.shared, settings_of(scheme).calendar),
        own.calendar,
    )


def calendar_chosen_by(person_id: UUID, organisation_id: UUID) -> str:
    """Return whose terms a person said that they go by in an organisation; nothing if they never said."""
    rows = Member.objects.filter(person=person_id, partnership__organisation=organisation_id)
    return rows.order_by("-calendar").values_list("calendar", flat=True).first() or ""


def half_term_in(reading: Reading, agreement: AgreementView | None) -> HalfTermView | None:
    """Return the half term of today, by the viewer's own terms, beside the partner's; one query.

    None, without a query, for a pair that rests, has no contract in force, or meets by another rhythm; and None in
    a school year of which nobody knows the terms (ALL-39).
    """
    partnership = reading.partnership
    if agreement is None or not agreement.is_in_force:
        return None
    if (
        agreement.terms.frequency != Cadence.HALF_TERMLY
        or partnership.state != Partnership.State.OPEN
    ):
        return None
    scheme = partnership.joining_point.cycle.scheme
    usual = settings_of(scheme).calendar
    keys = {
        row.id: key_of_person(row.shared, usual, row.calendar) for row in reading.members.values()
    }
    known = find_terms_of_each(organisation_id=scheme.organisation_id, keys=set(keys.values()))
    own = _today_in(known[keys.pop(reading.own.id)], reading)
    partners = [_today_in(known[key], reading) for key in keys.values()]
    return _seen(own, partners) if own else None


@dataclass(frozen=True)
class _Today:
    """What today is in somebody's school year: the half term that runs, and whether they met in it."""

    key: CalendarKey
    block: HalfTerm | None
    has_met: bool


def _today_in(years: Sequence[YearOfTerms], reading: Reading) -> _Today | None:
    today = clock.today()
    since = timezone.localtime(reading.partnership.opened_at).date()
    met_on = [meeting.held_on for meeting in reading.held]
    for year in years:
        for block, standing in standings(year.half_terms, met_on, since=since, today=today):
            if block.holds(today):
                return _Today(year.key, block, standing is Standing.MET)
    return next(
        (_Today(year.key, None, False) for year in years if year.year == school_year_of(today)),
        None,
    )


def _seen(own: _Today, partners: Sequence[_Today | None]) -> HalfTermView:
    known = [one for one in partners if one is not None and one.block is not None]
    other = min((one for one in known if one.block != own.block), key=_last_day, default=None)
    must_meet = len(known) == len(partners) and not any(one.has_met for one in (own, *known))
    return HalfTermView(
        place=own.key.title,
        ends_on=_last_day(own) if own.block else None,
        has_met=own.has_met,
        partner_ends_on=_last_day(other) if other else None,
        partner_has_met=bool(other and other.has_met),
        both_by=min(map(_last_day, (own, *known))) if own.block and other and must_meet else None,
    )


def _last_day(today: _Today) -> date:
    return today.block.ends_on if today.block else date.max
