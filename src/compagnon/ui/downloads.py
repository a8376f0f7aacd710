"""Lists to take away as a file: CSV or XLSX, as the form asks, named after what they hold."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from compagnon.ui.spreadsheet import to_csv, to_xlsx

FORMATS: Final = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}
_LONGEST: Final = 120


def take_away(
    request: HttpRequest, rows: Iterable[Sequence[str]], *, names: Sequence[object]
) -> HttpResponse:
    """Return rows, the heading first, as a file in the format that the form asks for; CSV unless it says."""
    asked = request.POST.get("format", "")
    ending = asked if asked in FORMATS else "csv"
    content_type, write = FORMATS[ending]
    name = slugify(" ".join(map(str, names)))[:_LONGEST].strip("-") or "list"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(write(rows), content_type=content_type, headers=headers)
