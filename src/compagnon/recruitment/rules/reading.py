"""From the bytes somebody uploads to a table of text: CSV and XLSX, nothing else, within limits."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.recruitment.rules.delimited import read_delimited
from compagnon.recruitment.rules.table import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    UPLOAD,
    FileProblem,
    Limits,
    Line,
    Table,
    tidy,
    too_large,
    too_many_columns,
    too_many_rows,
)
from compagnon.recruitment.rules.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_PDF = b"%PDF"
_LOOKED_AT: Final = 120
_ALIKE: Final = 2**15
"""How many different cells are remembered while a file is read."""
_MOST_NAMED: Final = 20


def read_table(data: bytes) -> Table:
    """Read an uploaded file by what is in it, whatever its name says; refused as `read_file` refuses."""
    return read_file(io.BytesIO(data))


def read_file(file: BinaryIO, limits: Limits = UPLOAD) -> Table:
    """Read a file that can be read twice, a CSV line by line, so that only its cells are held, equal ones once.

    A workbook is held whole: it keeps to the bytes of an upload, whatever `limits` says, and to rows of its own.
    Refused with a sentence: too large, too long, too wide, another kind of file, damaged, cut short, empty.
    """
    size = file.seek(0, io.SEEK_END)
    if size > limits.bytes:
        raise FileProblem(too_large(limits.bytes))
    lines = list(_lines(_records(file, size, limits.workbook_rows), limits.rows))
    if not lines:
        raise FileProblem(_("The file is empty."))
    heading, *answers = lines
    if not answers:
        raise FileProblem(_("The file has a heading and no answers under it."))
    return Table(heading.cells, tuple(answers))


def _records(file: BinaryIO, size: int, workbook_rows: int) -> Iterator[list[str]]:
    start = _from_the_start(file).read(_LOOKED_AT)
    if start.startswith(_OLD_OR_LOCKED):
        raise FileProblem(
            _(
                "This is an old or locked Excel file. Please save it as XLSX without a password, or as CSV."
            )
        )
    if start.startswith(_PDF):
        raise FileProblem(_("This is a PDF. Please export the answers as CSV or XLSX."))
    if start.startswith(_ZIP):
        if _OPEN_DOCUMENT in start:
            raise FileProblem(_("This is an OpenDocument file. Please save it as XLSX or CSV."))
        if size > MAX_BYTES:
            raise FileProblem(too_large(MAX_BYTES))
        return read_workbook(_from_the_start(file).read(), workbook_rows)
    return read_delimited(file)


def _from_the_start(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _lines(records: Iterator[list[str]], most: int) -> Iterator[Line]:
    """Yield the lines as long as they stay within the limits; those with endless cells are named together."""
    too_long: list[int] = []
    for line in _written(records):
        if line.number > most + 1:
            raise FileProblem(too_many_rows(most))
        if len(line.cells) > MAX_COLUMNS:
            raise FileProblem(too_many_columns())
        if max(map(len, line.cells)) > MAX_CELL:
            too_long.append(line.number)
        elif not too_long:
            yield line
    if too_long:
        raise FileProblem(_too_long(too_long))


def _written(records: Iterator[list[str]]) -> Iterator[Line]:
    """Yield what is not blank, without empty cells at the end."""
    tidied = lru_cache(_ALIKE)(tidy)  # the same answers come again and again, and are kept once
    for number, record in enumerate(records, start=1):
        cells = [tidied(cell) for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, tuple(cells))


def _too_long(numbers: list[int]) -> StrPromise:
    named = ", ".join(map(str, numbers[:_MOST_NAMED]))
    return format_lazy(
        _("These lines have an answer that is too long to be one: {lines}."),
        lines=named + " …" * (len(numbers) > _MOST_NAMED),
    )
