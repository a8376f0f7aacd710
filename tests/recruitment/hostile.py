"""Files that somebody might upload by mistake or on purpose, and what they are told."""

import codecs
import zipfile

from compagnon.recruitment.rules import table as limits
from tests.recruitment.workbooks import HEADING, packed, xlsx

_SOUND = xlsx(HEADING + HEADING.replace("1", "2"))
_LAST_PLACE = '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def _locked(data: bytes) -> bytes:
    """Mark every part as encrypted, in its own heading and in the directory."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := changed.find(mark, place + 1)) >= 0:
            changed[place + offset] |= 1
    return bytes(changed)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


# Name: the file, and a part of the sentence.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty."),
    "spaces": (b" \n\n ,, \n", "The file is empty."),
    "heading only": (b"Name,Email\n", "The file has a heading and no answers under it."),
    "too large": (b"a" * (limits.MAX_BYTES + 1), "The file is larger than 32 MB."),
    "too long": (b"a,b\n" * (limits.MAX_ROWS + 2), "longer than 100000 lines"),
    "too wide": (b"," * limits.MAX_COLUMNS + b"a\n", "wider than 200 columns"),
    "endless cell": (
        b"a,b\n" + b"x" * (limits.MAX_CELL + 1),
        "These lines have an answer that is too long to be one: 2.",
    ),
    "endless quoted cell": (
        b'a,b\n"' + b"x" * 200_000,
        "Line 2 has an answer that is far too long to be one",
    ),
    "one line of 30 MB": (b"x" * 30_000_000, "Line 1 has an answer that is far too long to be one"),
    "a million columns": (b"a," * 1_000_000 + b"a\n", "wider than 200 columns"),
    "nested quotes": (b'Name,Email\n"Amal "Mal" Haddad",a@example.org\n', "Line 2 has a quotation"),
    "a zero in a text": (b"Name,Email\nAmal\x00,a@example.org\n", "not a table of text"),
    "xlsx of endless texts": (
        xlsx(
            HEADING,
            parts={
                "xl/sharedStrings.xml": b"<sst>" + (bytes(range(65, 91)) * 100 + b"\n") * 26_000
            },
        ),
        "unpacks to more",
    ),
    "text named as a workbook": (b"PK\x03\x04 this is no workbook", "damaged or incomplete"),
    "cut short": (
        b'Name,Email\nAmal,a@example.org\n"Bela',
        "Line 3 has a quotation mark that does not close",
    ),
    "cut short at once": (b'"Name,Email', "Line 1 has a quotation mark"),
    "zeros": (b"\x00" * 400, "not a table of text"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "not a table of text"),
    "controls": (bytes(range(1, 32)) * 5, "not a table of text"),
    "no letters of any alphabet": (b"Name\x81\x8d,\xff\xfe\x9d", "not a table of text"),
    "half a utf-16 letter": (codecs.BOM_UTF16_LE + b"N\x00a", "not a table of text"),
    "web page": (b"  <!doctype html><html>", "This is a web page"),
    "pdf": (b"%PDF-1.7 ...", "This is a PDF"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "old or locked Excel"),
    "opendocument": (
        packed(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            compression=zipfile.ZIP_STORED,
        ),
        "OpenDocument",
    ),
    "another zip": (packed({"holiday.jpg": b"\xff\xd8"}), "damaged or incomplete"),
    "word": (packed({"word/document.xml": "<w/>"}), "damaged or incomplete"),
    "xlsx cut short": (_SOUND[: len(_SOUND) // 2], "damaged or incomplete"),
    "xlsx with a flipped bit": (_flipped(_SOUND, 60), "damaged or incomplete"),
    "xlsx locked": (_locked(_SOUND), "locked by a password"),
    "xlsx packed in another way": (
        packed({"xl/workbook.xml": "<a/>" * 9}, compression=zipfile.ZIP_BZIP2),
        "damaged or incomplete",
    ),
    "xlsx of spaces": (
        xlsx(HEADING, parts={"xl/big.xml": b" " * 20_000_000}),
        "unpacks to more",
    ),
    "xlsx of 100 MB": (
        xlsx(HEADING, parts={"xl/big.xml": b" " * 100_000_000}),
        "unpacks to more",
    ),
    "xlsx of a thousand parts": (
        xlsx("", parts={f"xl/{n}.xml": "<a/>" for n in range(1000)}),
        "unpacks to more",
    ),
    "xlsx of entities": (xlsx(HEADING, before=_LAUGHS), "damaged or incomplete"),
    "xlsx of no xml": (xlsx("<row"), "damaged or incomplete"),
    "xlsx with the last place": (xlsx(HEADING + _LAST_PLACE), "longer than 100000 lines"),
    "xlsx with the last column": (
        xlsx('<row r="1"><c r="XFD1"/></row>'),
        "wider than 200 columns",
    ),
    "xlsx with a place beyond all": (
        xlsx('<row><c r="A99999999999999999999"/></row>'),
        "damaged or incomplete",
    ),
    "xlsx with a place in words": (
        xlsx('<row><c r="&#65;one"/></row>'),
        "damaged or incomplete",
    ),
    "xlsx with a row in words": (xlsx('<row r="one"/>'), "damaged or incomplete"),
    "xlsx with a row beyond all": (xlsx('<row r="99999999999"/>'), "damaged or incomplete"),
    "xlsx with unplaced cells in a far row": (
        xlsx('<row r="999999"><c/></row>'),
        "longer than 100000 lines",
    ),
    "xlsx with too many unplaced cells": (
        xlsx("<row>" + "<c/>" * 201 + "</row>"),
        "wider than 200 columns",
    ),
    "xlsx with prefixes": (
        xlsx('<x:row xmlns:x="a"><x:c r="ZZZ1"/></x:row>'),
        "wider than 200 columns",
    ),
    "xlsx without its text": (
        xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        "damaged or incomplete",
    ),
}
