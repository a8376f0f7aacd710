"""From the bytes somebody uploads to a table of text: CSV and XLSX, nothing else, within limits."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.rules.delimited import read_delimited
from compagnon.recruitment.rules.table import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    FileProblem,
    Line,
    Table,
    tidy,
    too_many_columns,
    too_many_rows,
)
from compagnon.recruitment.rules.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_PDF = b"%PDF"


def read_table(data: bytes) -> Table:
    """Read an uploaded file by what is in it, whatever its name says.

    Refused with a sentence: too large, too long, too wide, another kind of file, damaged, cut short, empty.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise FileProblem(format_lazy(_("The file is larger than {limit} MB."), limit=limit))
    lines = list(_lines(_records(data)))
    if not lines:
        raise FileProblem(_("The file is empty."))
    heading, *answers = lines
    if not answers:
        raise FileProblem(_("The file has a heading and no answers under it."))
    return Table(heading.cells, tuple(answers))


def _records(data: bytes) -> Iterator[list[str]]:
    if data.startswith(_OLD_OR_LOCKED):
        raise FileProblem(
            _(
                "This is an old or locked Excel file. Please save it as XLSX without a password, or as CSV."
            )
        )
    if data.startswith(_PDF):
        raise FileProblem(_("This is a PDF. Please export the answers as CSV or XLSX."))
    if data.startswith(_ZIP):
        if _OPEN_DOCUMENT in data[:120]:
            raise FileProblem(_("This is an OpenDocument file. Please save it as XLSX or CSV."))
        return read_workbook(data)
    return read_delimited(data)


def _lines(records: Iterator[list[str]]) -> Iterator[Line]:
    """Yield what is not blank, without empty cells at the end, as long as it stays within the limits."""
    for number, record in enumerate(records, start=1):
        cells = [tidy(cell) for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if number > MAX_ROWS + 1:
            raise FileProblem(too_many_rows())
        if len(cells) > MAX_COLUMNS:
            raise FileProblem(too_many_columns())
        if max(map(len, cells)) > MAX_CELL:
            raise FileProblem(
                format_lazy(_("Line {line} has an answer that is too long to be one."), line=number)
            )
        yield Line(number, tuple(cells))
