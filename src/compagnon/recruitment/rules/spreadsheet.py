"""Lists as files for a spreadsheet: CSV and XLSX, in which no cell is ever taken for a formula. Pure.

In many countries a spreadsheet takes CSV apart at semicolons, whatever is quoted behind the first comma: there, what
follows a semicolon in somebody's answer begins a cell of its own. In a workbook a text is a text.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

_BLANK: Final = ("\t", "\r", "\n")
# Where a cell begins or may begin, before what makes it a formula, through spaces and quotation marks.
_FORMULA: Final = re.compile(r'(^|[;\t\r\n][;\s]*+)(?=["\s]*+[=+\-@])')
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


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
    """Return rows as a workbook of one sheet; every cell is a text."""
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, _HEAD + content)
    return stream.getvalue()


def _cell(text: str) -> str:
    said = escape(_NOT_IN_XML.sub("", text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
