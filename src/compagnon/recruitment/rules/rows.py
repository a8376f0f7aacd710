"""From a table of text and the meaning of its columns to applicants, and to what is wrong line by line."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.rules import dates
from compagnon.recruitment.rules.applicant import ApplicantRow
from compagnon.recruitment.rules.columns import ColumnMapping
from compagnon.recruitment.rules.duplicates import alike, latest_of_each
from compagnon.recruitment.rules.line_reader import LineReader, WholeFile
from compagnon.recruitment.rules.problems import (
    Kind,
    RowProblem,
    Severity,
)
from compagnon.recruitment.rules.table import FileProblem, Line, Table
from compagnon.schemes.vocabularies import VOCABULARIES, Vocabulary

_WATCHED = 500  # lines


@dataclass(frozen=True)
class Reading:
    """What a file says: one row a person, and every problem in the order of the lines.

    `alike` holds the lines that may be one person with another line; `first_sent` when somebody who answered more
    than once answered first, by the line that counts.
    """

    rows: tuple[ApplicantRow, ...]
    problems: tuple[RowProblem, ...]
    alike: frozenset[int]
    first_sent: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[RowProblem, ...]:
        """The problems that keep their lines out."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def read_applicants(
    table: Table,
    mapping: ColumnMapping,
    *,
    vocabularies: Mapping[str, Vocabulary] = VOCABULARIES,
    watch: Callable[[float], None] | None = None,
) -> Reading:
    """Read every line; of one address the later answer counts.

    A line without a name, an address or a role is left out with an error. Everything else that is not understood
    is a warning, and what was written is kept. Refused only if a column that cannot be missing is.
    `watch` is told now and then which part is done, and may raise to stop. O(lines x columns).
    """
    if mapping.missing:
        raise FileProblem(
            format_lazy(
                _("There is no column for “{field}”. Please say which one it is."),
                field=mapping.missing[0].label,
            )
        )
    order = dates.date_order(_answers(table, mapping, "submitted_at"))
    file = WholeFile(table.header, mapping.by_field, vocabularies, order, {}, mapping.is_pool)
    problems: list[RowProblem] = []
    whole = read_across(_rows(_watched(table.lines, watch), file, problems), table.header, mapping)
    problems += whole.problems
    problems += _ambiguous_date(table, mapping, order)
    return replace(whole, problems=tuple(sorted(problems, key=lambda problem: problem.line)))


def read_across(
    rows: Iterable[ApplicantRow], header: Sequence[str], mapping: ColumnMapping
) -> Reading:
    """Compare the lines of a file with each other: of one address the later answer counts."""
    email, name = (_heading(header, mapping, field) for field in ("email", "name"))
    kept, earlier = latest_of_each(rows)
    problems = [
        RowProblem(row.line, email, Kind.ANSWERED_AGAIN, other=last.line) for row, last in earlier
    ]
    pairs = [(one.line, later.line) for one, later in alike(kept)]
    problems += [RowProblem(later, name, Kind.ALIKE, other=first) for first, later in pairs]
    first_sent: dict[int, datetime] = {}
    for row, last in earlier:
        instants = (first_sent.get(last.line), row.submitted_at, last.submitted_at)
        if sent := [instant for instant in instants if instant]:
            first_sent[last.line] = min(sent)
    return Reading(
        tuple(kept),
        tuple(problems),
        frozenset(line for pair in pairs for line in pair),
        first_sent,
    )


def _watched(lines: Sequence[Line], watch: Callable[[float], None] | None) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if watch is not None and number % _WATCHED == 0:
            watch(number / len(lines))
        yield line


def _rows(
    lines: Iterable[Line], file: WholeFile, problems: list[RowProblem]
) -> Iterator[ApplicantRow]:
    """Yield the lines that count, and add what is wrong with any line to the problems."""
    for line in lines:
        reader = LineReader(line, file)
        row = reader.read()
        problems.extend(reader.problems)
        if row is not None:
            yield row


def _answers(table: Table, mapping: ColumnMapping, field: str) -> list[str]:
    number = mapping.by_field.get(field, -1)
    return [line.cells[number] for line in table.lines if 0 <= number < len(line.cells)]


def _heading(header: Sequence[str], mapping: ColumnMapping, field: str) -> str:
    number = mapping.by_field.get(field)
    return "" if number is None else header[number]


def _ambiguous_date(
    table: Table, mapping: ColumnMapping, order: dates.DateOrder
) -> Iterator[RowProblem]:
    """Say once, at the first such date, that the order of day and month is a guess."""
    number = mapping.by_field.get("submitted_at")
    if number is None or order.is_proven:
        return
    for line in table.lines:
        if found := ambiguous_date(line, number, table.header):
            yield found
            return


def ambiguous_date(line: Line, number: int, header: Sequence[str]) -> RowProblem | None:
    """Return the remark that a line's date can be read in two ways, if it can."""
    written = line.cells[number] if number < len(line.cells) else ""
    if not dates.is_ambiguous(written):
        return None
    return RowProblem(line.number, header[number], Kind.DATE_AMBIGUOUS, written)
