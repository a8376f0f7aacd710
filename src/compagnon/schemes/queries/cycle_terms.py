"""The half terms of a cycle, where its pairs meet once in each, and which of its days fall in a holiday."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.schemes.models import Cycle, JoiningPoint, Scheme
from compagnon.schemes.queries.term_calendar import (
    HalfTermLine,
    find_terms,
    half_term_lines,
    holiday_remark,
)
from compagnon.schemes.rules.terms import school_year_of
from compagnon.schemes.settings import Cadence
from compagnon.schemes.template import settings_of
from compagnon.schemes.term_calendars import key_from

_DAYS: Final = (
    ("closes_on", _("applications close")),
    ("match_by", _("pairs are made by")),
    ("starts_on", _("the programme starts")),
    ("review_on", _("pairs look at their contract again")),
)


@dataclass(frozen=True)
class CycleTerms:
    """Whose terms a cycle goes by, its half terms (none where no pair meets by them), and its days in holidays."""

    title: StrOrPromise
    half_terms: tuple[HalfTermLine, ...]
    is_confirmed: bool
    remarks: tuple[StrOrPromise, ...]


class SchemeTerms:
    """The school years of a scheme's calendar; one query for however many cycles."""

    def __init__(self, scheme: Scheme) -> None:
        """Look up the calendar that the scheme goes by."""
        settings = settings_of(scheme)
        key = key_from(settings.calendar)
        self._title = key.title
        self._meets_by_half_terms = Cadence.HALF_TERMLY in settings.cadences
        self._years = find_terms(organisation_id=scheme.organisation_id, key=key)

    def of(self, cycle: Cycle, points: Iterable[JoiningPoint]) -> CycleTerms:
        """Return the half terms of the school year a cycle begins in, and remarks on its days still to come."""
        year = school_year_of(cycle.starts_on)
        found = next((one for one in self._years if one.year == year), None)
        shown = found if self._meets_by_half_terms else None
        return CycleTerms(
            self._title,
            half_term_lines(shown.entries) if shown else (),
            is_confirmed=shown is not None and shown.is_confirmed,
            remarks=tuple(self._remarks(points, clock.today())),
        )

    def _remarks(self, points: Iterable[JoiningPoint], today: date) -> Iterator[StrOrPromise]:
        for point in points:
            days = point.dates.by_name()
            for name, what in _DAYS:
                told = format_lazy("{month}, {what}", month=point.month_name, what=what)
                if days[name] >= today and (
                    remark := holiday_remark(self._years, days[name], self._title, told)
                ):
                    yield remark
