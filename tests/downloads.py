"""What stands in a file that a page gave."""

import csv
import io
from typing import Any

import docx
import openpyxl
from docx.table import Table
from pptx import Presentation


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


def words_of(answer: Any) -> list[str]:
    """Return the paragraphs and, cell by cell, the tables that a word processor shows, in their order."""
    file = docx.Document(io.BytesIO(answer.content))
    found: list[str] = []
    for one in file.iter_inner_content():
        if isinstance(one, Table):
            found.extend(" | ".join(cell.text for cell in row.cells) for row in one.rows)
        else:
            found.append(one.text)
    return [words for words in found if words]


def slides_of(answer: Any) -> list[list[str]]:
    """Return what stands on each slide, its title first."""
    file = Presentation(io.BytesIO(answer.content))
    return [[shape.text_frame.text for shape in slide.shapes] for slide in file.slides]
