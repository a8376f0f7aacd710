"""Terms, breaks and days off of one academic year: what is taught when, and which half term a day lies in. Pure.

A half term is what lies between two breaks of a term, or between a break and the term's edge: most of England has
six a year, Scotland and Northern Ireland five. A day off parts nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

MOST_ENTRIES: Final = 40
LONGEST_NAME: Final = 80
_A_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_JULY: Final = (7, 1)
_AUGUST: Final = (8, 31)


class Kind(StrEnum):
    """What an entry of a calendar is; the keys stand in rows and files."""

    TERM = "term"
    BREAK = "break"
    DAY_OFF = "day_off"


@dataclass(frozen=True)
class Entry:
    """One line of a calendar: a term, a break that parts it in two, or a day or two off; the last day counts."""

    kind: Kind
    starts_on: date
    ends_on: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.starts_on <= day <= self.ends_on

    def meets(self, other: "Entry") -> bool:
        """Say whether the two have a day in common."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def lies_in(self, other: "Entry") -> bool:
        """Say whether every day of it is a day of the other."""
        return other.starts_on <= self.starts_on and self.ends_on <= other.ends_on


@dataclass(frozen=True)
class HalfTerm:
    """A half term from its first school day to its last, counted from the beginning of the year."""

    number: int
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it, weekends and days off included."""
        return self.starts_on <= day <= self.ends_on


class Standing(StrEnum):
    """How a half term stands with a pair that means to meet once in each."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    TO_COME = "to_come"


class Problem(NamedTuple):
    """Which entry cannot be (counted from nought; None: the calendar as a whole), and why."""

    place: int | None
    reason: StrOrPromise


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries as a calendar lists them: by first day, a term before what lies in it."""
    return tuple(
        sorted(
            entries, key=lambda one: (one.starts_on, one.kind != Kind.TERM, one.ends_on, one.name)
        )
    )


def is_school_day(entries: Collection[Entry], day: date) -> bool:
    """Say whether there is school: a weekday in a term, in no break and no day off."""
    if day.weekday() >= _SATURDAY or not any(term.holds(day) for term in _of(entries, Kind.TERM)):
        return False
    return not any(one.holds(day) for one in entries if one.kind != Kind.TERM)


def next_school_day(entries: Collection[Entry], day: date) -> date | None:
    """Return the day itself if there is school, or the first one after it; None after the last of the year."""
    last = max((term.ends_on for term in _of(entries, Kind.TERM)), default=date.min)
    return next((one for one in _days(day, last) if is_school_day(entries, one)), None)


def half_terms(entries: Collection[Entry]) -> tuple[HalfTerm, ...]:
    """Return the half terms of a year in their order: each term, parted by its breaks."""
    found: list[HalfTerm] = []
    for term in sorted(_of(entries, Kind.TERM), key=lambda one: one.starts_on):
        for starts_on, ends_on in _parted(term, _of(entries, Kind.BREAK)):
            taught = [day for day in _days(starts_on, ends_on) if is_school_day(entries, day)]
            if taught:
                found.append(HalfTerm(len(found) + 1, taught[0], taught[-1]))
    return tuple(found)


def half_term_of(blocks: Iterable[HalfTerm], day: date) -> HalfTerm | None:
    """Return the half term that a day lies in; None in a break or a holiday."""
    return next((block for block in blocks if block.holds(day)), None)


def standings(
    blocks: Sequence[HalfTerm], met_on: Collection[date], *, since: date, today: date
) -> list[tuple[HalfTerm, Standing]]:
    """Return how each half term since a day stands with a pair that means to meet once in each (ALL-39).

    A meeting in the holidays after a half term counts for it: who meets late has met. A half term that began
    before the pair did is asked of nobody, unless they met in it.
    """
    found = []
    for place, block in enumerate(blocks):
        after = blocks[place + 1].starts_on if place + 1 < len(blocks) else date.max
        if any(block.starts_on <= day < after for day in met_on):
            found.append((block, Standing.MET))
        elif block.starts_on >= since or block.holds(today):
            found.append((block, _not_met(block, today)))
    return found


def _not_met(block: HalfTerm, today: date) -> Standing:
    if today < block.starts_on:
        return Standing.TO_COME
    return Standing.RUNNING if block.holds(today) else Standing.MISSED


def problems(entries: Sequence[Entry], year: int) -> list[Problem]:
    """Return what cannot be, with a sentence for each: days in the wrong order or year, terms that overlap."""
    if len(entries) > MOST_ENTRIES:
        reason = format_lazy(_("A year has {most} entries at most."), most=MOST_ENTRIES)
        return [Problem(None, reason)]
    if not _of(entries, Kind.TERM):
        return [Problem(None, _("A calendar needs at least one term."))]
    found = [Problem(place, reason) for place, reason in _misplaced(entries, year)]
    return found or [*_overlapping(entries), *_stray(entries)]


def belongs_to(year: int, entry: Entry) -> bool:
    """Say whether an entry lies in the academic year that begins in a calendar year, from July to August."""
    return date(year, *_JULY) <= entry.starts_on and entry.ends_on <= date(year + 1, *_AUGUST)


def school_year_of(day: date) -> int:
    """Return the calendar year in which the academic year of a day begins; July and August count to the one to come."""
    return day.year if day >= date(day.year, *_JULY) else day.year - 1


def a_year_on(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the same entries fifty-two weeks later, on the same days of the week: somewhere to begin from."""
    later = timedelta(weeks=52)
    return tuple(
        Entry(one.kind, one.starts_on + later, one.ends_on + later, one.name) for one in entries
    )


def _misplaced(entries: Sequence[Entry], year: int) -> Iterator[tuple[int, StrOrPromise]]:
    for place, one in enumerate(entries):
        if one.ends_on < one.starts_on:
            yield place, _("The last day comes before the first.")
        elif not belongs_to(year, one):
            yield (
                place,
                format_lazy(
                    _("This is not in the school year {year}/{next}."), year=year, next=year + 1
                ),
            )


def _overlapping(entries: Sequence[Entry]) -> Iterator[Problem]:
    for is_term, reason in (
        (True, _("This term overlaps the one before it.")),
        (False, _("This overlaps the break or day off before it.")),
    ):
        alike = [
            (one.starts_on, one.ends_on, place)
            for place, one in enumerate(entries)
            if (one.kind == Kind.TERM) == is_term
        ]
        for before, after in pairwise(sorted(alike)):
            if after[0] <= before[1]:
                yield Problem(after[2], reason)


def _stray(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield what lies in no term: between terms is holiday anyway, and half in one is a slip of the pen."""
    terms = _of(entries, Kind.TERM)
    for place, one in enumerate(entries):
        if one.kind != Kind.TERM and not any(one.lies_in(term) for term in terms):
            yield Problem(
                place,
                _(
                    "This lies in no term. What is between two terms is holiday anyway: leave it out."
                ),
            )


def _of(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    return [one for one in entries if one.kind == kind]


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _A_DAY


def _parted(term: Entry, breaks: Iterable[Entry]) -> Iterator[tuple[date, date]]:
    start = term.starts_on
    for one in sorted(breaks, key=lambda one: one.starts_on):
        if one.meets(term):
            yield start, one.starts_on - _A_DAY
            start = one.ends_on + _A_DAY
    yield start, term.ends_on
