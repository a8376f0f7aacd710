"""What people take away as a file named after what it holds: lists as CSV or XLSX, documents as PDF or DOCX, slides as PPTX."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from compagnon.documents.blocks import Document
from compagnon.documents.writing import to_docx, to_pdf, to_pptx
from compagnon.ui.spreadsheet import to_csv, to_xlsx

FORMATS: Final = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}
DOCUMENT_FORMATS: Final = {
    "pdf": ("application/pdf", to_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
}
_LONGEST: Final = 120


def take_away(
    request: HttpRequest, rows: Iterable[Sequence[str]], *, names: Sequence[object]
) -> HttpResponse:
    """Return rows, the heading first, as a file in the format that the form asks for; CSV unless it says."""
    asked = request.POST.get("format", "")
    ending = asked if asked in FORMATS else "csv"
    content_type, write = FORMATS[ending]
    return _file(write(rows), content_type, names, ending)


def take_document(
    request: HttpRequest, document: Document, *, names: Sequence[object]
) -> HttpResponse:
    """Return a document as a file in the format that the form asks for; PDF unless it says."""
    asked = request.POST.get("format", "")
    ending = asked if asked in DOCUMENT_FORMATS else "pdf"
    content_type, write = DOCUMENT_FORMATS[ending]
    return _file(write(document), content_type, names, ending)


def take_slides(document: Document, *, names: Sequence[object]) -> HttpResponse:
    """Return a document as slides to show and to change (PPTX)."""
    content_type = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    return _file(to_pptx(document), content_type, names, "pptx")


def _file(content: bytes, content_type: str, names: Sequence[object], ending: str) -> HttpResponse:
    name = slugify(" ".join(map(str, names)))[:_LONGEST].strip("-") or "list"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
