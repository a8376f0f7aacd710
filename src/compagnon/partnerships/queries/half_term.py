"""The half term that a pair is in, by the terms of whoever looks, where they mean to meet once in each."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.agreement import AgreementView
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.queries.term_calendar import find_terms, half_terms_between
from compagnon.schemes.rules.terms import Standing, standings
from compagnon.schemes.settings import Cadence
from compagnon.schemes.template import settings_of
from compagnon.schemes.term_calendars import key_of_person


@dataclass(frozen=True)
class HalfTermView:
    """Whose half term it is, until when, and whether the pair has met in it."""

    place: StrOrPromise
    ends_on: date
    has_met: bool


def half_term_in(reading: Reading, agreement: AgreementView | None) -> HalfTermView | None:
    """Return the half term of today, by the viewer's own terms; one query.

    None, without a query, for a pair that rests, has no contract in force, or meets by another rhythm; and None in
    the holidays (ALL-39).
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
    key = key_of_person(reading.own.shared, settings_of(scheme).calendar)
    today, since = clock.today(), timezone.localtime(partnership.opened_at).date()
    years = find_terms(organisation_id=scheme.organisation_id, key=key)
    blocks = half_terms_between(years, since, today)
    met_on = [meeting.held_on for meeting in reading.held]
    return next(
        (
            HalfTermView(key.title, block.ends_on, standing is Standing.MET)
            for block, standing in standings(blocks, met_on, since=since, today=today)
            if block.holds(today)
        ),
        None,
    )
