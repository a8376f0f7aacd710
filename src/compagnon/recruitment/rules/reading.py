"""From the bytes somebody uploads to a table of text: CSV and XLSX, nothing else, within limits."""

import io
from collections.abc import Generator, Iterator
from contextlib import closing
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
_AT_ONCE: Final = 256 * 1024
_WORKBOOK_AT_ONCE: Final = 64 * 1024


def read_table(data: bytes) -> Table:
    """Read an uploaded file by what is in it, whatever its name says; refused as `read_lines` refuses."""
    return read_file(io.BytesIO(data))


def read_file(file: BinaryIO, limits: Limits = UPLOAD) -> Table:
    """Read a whole file that can be read twice; only its cells are held, equal ones once."""
    heading, *answers = read_lines(file, limits)
    return Table(heading.cells, tuple(answers))


def read_lines(file: BinaryIO, limits: Limits = UPLOAD) -> Iterator[Line]:
    """Yield the heading of a file and the lines under it, as they are read; what is yielded counts at the end only.

    A workbook keeps to the bytes of an upload, whatever `limits` says, and to rows of its own.
    Refused with a sentence: too large, too long, too wide, another kind of file, damaged, cut short, empty.
    """
    check_kind(file, limits)
    number = 0
    with closing(_records(file, limits.workbook_rows)) as records:
        for number, line in enumerate(_lines(records, limits.rows), 1):  # noqa: B007 -- counted
            yield line
    if number == 0:
        raise FileProblem(_("The file is empty."))
    if number == 1:
        raise FileProblem(_("The file has a heading and no answers under it."))


def is_small(data: bytes) -> bool:
    """Say whether a file is read in no time: then nobody need wait for it."""
    return len(data) <= (_WORKBOOK_AT_ONCE if data.startswith(_ZIP) else _AT_ONCE)


def check_kind(file: BinaryIO, limits: Limits = UPLOAD) -> None:
    """Refuse what is too large or begins as no list begins; nothing more of it is read."""
    size = file.seek(0, io.SEEK_END)
    if size > limits.bytes:
        raise FileProblem(too_large(limits.bytes))
    start = _from_the_start(file).read(_LOOKED_AT)
    if start.startswith(_ZIP):
        if _OPEN_DOCUMENT in start:
            raise FileProblem(_("This is an OpenDocument file. Please save it as XLSX or CSV."))
        if size > MAX_BYTES:
            raise FileProblem(too_large(MAX_BYTES))
    if start.startswith(_OLD_OR_LOCKED):
        raise FileProblem(
            _(
                "This is an old or locked Excel file. Please save it as XLSX without a password, or as CSV."
            )
        )
    if start.startswith(_PDF):
        raise FileProblem(_("This is a PDF. Please export the answers as CSV or XLSX."))


def _records(file: BinaryIO, workbook_rows: int) -> Generator[list[str]]:
    if _from_the_start(file).read(_LOOKED_AT).startswith(_ZIP):
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
        if max(map(len, line.cells)) > MAX_CELL:
            too_long.append(line.number)
        elif not too_long:
            yield line
    if too_long:
        raise FileProblem(_too_long(too_long))


def _written(records: Iterator[list[str]]) -> Iterator[Line]:
    """Yield what is not blank, without empty cells at the end; refuse what is too wide before looking at it."""
    tidied = lru_cache(_ALIKE)(tidy)  # the same answers come again and again, and are kept once
    for number, record in enumerate(records, start=1):
        while record and not tidied(record[-1]):
            record.pop()
        if len(record) > MAX_COLUMNS:
            raise FileProblem(too_many_columns())
        if record:
            yield Line(number, tuple(tidied(cell) for cell in record))


def _too_long(numbers: list[int]) -> StrPromise:
    named = ", ".join(map(str, numbers[:_MOST_NAMED]))
    return format_lazy(
        _("These lines have an answer that is too long to be one: {lines}."),
        lines=named + " …" * (len(numbers) > _MOST_NAMED),
    )
