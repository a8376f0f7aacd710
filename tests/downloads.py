"""What stands in a file that a page gave."""

import csv
import io
from typing import Any

import openpyxl


def table_of(answer: Any) -> list[list[str]]:
    """Return what a reader of CSV reads."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet_of(answer: Any) -> list[list[object]]:
    """Return what a spreadsheet reads."""
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in workbook.worksheets[0].rows]
