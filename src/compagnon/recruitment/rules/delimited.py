"""Reading CSV, in whatever way a spreadsheet or a form wrote it."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.rules.table import FileProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_DELIMITERS = ",;\t"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_LOOKED_AT = 10


def read_delimited(data: bytes) -> Iterator[list[str]]:
    """Yield the records of a CSV file, blank ones too, so that they count as a spreadsheet counts.

    Refuses what is not text, a web page, and quotation marks that never close (a file cut short).
    """
    text = _decode(data)
    delimiter = None
    if named := _SEPARATOR_LINE.match(text):
        delimiter, text = named[1], text[named.end() :]
    if text.lstrip().startswith("<"):
        raise FileProblem(
            _("This is a web page, not a table. Please export the answers as CSV or XLSX.")
        )
    return _records(text, delimiter or _likeliest_delimiter(text))


def _decode(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
            break
        return text
    raise FileProblem(_("This file is not a table of text. Please upload a CSV or XLSX file."))


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    start = data[:4096]
    # UTF-16 without its mark: every other byte of Latin text is zero.
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[0::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _likeliest_delimiter(text: str) -> str:
    """Choose the delimiter under which the first records agree with the heading, then the one with most columns."""

    def agreement(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(record) for record in islice(filter(None, reader), _LOOKED_AT)]
        except csv.Error:
            return (0, 0)
        width = widths[0] if widths else 0
        return (widths.count(width) if width > 1 else 0, width)

    return max(_DELIMITERS, key=agreement)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for number, record in enumerate(reader, start=2):  # noqa: B007 -- told when the next one fails
            yield record
    except csv.Error as error:
        raise FileProblem(
            format_lazy(
                _("Line {line} has a quotation mark that does not close. Is the file complete?"),
                line=number,
            )
        ) from error
