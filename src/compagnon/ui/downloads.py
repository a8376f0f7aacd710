"""What people take away as a file named after what it holds: lists as CSV or XLSX, documents as PDF or DOCX, slides as PPTX."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
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
KEPT_FORMATS: Final = DOCUMENT_FORMATS | {
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        to_pptx,
    ),
}
KEPT_SECONDS: Final = 7 * 24 * 60 * 60
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


def take_kept(
    request: HttpRequest,
    document: Document,
    *,
    formats: Sequence[str],
    names: Sequence[object],
    before_making: Callable[[], None],
) -> HttpResponseBase:
    """Return a document that depends on nothing but its words, in the format that the address asks for, or the first.

    It is made once and kept for a week under a digest of all that it says; whoever holds it already is told so. The day
    on which it is made stands among its properties and makes no other document of it. `before_making` may refuse.
    """
    asked = request.GET.get("format", "")
    ending = asked if asked in formats else formats[0]
    content_type, write = KEPT_FORMATS[ending]
    told = replace(document, made_on=date.min)
    key = hashlib.sha256(f"{ending} {told!r}".encode()).hexdigest()
    etag = f'W/"{key}"'
    if held := get_conditional_response(request, etag=etag):
        return held
    content: bytes | None = cache.get(f"document-{key}")
    if content is None:
        before_making()
        content = write(document)
        cache.set(f"document-{key}", content, KEPT_SECONDS)
    response = _file(content, content_type, names, ending)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _file(content: bytes, content_type: str, names: Sequence[object], ending: str) -> HttpResponse:
    name = slugify(" ".join(map(str, names)))[:_LONGEST].strip("-") or "list"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
