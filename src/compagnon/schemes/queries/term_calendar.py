"""Whose terms count: an organisation's own calendar, else its nation's, else the usual days that nobody confirmed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.schemes.models import Organisation, TermCalendar
from compagnon.schemes.policy import served_organisations, visible_term_calendars
from compagnon.schemes.rules.terms import (
    Entry,
    HalfTerm,
    Kind,
    belongs_to,
    half_terms,
    is_school_day,
    next_school_day,
)
from compagnon.schemes.rules.usual_terms import CALENDAR_NATIONS, USUAL_TERMS
from compagnon.schemes.rules.working_weeks import SchoolDays
from compagnon.schemes.term_calendars import (
    TERM_KINDS,
    CalendarKey,
    from_stored,
    year_name,
)

_SATURDAY = 5


@dataclass(frozen=True)
class CalendarLine:
    """A calendar as it stands in the list."""

    id: UUID
    title: StrOrPromise
    nation: StrOrPromise
    year: str
    half_term_count: int
    confirmed_on: date | None


@dataclass(frozen=True)
class OrganisationCalendars:
    """The calendars of an organisation, year by year; whether usual ones can still be begun from."""

    organisation: Organisation
    calendars: tuple[CalendarLine, ...]
    has_usual_left: bool


@dataclass(frozen=True)
class EntryLine:
    """A term, break or day off in words."""

    kind: StrOrPromise
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class HalfTermLine:
    """A half term, and how many school days it has."""

    number: int
    starts_on: date
    ends_on: date
    day_count: int


@dataclass(frozen=True)
class CalendarView:
    """One calendar with the half terms that follow from it, and what may be done with it."""

    id: UUID
    title: str
    kicker: StrOrPromise
    place: str
    revision: int
    confirmed_on: date | None
    entries: tuple[EntryLine, ...]
    half_terms: tuple[HalfTermLine, ...]
    may_write: Decision


@dataclass(frozen=True)
class YearOfTerms:
    """What one school year is for somebody: whoever's calendar it was, and whether anybody confirmed it."""

    year: int
    key: CalendarKey
    entries: tuple[Entry, ...]
    is_confirmed: bool

    @property
    def half_terms(self) -> tuple[HalfTerm, ...]:
        """The half terms of the year."""
        return half_terms(self.entries)


def list_term_calendars(*, viewer: Actor) -> list[OrganisationCalendars]:
    """Return the term calendars of every organisation a viewer serves; two queries, however many there are."""
    organisations = Organisation.objects.filter(pk__in=served_organisations(viewer))
    rows = list(visible_term_calendars(viewer))
    return [
        _of_organisation(one, [row for row in rows if row.organisation_id == one.id])
        for one in sorted(organisations, key=lambda row: (row.name, row.id))
    ]


def get_term_calendar(*, viewer: Actor, term_calendar: TermCalendar) -> CalendarView:
    """Return a calendar with its half terms; no query."""
    entries = from_stored(term_calendar.entries)
    key = CalendarKey(term_calendar.nation, term_calendar.place)
    return CalendarView(
        id=term_calendar.id,
        title=f"{key.title}, {year_name(term_calendar.year)}",
        kicker=CalendarKey(term_calendar.nation).title if key.place else _("Term calendar"),
        place=term_calendar.place,
        revision=term_calendar.revision,
        confirmed_on=term_calendar.confirmed_on,
        entries=entry_lines(entries),
        half_terms=half_term_lines(entries),
        may_write=decide(viewer, "schemes.write_term_calendar", term_calendar),
    )


@dataclass(frozen=True)
class Replacement:
    """What saving other entries would take away from a calendar and bring into it, and how many stay."""

    lost: tuple[EntryLine, ...]
    new: tuple[EntryLine, ...]
    kept_count: int


def compare_entries(term_calendar: TermCalendar, entries: Sequence[Entry]) -> Replacement:
    """Return what of a calendar would go, come and stay if these entries took its place; no query."""
    before = from_stored(term_calendar.entries)
    return Replacement(
        lost=entry_lines([one for one in before if one not in entries]),
        new=entry_lines([one for one in entries if one not in before]),
        kept_count=sum(one in entries for one in before),
    )


def entry_lines(entries: Iterable[Entry]) -> tuple[EntryLine, ...]:
    """Return entries as a page shows them."""
    return tuple(
        EntryLine(TERM_KINDS[one.kind], one.name, one.starts_on, one.ends_on) for one in entries
    )


def half_term_lines(entries: Sequence[Entry]) -> tuple[HalfTermLine, ...]:
    """Return the half terms of a year with the number of their school days."""
    return tuple(
        HalfTermLine(
            one.number,
            one.starts_on,
            one.ends_on,
            sum(
                is_school_day(entries, date.fromordinal(day))
                for day in range(one.starts_on.toordinal(), one.ends_on.toordinal() + 1)
            ),
        )
        for one in half_terms(entries)
    )


def list_keys(*, organisation_id: UUID) -> list[CalendarKey]:
    """Return the nations, then the councils and institutions with a calendar of their own here; one query."""
    rows = TermCalendar.objects.filter(organisation=organisation_id).exclude(place="")
    found = set(rows.values_list("nation", "place"))
    nations = [CalendarKey(nation) for nation in CALENDAR_NATIONS]
    return [*nations, *(CalendarKey(*one) for one in sorted(found))]


def find_terms(*, organisation_id: UUID, key: CalendarKey) -> tuple[YearOfTerms, ...]:
    """Return the school years that are known for a nation, or for a council or institution; one query."""
    return find_terms_of_each(organisation_id=organisation_id, keys=[key])[key]


def find_terms_of_each(
    *, organisation_id: UUID, keys: Collection[CalendarKey]
) -> dict[CalendarKey, tuple[YearOfTerms, ...]]:
    """Return the school years that are known by each of some calendars; one query.

    Each year from the most particular calendar there is: its own, its nation's, the usual days.
    """
    rows = TermCalendar.objects.filter(
        organisation=organisation_id,
        nation__in={key.nation for key in keys},
        place__in={"", *(key.place for key in keys)},
    )
    ordered = sorted(rows, key=lambda row: bool(row.place))
    return {key: _years_by(key, ordered) for key in keys}


def _years_by(key: CalendarKey, rows: Iterable[TermCalendar]) -> tuple[YearOfTerms, ...]:
    found = {
        year: YearOfTerms(year, CalendarKey(nation), entries, is_confirmed=False)
        for (nation, year), entries in USUAL_TERMS.items()
        if nation == key.nation
    }
    for row in rows:
        whose = CalendarKey(row.nation, row.place)
        if whose in {key, CalendarKey(key.nation)}:
            confirmed = row.confirmed_on is not None
            entries = from_stored(row.entries)
            found[row.year] = YearOfTerms(row.year, whose, entries, is_confirmed=confirmed)
    return tuple(found[year] for year in sorted(found))


def do_holidays_end(today: date) -> bool:
    """Say whether a day is the first after the holidays, by any calendar there is; one query."""
    rows = TermCalendar.objects.filter(year__gte=today.year - 1, year__lte=today.year)
    known = [
        *((year, entries) for (_nation, year), entries in USUAL_TERMS.items()),
        *((row.year, from_stored(row.entries)) for row in rows),
    ]
    calendars = [
        SchoolDays([one], around=today)
        for one in known
        if belongs_to(one[0], Entry(Kind.DAY_OFF, today, today))
    ]
    yesterday = today - timedelta(days=1)
    return any(one.is_holiday(yesterday) and not one.is_holiday(today) for one in calendars)


def holiday_remark(
    years: Iterable[YearOfTerms], day: date, title: StrOrPromise, what: StrOrPromise
) -> StrOrPromise:
    """Say so where a weekday is no school day, and which is the next; nothing where it is one or nobody knows."""
    if day.weekday() >= _SATURDAY:
        return ""
    known = [one for one in years if belongs_to(one.year, Entry(one.entries[0].kind, day, day))]
    if not known or any(is_school_day(one.entries, day) for one in known):
        return ""
    after = [found for one in years if (found := next_school_day(one.entries, day))]
    said = {"what": what, "day": date_format(day, "DATE_FORMAT"), "place": title}
    if not after:
        return format_lazy(_("{what}: {day} is no school day in {place}."), **said)
    return format_lazy(
        _("{what}: {day} is no school day in {place}. The next one is {next}."),
        **said,
        next=date_format(min(after), "DATE_FORMAT"),
    )


def _of_organisation(
    organisation: Organisation, rows: Sequence[TermCalendar]
) -> OrganisationCalendars:
    known = {(row.nation, row.year) for row in rows if not row.place}
    nations = [nation for nation, _year in USUAL_TERMS]
    ordered = sorted(
        rows, key=lambda row: (row.year, nations.index(row.nation), row.place.casefold())
    )
    return OrganisationCalendars(
        organisation, tuple(_line(row) for row in ordered), bool(USUAL_TERMS.keys() - known)
    )


def _line(row: TermCalendar) -> CalendarLine:
    return CalendarLine(
        row.id,
        CalendarKey(row.nation, row.place).title,
        CalendarKey(row.nation).title if row.place else "",
        year_name(row.year),
        len(half_terms(from_stored(row.entries))),
        row.confirmed_on,
    )
