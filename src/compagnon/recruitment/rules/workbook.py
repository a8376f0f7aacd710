"""Reading XLSX without trusting it, a row at a time.

Every part is gone through first, under limits: a few kilobytes may unpack to gigabytes, and a cell may claim to
stand in the last row of the last column, which a reader fills up.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Generator, Iterator
from datetime import datetime, time
from functools import reduce
from typing import NoReturn
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.rules.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    FileProblem,
    too_many_columns,
    too_many_rows,
)

# It warns of what it leaves out, and quotes cells.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")

_MAX_PARTS = 300
_MAX_UNPACKED = 256 * 1024 * 1024
_MAX_TEXTS = 64 * 1024 * 1024  # the one part that the reader holds whole
_TEXTS = "xl/sharedStrings.xml"
_MAX_RATIO = 100
_SMALL = 1024 * 1024  # below this a high ratio does no harm: an almost empty sheet packs very well
_WAYS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PIECE = 2**16
_DIRECTORY_ENTRY = b"PK\x01\x02"

_BROKEN = _("This XLSX file is damaged or incomplete. Please export it again, or save it as CSV.")
_TOO_LARGE = _(
    "This XLSX file unpacks to more than a list of applications can be. Please save it as CSV."
)


def read_workbook(data: bytes, most_rows: int = MAX_ROWS) -> Generator[list[str]]:
    """Yield the rows of the first visible sheet as text, from the sheet's first row on.

    Values only: a formula is never computed, its last result counts as what was written.
    Refuses damaged or locked files, and what unpacks to more than the limits.
    """
    _check_parts(data, most_rows)
    for row in _rows(data):
        yield [_as_text(cell) for cell in row]


def _check_parts(data: bytes, most_rows: int) -> None:
    # Counted in the raw bytes: opening alone would build an object for each of the entries.
    if data.count(_DIRECTORY_ENTRY) > _MAX_PARTS:
        raise FileProblem(_TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [one for one in archive.infolist() if one.filename.endswith((".xml", ".rels"))]
            _check_sizes(parts, packed=len(data))
            for part in parts:
                _check_places(archive, part, most_rows)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        expat.ExpatError,
    ) as error:
        raise FileProblem(_BROKEN) from error


def _check_sizes(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    total = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename == _TEXTS)
    if total > min(_MAX_UNPACKED, max(_SMALL, packed * _MAX_RATIO)) or texts > _MAX_TEXTS:
        raise FileProblem(_TOO_LARGE)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileProblem(_("This file is locked by a password. Please save it without one."))
    if any(part.compress_type not in _WAYS_OF_PACKING for part in parts):
        raise FileProblem(_BROKEN)


def _check_places(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most_rows: int) -> None:
    """Refuse a cell outside the limits, a place that is none, and any document type (entities)."""
    places = _Places(most_rows)
    parser = expat.ParserCreate()
    parser.StartElementHandler = places.start
    parser.StartDoctypeDeclHandler = places.refuse
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
    parser.Parse(b"", True)


class _Places:
    """Where the reader will believe each cell to stand: where it says, or after the one before."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.row = 0
        self.column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.row = (
                    int(self.checked(_NUMBER, attributes["r"])[0])
                    if "r" in attributes
                    else self.row + 1
                )
                self.column = 0
            case "c":
                self.stand(attributes.get("r"))

    def stand(self, place: str | None) -> None:
        if place is None:
            row, self.column = self.row, self.column + 1
        else:
            found = self.checked(_PLACE, place)
            row, self.column = int(found[2]), _column_number(found[1])
        if row > self.most_rows + 1:
            raise FileProblem(too_many_rows(self.most_rows))
        if self.column > MAX_COLUMNS:
            raise FileProblem(too_many_columns())

    def checked(self, shape: re.Pattern[str], text: str) -> re.Match[str]:
        return shape.fullmatch(text) or self.refuse()

    def refuse(self, *_args: object) -> NoReturn:
        raise FileProblem(_BROKEN)


def _column_number(letters: str) -> int:
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)


def _rows(data: bytes) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- it loads numpy: only where a workbook is read

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is not None:
            sheet.reset_dimensions()  # what a sheet says of its size need not be so
            yield from sheet.iter_rows(values_only=True)
    except Exception as error:  # the reader fails in a hundred ways at what is no workbook
        raise FileProblem(_BROKEN) from error
    if sheet is None:
        raise FileProblem(_("This XLSX file has no sheet that can be seen."))


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            # A day without a time is midnight, in a workbook.
            return str(cell if cell.time() != time() else cell.date())
        case _:
            return str(cell)
