"""From the file named on the command line to applicants, and what a person should know of how it was read."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from compagnon.cli.match.own_interests import lists_with, own_interests
from compagnon.core.errors import Refused
from compagnon.recruitment.rules.columns import ColumnMapping, understand_columns
from compagnon.recruitment.rules.facts import Doubt, EligibilityFacts, doubts
from compagnon.recruitment.rules.fields import FIELD
from compagnon.recruitment.rules.problems import Severity
from compagnon.recruitment.rules.reading import read_file
from compagnon.recruitment.rules.rows import Reading, read_applicants
from compagnon.recruitment.rules.table import Limits, Table

LIMITS: Final = Limits(bytes=512 * 1024 * 1024, rows=500_000)
_MOST_PROBLEMS: Final = 100
_MOST_NAMED: Final = 20
_PIECE: Final = 2**18
_FIRST_HALF: Final = 0.5
_SEVERITIES: Final[dict[Severity, StrPromise]] = {
    Severity.ERROR: gettext_lazy("left out"),
    Severity.WARNING: gettext_lazy("note"),
}
_DOUBTS: Final[dict[Doubt, StrPromise]] = {
    Doubt.MEMBERSHIP_UNKNOWN: gettext_lazy("membership not known"),
    Doubt.CHARTER_UNSIGNED: gettext_lazy("Charter not signed"),
    Doubt.DUPLICATE: gettext_lazy("perhaps in the file twice"),
}


class Read(NamedTuple):
    """What is in a file: how many lines, how its columns were understood, who applies, interests of its own."""

    lines: int
    mapping: ColumnMapping
    reading: Reading
    interests: tuple[str, ...] = ()


def read_applications(path: Path, columns: Sequence[str], watch: Callable[[float], None]) -> Read:
    """Read a file; `columns` as FIELD=HEADING. Refused: what cannot be read or used, columns that do not exist."""
    try:
        with _Watched(path, lambda done: watch(_FIRST_HALF * done)) as raw:
            # What cannot be gone through twice, as a pipe, is held.
            buffered: BinaryIO = io.BufferedReader(raw, _PIECE)
            table = read_file(buffered if raw.seekable() else io.BytesIO(raw.read()), LIMITS)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    mapping = understand_columns(table, chosen=dict(_chosen(table, text) for text in columns))
    interests = own_interests(table, mapping)
    reading = read_applicants(
        table,
        mapping,
        vocabularies=lists_with(interests),
        watch=lambda done: watch(_FIRST_HALF + (1 - _FIRST_HALF) * done),
    )
    return Read(len(table.lines), mapping, reading, interests)


class _Watched(io.FileIO):
    """A file that tells which part of it was read; it is gone through twice."""

    def __init__(self, path: Path, watch: Callable[[float], None]) -> None:
        super().__init__(path)
        self._watch = watch
        self._whole = 2 * max(1, path.stat().st_size)
        self._done = 0

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self._done += count or 0
        self._watch(min(1, self._done / self._whole))
        return count


def _chosen(table: Table, text: str) -> tuple[int, str]:
    """Find the column that FIELD=HEADING means."""
    field, _equals, heading = text.partition("=")
    if field not in FIELD:
        raise Refused(f"--column {text}: there is no such field. There are: {', '.join(FIELD)}.")
    if heading not in table.header:
        headings = ", ".join(f"“{one}”" for one in table.header)
        raise Refused(f"--column {text}: there is no such column. There are: {headings}.")
    return table.header.index(heading), field


def remarks(path: Path, read: Read) -> Iterator[str]:
    """Say how many people there are, what is wrong with which line, and what was not understood."""
    reading, unknown = read.reading, read.mapping.unknown
    roles = Counter(row.roles for row in reading.rows)
    yield _("{file}: {lines} lines, {people} people").format(
        file=path, lines=read.lines, people=len(reading.rows)
    )
    yield "  " + _("mentors {mentors}, mentees {mentees}, both {both}").format(
        mentors=roles["mentor",], mentees=roles["mentee",], both=roles["mentor", "mentee"]
    )
    if unknown:
        headings = ", ".join(f"“{column.heading}”" for column in unknown)
        yield "  " + _("columns not used: {headings}").format(headings=headings)
    if read.interests:
        named = ", ".join(f"“{one}”" for one in read.interests[:_MOST_NAMED])
        more = " …" * (len(read.interests) > _MOST_NAMED)
        yield "  " + _("interests that only this file has: {interests}").format(
            interests=named + more
        )
    yield from _problems(reading)
    yield from _doubtful(reading)


def _problems(reading: Reading) -> Iterator[str]:
    """Say what is wrong line by line, first of the lines that are left out."""
    found = sorted(reading.problems, key=lambda one: one.severity is not Severity.ERROR)
    for problem in found[:_MOST_PROBLEMS]:
        column = f"{problem.column}: " if problem.column else ""
        severity = str(_SEVERITIES[problem.severity])
        yield f"  {_('line')} {problem.line:<6} {severity:9} {column}{problem.sentence}"
    more = len(reading.problems) - _MOST_PROBLEMS
    if more > 0:
        yield "  " + _("… and {count} more").format(count=more)


def _doubtful(reading: Reading) -> Iterator[str]:
    found = Counter(
        doubt
        for row in reading.rows
        for doubt in doubts(
            EligibilityFacts(
                membership_number=row.membership_number,
                membership_category=row.membership_category,
                is_member_confirmed=False,
                is_charter_signed=row.charter_signed is True,
                has_possible_duplicate=row.line in reading.alike,
            )
        )
    )
    if found:
        counts = ", ".join(f"{_DOUBTS[doubt]} {found[doubt]}" for doubt in Doubt if found[doubt])
        yield "  " + _("to look at before anybody is told: {counts}").format(counts=counts)
