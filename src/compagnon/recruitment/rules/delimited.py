"""Reading CSV, in whatever way a spreadsheet or a form wrote it."""

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator
from itertools import islice
from typing import BinaryIO, Final, TextIO

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
_START: Final = 4096
_PIECE: Final = 2**20
_NOT_CLOSED: Final = _(
    "Line {line} has a quotation mark that does not close. Is the file complete?"
)
_TOO_LONG: Final = _(
    "Line {line} has an answer that is far too long to be one. Is a quotation mark missing, or is this no table?"
)


def read_delimited(file: BinaryIO) -> Generator[list[str]]:
    """Yield the records of a CSV file, blank ones too, so that they count as a spreadsheet counts.

    The file is gone through twice, a piece at a time: once for its encoding, once for its records; it is left open.
    Refuses what is not text, a web page, and quotation marks that never close (a file cut short).
    """
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        yield from _records(text, *_beginning(text))
    finally:
        text.detach()


def _encoding_of(file: BinaryIO) -> str:
    """Choose the first encoding in which the whole file is text."""
    file.seek(0)
    for encoding in _encodings(file.read(_START)):
        try:
            is_text = _is_text(file, encoding)
        except UnicodeDecodeError:
            continue
        if is_text:
            return encoding
        break
    raise FileProblem(_("This file is not a table of text. Please upload a CSV or XLSX file."))


def _is_text(file: BinaryIO, encoding: str) -> bool:
    """Tell whether a file has no zeros and next to no control characters."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    letters = controls = 0
    while True:
        piece = file.read(_PIECE)
        text = decoder.decode(piece, final=not piece)
        letters += len(text)
        controls += len(_CONTROLS.findall(text))
        if "\0" in text:
            return False
        if not piece:
            return controls * 100 <= letters


def _beginning(text: TextIO) -> tuple[int, str]:
    """Return where the records begin, and what is between the cells."""
    named = _SEPARATOR_LINE.fullmatch(text.readline())
    start = text.tell() if named else 0
    text.seek(start)
    first = next((line for line in text if line.strip()), "")
    if first.lstrip().startswith("<"):
        raise FileProblem(
            _("This is a web page, not a table. Please export the answers as CSV or XLSX.")
        )
    return start, named[1] if named else _likeliest_delimiter(text, start)


def _encodings(start: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return (encoding,)
    # UTF-16 without its mark: every other byte of Latin text is zero.
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[0::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _likeliest_delimiter(text: TextIO, start: int) -> str:
    """Choose the delimiter under which the first records agree with the heading, then the one with most columns."""

    def agreement(delimiter: str) -> tuple[int, int]:
        text.seek(start)
        reader = csv.reader(text, delimiter=delimiter)
        try:
            widths = [len(record) for record in islice(filter(None, reader), _LOOKED_AT)]
        except csv.Error:
            return (0, 0)
        width = widths[0] if widths else 0
        return (widths.count(width) if width > 1 else 0, width)

    return max(_DELIMITERS, key=agreement)


def _records(text: TextIO, start: int, delimiter: str) -> Iterator[list[str]]:
    text.seek(start)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 1
    try:
        for number, record in enumerate(reader, start=2):  # noqa: B007 -- told when the next one fails
            yield record
    except csv.Error as error:
        sentence = _TOO_LONG if "field larger" in str(error) else _NOT_CLOSED
        raise FileProblem(format_lazy(sentence, line=number)) from error
