"""Reading XLSX without trusting it.

The reader is native code: a cell that claims to stand in the last row makes it reserve half a terabyte
and takes the process with it. So every part is unpacked here under limits, each place is checked,
and the reader is given a copy that holds those parts only.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import NoReturn
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from compagnon.recruitment.rules.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    FileProblem,
    too_many_columns,
    too_many_rows,
)

_MAX_PARTS = 300
_MAX_UNPACKED = 40 * 1024 * 1024
_MAX_RATIO = 100
_SMALL = 1024 * 1024  # below this a high ratio does no harm: an almost empty sheet packs very well
_WAYS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WANTED = re.compile(r"xl/.*\.(?:xml|rels)|_rels/\.rels|\[Content_Types\]\.xml")
_DIRECTORY_ENTRY = b"PK\x01\x02"

_Cell = int | float | str | bool | time | date | datetime | timedelta

_BROKEN = _("This XLSX file is damaged or incomplete. Please export it again, or save it as CSV.")
_TOO_LARGE = _(
    "This XLSX file unpacks to more than a list of applications can be. Please save it as CSV."
)


def read_workbook(data: bytes, most_rows: int = MAX_ROWS) -> Iterator[list[str]]:
    """Yield the rows of the first visible sheet as text, from the sheet's first row on.

    Values only: a formula is never computed, its last result counts as what was written.
    Refuses damaged or locked files, and what unpacks to more than the limits.
    """
    parts = _unpack(data)
    for content in parts.values():
        _check_places(content, most_rows)
    for row in _sheet(_packed(parts)):
        yield [_as_text(cell) for cell in row]


def _unpack(data: bytes) -> dict[str, bytes]:
    # Counted in the raw bytes: opening alone would build an object for each of the entries.
    if data.count(_DIRECTORY_ENTRY) > _MAX_PARTS:
        raise FileProblem(_TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [part for part in archive.infolist() if _WANTED.fullmatch(part.filename)]
            _check_sizes(wanted, packed=len(data))
            return {one.filename: archive.read(one) for one in wanted}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
    ) as error:
        raise FileProblem(_BROKEN) from error


def _check_sizes(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    total = sum(part.file_size for part in parts)
    if total > _MAX_UNPACKED or total > max(_SMALL, packed * _MAX_RATIO):
        raise FileProblem(_TOO_LARGE)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileProblem(_("This file is locked by a password. Please save it without one."))
    if any(part.compress_type not in _WAYS_OF_PACKING for part in parts):
        raise FileProblem(_BROKEN)


def _packed(parts: dict[str, bytes]) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return copy.getvalue()


def _check_places(content: bytes, most_rows: int) -> None:
    """Refuse a cell outside the limits, a place that is none, and any document type (entities)."""
    places = _Places(most_rows)
    parser = expat.ParserCreate()
    parser.StartElementHandler = places.start
    parser.StartDoctypeDeclHandler = places.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileProblem(_BROKEN) from error


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


def _sheet(copy: bytes) -> list[list[_Cell]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(copy)) as book:
            for sheet in book.sheets_metadata:
                if (
                    sheet.typ is SheetTypeEnum.WorkSheet
                    and sheet.visible is SheetVisibleEnum.Visible
                ):
                    return book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise FileProblem(_BROKEN) from error
    raise FileProblem(_("This XLSX file has no sheet that can be seen."))


def _as_text(cell: _Cell) -> str:
    match cell:
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case _:
            return str(cell)
