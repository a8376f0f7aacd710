"""Reading a calendar somebody exported, ICS or CSV, without trusting it: what was understood, and what was not.

Councils publish terms, or holidays, or only the days on which terms begin and end; all three are read. Nothing is
kept here: what was understood is shown, corrected and saved by a person.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.errors import Refused
from compagnon.schemes.rules.term_words import Edge, Reading, understand
from compagnon.schemes.rules.terms import (
    LONGEST_NAME,
    MOST_ENTRIES,
    Entry,
    Kind,
    belongs_to,
    in_order,
    problems,
)

MOST_BYTES: Final = 512 * 1024
MOST_LINES: Final = 2000
_A_DAY: Final = timedelta(days=1)
_A_WEEKS_HOLIDAY: Final = timedelta(days=4)
_SHORTEST_TERM: Final = timedelta(days=13)
_SATURDAY: Final = 5
_MOST_NAMED: Final = 10


class TermFileProblem(Refused):
    """The file as a whole cannot be used; the reasons say why and what to do, all that were found at once."""

    def __init__(self, reason: StrOrPromise, *further: StrOrPromise) -> None:
        """Take the reasons, the first as what is said where there is room for one."""
        super().__init__(reason)
        self.reasons = (reason, *further)


class Line(NamedTuple):
    """One event of a file: what it is called, its first and its last day; `kind` where the file says it."""

    name: str
    starts_on: date
    ends_on: date
    kind: Kind | None = None


@dataclass(frozen=True)
class Understood:
    """The entries that a file gives for one year, and a remark for whatever else stands in it."""

    entries: tuple[Entry, ...]
    remarks: tuple[StrOrPromise, ...]


class _Sorted(NamedTuple):
    """Lines of one year, each with what its name says."""

    line: Line
    reading: Reading


def understand_lines(lines: Iterable[Line], year: int) -> Understood:
    """Return what the events of a file say of one school year.

    Where the file has terms they count; else terms are what lies between the holidays. A holiday within a term is
    a break if it has two school days, and a day off if it has one. Refused where no term is found at all.
    """
    given = list(lines)
    here = [line for line in given if belongs_to(year, _as_entry(line, Kind.TERM))]
    sorted_lines = [_Sorted(line, understand(line.name, line.kind)) for line in here]
    terms = [*_given(sorted_lines, Kind.TERM), *_between_edges(sorted_lines)]
    guessed = [] if terms else list(_between_holidays(sorted_lines))
    terms = terms or guessed
    if not terms:
        raise TermFileProblem(
            format_lazy(
                _("No term of {year}/{next} was found in this file."), year=year, next=year + 1
            )
        )
    inside = [
        one
        for one in (
            *_given(sorted_lines, Kind.BREAK),
            *_given(sorted_lines, Kind.DAY_OFF),
            *_holidays(sorted_lines),
        )
        if any(one.lies_in(term) for term in terms)
    ]
    entries = in_order({*terms, *_without_doubles(inside)})[: MOST_ENTRIES + 1]
    remarks = _remarks(len(given) - len(here), sorted_lines, entries, year)
    return Understood(entries, (*_of_guessed(guessed), *remarks))


def _of_guessed(terms: Sequence[Entry]) -> Iterator[StrOrPromise]:
    """Say that terms were made of what lies between holidays, and what no holiday tells of."""
    if terms:
        yield format_lazy(
            _(
                "The file tells of holidays only. What lies between two of them was taken for a term; add what comes before {first:%d/%m/%Y} and after {last:%d/%m/%Y}, if anything does."
            ),
            first=min(one.starts_on for one in terms),
            last=max(one.ends_on for one in terms),
        )


def _as_entry(line: Line, kind: Kind) -> Entry:
    return Entry(kind, line.starts_on, line.ends_on, line.name[:LONGEST_NAME].strip())


def _given(lines: Iterable[_Sorted], kind: Kind) -> Iterator[Entry]:
    """Yield what a file names as such; a "term" of a few days is something else, for example its first day."""
    for line, reading in lines:
        if reading.kind != kind or reading.edge is not None:
            continue
        is_short = line.ends_on - line.starts_on < _SHORTEST_TERM
        if kind is Kind.TERM and is_short and line.kind is None:
            continue
        yield _as_entry(line, kind)


def _between_edges(lines: list[_Sorted]) -> Iterator[Entry]:
    """Yield the terms of a file that only says when each begins and ends."""
    edges = sorted(
        (line.starts_on, reading.edge)
        for line, reading in lines
        if reading.kind is Kind.TERM and reading.edge is not None
    )
    for (first, edge), (last, other) in pairwise(edges):
        if (edge, other) == (Edge.BEGINS, Edge.ENDS):
            yield Entry(Kind.TERM, first, last)


def _between_holidays(lines: list[_Sorted]) -> Iterator[Entry]:
    """Yield what lies between two holidays of a week or more, half terms apart: those are terms."""
    long = sorted(
        (line.starts_on, line.ends_on)
        for line, reading in lines
        if reading.is_holiday and line.ends_on - line.starts_on >= _A_WEEKS_HOLIDAY
    )
    for before, after in pairwise(long):
        first, last = before[1] + _A_DAY, after[0] - _A_DAY
        while first.weekday() >= _SATURDAY:
            first += _A_DAY
        while last.weekday() >= _SATURDAY:
            last -= _A_DAY
        if first < last:
            yield Entry(Kind.TERM, first, last)


def _holidays(lines: Iterable[_Sorted]) -> Iterator[Entry]:
    for line, reading in lines:
        if reading.is_holiday:
            days = (line.ends_on - line.starts_on).days + 1
            weekdays = sum(
                (line.starts_on + timedelta(days=n)).weekday() < _SATURDAY for n in range(days)
            )
            yield _as_entry(line, Kind.BREAK if weekdays > 1 else Kind.DAY_OFF)


def _without_doubles(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield one of several entries about the same days: a bank holiday within a half term parts nothing of its own."""
    kept: list[Entry] = []
    longest_first = sorted(entries, key=lambda one: (one.starts_on - one.ends_on, one.starts_on))
    for one in longest_first:
        if not any(one.lies_in(other) for other in kept):
            kept.append(one)
            yield one


def _remarks(
    elsewhere: int, lines: list[_Sorted], entries: tuple[Entry, ...], year: int
) -> Iterator[StrOrPromise]:
    if elsewhere:
        yield format_lazy(
            _("Not of {year}/{next}, and left out: {count}."),
            year=year,
            next=year + 1,
            count=elsewhere,
        )
    unknown = [line.name for line, reading in lines if reading == Reading()]
    if unknown:
        named = "; ".join(name[:LONGEST_NAME] or "?" for name in unknown[:_MOST_NAMED])
        more = " …" if len(unknown) > _MOST_NAMED else ""
        yield format_lazy(_("Not understood, and left out: {names}"), names=named + more)
    for problem in problems(entries, year):
        place = problem.place
        if place is None:
            yield problem.reason
        else:
            one = entries[place]
            yield format_lazy(
                "{day:%d/%m/%Y} {name}: {reason}",
                day=one.starts_on,
                name=one.name,
                reason=problem.reason,
            )
