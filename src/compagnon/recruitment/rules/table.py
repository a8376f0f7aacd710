"""A file that somebody uploads, once it is read: a heading and numbered lines of plain text."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from compagnon.core.errors import Refused

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 10_000


class Limits(NamedTuple):
    """How much one file may hold; by default what may be uploaded. A workbook is held whole, and has its own."""

    bytes: int = MAX_BYTES
    rows: int = MAX_ROWS
    workbook_rows: int = MAX_ROWS


UPLOAD = Limits()

# Direction overrides (mail programs copy them along with addresses) are no part of any name;
# control characters break databases and mail headers.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_EDGES = " \n\u00a0\u200b\u200e\u200f\u2060\ufeff"


class FileProblem(Refused):
    """The file as a whole cannot be used; the reason says why and what to do."""


def too_large(limit: int) -> StrPromise:
    """Say how large a file may be; `limit` in bytes."""
    return format_lazy(_("The file is larger than {limit} MB."), limit=limit // (1024 * 1024))


def too_many_rows(limit: int = MAX_ROWS) -> StrPromise:
    """Say how long a list may be."""
    return format_lazy(_("The list is longer than {limit} lines. Please split it."), limit=limit)


def too_many_columns() -> StrPromise:
    """Say how wide a list may be."""
    return format_lazy(_("The list is wider than {limit} columns."), limit=MAX_COLUMNS)


@dataclass(frozen=True)
class Line:
    """One answer as a spreadsheet shows it: `number` counts as the spreadsheet does, the heading is the first."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The heading and the lines under it; lines may be shorter or longer than the heading."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]


def tidy(text: str) -> str:
    """Trim a cell and bring it into one form (NFC); letters of every script stay as they were written."""
    plain = _CONTROLS.sub(" ", _OVERRIDES.sub("", text.replace("\r\n", "\n")))
    return unicodedata.normalize("NFC", plain).strip().strip(_EDGES)
