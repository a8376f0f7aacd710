"""Lists as files for a spreadsheet: CSV and XLSX, in which no cell is ever taken for a formula. Pure.

In many countries a spreadsheet takes CSV apart at semicolons, whatever is quoted behind the first comma: there, what
follows a semicolon in somebody's answer begins a cell of its own. In a workbook a text is a text.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

_BLANK: Final = ("\t", "\r", "\n")
# Where a cell begins or may begin, before what makes it a formula, through spaces and quotation marks.
_FORMULA: Final = re.compile(r'(^|[;\t\r\n][;\s]*+)(?=["\s]*+[=+\-@])')
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(cell: str) -> str:
    """Return a cell of CSV that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.

    Also where the cell falls apart because it separates at semicolons, tabs or line ends.
    """
    inert = _FORMULA.sub(r"\1'", cell)
    return f"'{inert}" if inert.startswith(_BLANK) else inert


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8, with the mark by which spreadsheets know it."""
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(
        [[safe(cell) for cell in row] for row in rows]
    )
    return stream.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a workbook of one sheet; every cell is a text, whatever it begins with."""
    from openpyxl import Workbook  # noqa: PLC0415 -- it loads numpy: only where a workbook is written
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- as above

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet, _NOT_IN_XML.sub("", text)) for text in row]
        for cell in cells:
            cell.data_type = "s"  # it takes what begins with "=" for a formula
        sheet.append(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
