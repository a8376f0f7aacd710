"""From the bytes somebody uploads to the events of a calendar: ICS and CSV, within limits, each fault a sentence."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from icalendar import Calendar, Component, vDDDTypes

from compagnon.schemes.rules.term_files import (
    MOST_BYTES,
    MOST_LINES,
    Line,
    TermFileProblem,
    Understood,
    understand_lines,
)
from compagnon.schemes.rules.term_words import Reading, kind_named, understand
from compagnon.schemes.rules.terms import Kind
from compagnon.schemes.vocabularies.choice import fold

_BEGINNING: Final = "BEGIN:VCALENDAR"
_ENDING: Final = "END:VCALENDAR"
_A_DAY: Final = timedelta(days=1)
_HEADINGS: Final = {
    "kind": {"kind", "type", "what", "category"},
    "name": {
        "name",
        "title",
        "summary",
        "subject",
        "event",
        "description",
        "holiday",
        "period",
        "term",
        "terms",
        "what it is",
    },
    "starts_on": {
        "first day",
        "start",
        "start date",
        "starts on",
        "starts",
        "begins",
        "from",
        "date",
        "date from",
        "opens",
        "term starts",
        "start of term",
    },
    "ends_on": {
        "last day",
        "end",
        "end date",
        "ends on",
        "ends",
        "to",
        "until",
        "date to",
        "closes",
        "term ends",
        "end of term",
    },
}
_OF_TERMS: Final = {"term", "terms"}
_MOST_SAID: Final = 10
_FORMATS: Final = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d %B %Y",
    "%d %b %Y",
)
_BY_HAND: Final = _(
    "Councils often publish their terms in this way, and it cannot be read. Correct the days by hand, or copy them into a CSV file with the columns “Term”, “Start” and “End”."
)
_OTHER_KINDS: Final = {
    b"%pdf": _BY_HAND,
    b"<": _BY_HAND,
    b"\x89png": _BY_HAND,
    b"\xff\xd8\xff": _BY_HAND,
    b"pk\x03\x04": _("This is a workbook or a document. Please save the table as CSV."),
    b"\xd0\xcf\x11\xe0": _("This is a workbook or a document. Please save the table as CSV."),
}
_BEFORE_THE_DAY: Final = re.compile(r"^[^\W\d_]+,?\s+(?=\d)")  # "Tue 1 September 2026"
_NUMBERED: Final = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_AT_MIDNIGHT: Final = re.compile(r"\s+00:00(:00)?$")
_DELIMITERS: Final = ",;\t"
_LONGEST_DAY: Final = 60  # matching a day takes long on many blanks


def read_terms(data: bytes, year: int) -> Understood:
    """Read an uploaded calendar by what is in it, whatever its name says, for one school year.

    Refused with a sentence: too large, no text, no calendar and no table, cut short, too many events, days that
    are none, no term of that year.
    """
    if len(data) > MOST_BYTES:
        raise TermFileProblem(
            format_lazy(_("The file is larger than {limit} KB."), limit=MOST_BYTES // 1024)
        )
    for start, sentence in _OTHER_KINDS.items():
        if data.lstrip()[: len(start)].lower() == start:
            raise TermFileProblem(sentence)
    text = _text_of(data)
    is_calendar = text.lstrip().upper().startswith(_BEGINNING)
    lines = list(_limited(_events(text) if is_calendar else _records(text)))
    if not lines:
        raise TermFileProblem(_("There is no event in this file."))
    return understand_lines(lines, year)


def _text_of(data: bytes) -> str:
    for encoding in ("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TermFileProblem(_("This is not a text file. Please upload an ICS or CSV file."))


def _limited(lines: Iterator[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if number >= MOST_LINES:
            raise TermFileProblem(
                format_lazy(_("The file has more than {most} events."), most=MOST_LINES)
            )
        yield line


def _events(text: str) -> Iterator[Line]:
    if not text.rstrip().upper().endswith(_ENDING):
        raise TermFileProblem(_("This calendar is cut short. Is the file complete?"))
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise TermFileProblem(
            _("This calendar cannot be read. Please export it again, or use a CSV file.")
        ) from error
    wrong: list[StrOrPromise] = []
    for event in events:
        try:
            yield _event(event)
        except TermFileProblem as problem:
            wrong.append(problem.reason)
    if wrong:
        raise TermFileProblem(*wrong[:_MOST_SAID])


def _event(event: Component) -> Line:
    """Return one event; a whole day's end is the day after it, as calendars write it."""
    name = str(event.get("SUMMARY", ""))
    starts, ends = (_moment(event, key) for key in ("DTSTART", "DTEND"))
    if starts is None:
        raise TermFileProblem(format_lazy(_("“{name}” has no day."), name=name[:80] or "?"))
    first = _day(starts)
    if ends is None:
        return Line(name, first, first)
    is_exclusive = not isinstance(ends, datetime) or (ends.hour, ends.minute) == (0, 0)
    try:
        last = _day(ends) - (_A_DAY if is_exclusive else timedelta())
    except OverflowError:
        last = first
    if _day(ends) < first:
        raise TermFileProblem(
            format_lazy(_("“{name}” ends before it starts."), name=name[:80] or "?")
        )
    return Line(name, first, max(first, last))


def _moment(event: Component, key: str) -> date | None:
    found = event.get(key)  # what does not read as one is another type, and so are two of them
    moment = found.dt if isinstance(found, vDDDTypes) else None
    return moment if isinstance(moment, date) else None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _records(text: str) -> Iterator[Line]:
    rows = _rows(text)
    header = [fold(cell) for cell in next(rows, [])]
    places = {
        field: place
        for field, known in _HEADINGS.items()
        for place, heading in list(enumerate(header))[::-1]
        if heading in known
    }
    if "starts_on" not in places:
        raise TermFileProblem(
            _("This is not a calendar: a CSV file needs a column “first day”, and one “last day”.")
        )
    names_terms = header[places["name"]] in _OF_TERMS if "name" in places else False
    wrong: list[StrOrPromise] = []
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            line = _record(number, row, places)
        except TermFileProblem as problem:
            wrong.append(problem.reason)
            continue
        if names_terms and line.kind is None and understand(line.name) == Reading():
            line = Line(line.name, line.starts_on, line.ends_on, Kind.TERM)
        yield line
    if wrong:
        raise TermFileProblem(*wrong[:_MOST_SAID])


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(
            io.StringIO(text.lstrip(), newline=""), delimiter=delimiter, strict=True
        )
    except csv.Error as error:
        raise TermFileProblem(
            _("A quotation mark does not close in this file. Is it complete?")
        ) from error


def _record(number: int, row: list[str], places: dict[str, int]) -> Line:
    def cell(field: str) -> str:
        place = places.get(field, len(row))
        return row[place].strip() if place < len(row) else ""

    starts_on = _parsed(cell("starts_on"), number)
    ends_on = _parsed(cell("ends_on"), number) if cell("ends_on") else starts_on
    if ends_on < starts_on:
        raise TermFileProblem(
            format_lazy(_("Line {line}: the last day comes before the first."), line=number)
        )
    name = cell("name")
    kind = kind_named(cell("kind"))
    return Line(name or cell("kind"), starts_on, ends_on, kind)


def _parsed(text: str, number: int) -> date:
    short = text if len(text) <= _LONGEST_DAY else ""
    plain = _AT_MIDNIGHT.sub("", _NUMBERED.sub("", _BEFORE_THE_DAY.sub("", short)))
    for form in _FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    raise TermFileProblem(
        format_lazy(_("Line {line}: “{text}” is no day."), line=number, text=text[:40])
    )
