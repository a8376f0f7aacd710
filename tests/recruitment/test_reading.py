import codecs
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.recruitment.rules import table as limits
from compagnon.recruitment.rules import workbook
from compagnon.recruitment.rules.reading import read_table
from compagnon.recruitment.rules.table import FileProblem, Line, Table, tidy
from tests.recruitment.workbooks import HEADING, packed, text_cell, workbook_of, xlsx

EXPECTED = Table(
    ("Name", "Email"),
    (Line(2, ("Siân ap Dŵr", "sian@ysgol.example.org")), Line(3, ("Żaneta", "z@example.org"))),
)
CSV = "Name,Email\r\nSiân ap Dŵr,sian@ysgol.example.org\r\nŻaneta,z@example.org\r\n"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
        CSV.encode("utf-16-le"),
        CSV.encode("utf-16-be"),
        CSV.replace(",", ";").encode(),
        CSV.replace(",", "\t").encode(),
        ("sep=;\r\n" + CSV.replace(",", ";")).encode(),
        CSV.replace("\r\n", "\n").encode(),
        CSV.replace("\r\n", "\r").encode(),
        CSV.replace("Siân", '" Siân').replace("Dŵr", 'Dŵr\u00a0"').encode(),
    ],
    ids=[
        "utf-8",
        "byte-order mark",
        "utf-16",
        "utf-16 big end first",
        "utf-16-le unmarked",
        "utf-16-be unmarked",
        "semicolons",
        "tabs",
        "separator named",
        "unix",
        "old mac",
        "quoted, stray spaces",
    ],
)
def test_a_csv_file_is_read_however_it_was_written(data: bytes) -> None:
    assert read_table(data) == EXPECTED


def test_a_csv_file_of_old_windows_is_read() -> None:
    assert read_table("Name,Email\nSiân,s@example.org".encode("cp1252")).lines == (
        Line(2, ("Siân", "s@example.org")),
    )


def test_the_delimiter_is_the_one_under_which_the_lines_agree_with_the_heading() -> None:
    data = "Name;Which phases, sectors, regions, nations?\nAmal;one\nBela;two, three\n"

    assert read_table(data.encode()).header == ("Name", "Which phases, sectors, regions, nations?")


def test_a_heading_of_one_column_is_read() -> None:
    assert read_table(b"Email\na@example.org") == Table(("Email",), (Line(2, ("a@example.org",)),))


def test_lines_are_counted_as_a_spreadsheet_counts_them() -> None:
    data = b'Name,Email\n"Amal\nHaddad",a@example.org\n\n,,,\nBela,b@example.org\n'

    assert read_table(data).lines == (
        Line(2, ("Amal\nHaddad", "a@example.org")),
        Line(5, ("Bela", "b@example.org")),
    )


def test_an_xlsx_file_is_read_as_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "When", "Day", "Years", "Half", "Yes", "Sum"])
    sheet.append(
        ["Siân", datetime.fromisoformat("2026-09-01T10:05"), date(2026, 9, 2), 7, 2.5, True, "=1+1"]
    )

    table = read_table(saved(book))

    assert table.lines == (
        Line(2, ("Siân", "2026-09-01 10:05:00", "2026-09-02", "7", "2.5", "True")),
    )


def test_a_formula_in_xlsx_counts_as_its_last_result() -> None:
    data = xlsx(HEADING + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>')

    assert read_table(data).lines == (Line(2, ("2",)),)


def test_xlsx_rows_keep_their_place_when_others_are_blank() -> None:
    data = xlsx(HEADING + f'<row r="7">{text_cell("B7", "b@example.org")}</row>')

    assert read_table(data).lines == (Line(7, ("", "b@example.org")),)


def test_xlsx_cells_without_places_follow_each_other() -> None:
    data = xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")

    assert read_table(data) == Table(("1", "2"), (Line(2, ("3",)),))


def test_only_a_visible_sheet_is_read() -> None:
    with pytest.raises(FileProblem, match="no sheet that can be seen"):
        read_table(xlsx(HEADING, parts={"xl/workbook.xml": workbook_of(state="hidden")}))


def test_reading_can_be_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        @staticmethod
        def from_filelike(_file: io.BytesIO) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "CalamineWorkbook", Slow)

    with pytest.raises(KeyboardInterrupt):
        read_table(xlsx(HEADING))


def hostile() -> dict[str, tuple[bytes, str]]:
    """Name → (file, what the person is told)."""
    sound = xlsx(HEADING + HEADING.replace("1", "2"))
    last_place = '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    locked = bytearray(sound)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := locked.find(mark, place + 1)) >= 0:
            locked[place + offset] |= 1
    damaged = bytearray(sound)
    damaged[60] ^= 0xFF
    return {
        "empty": (b"", "The file is empty."),
        "spaces": (b" \n\n ,, \n", "The file is empty."),
        "heading only": (b"Name,Email\n", "The file has a heading and no answers under it."),
        "too large": (b"a" * (limits.MAX_BYTES + 1), "The file is larger than 10 MB."),
        "too long": (b"a,b\n" * (limits.MAX_ROWS + 2), "longer than 10000 lines"),
        "too wide": (b"," * limits.MAX_COLUMNS + b"a\n", "wider than 200 columns"),
        "endless cell": (
            b"a,b\n" + b"x" * (limits.MAX_CELL + 1),
            "Line 2 has an answer that is too long",
        ),
        "endless quoted cell": (
            b'a,b\n"' + b"x" * 200_000,
            "Line 2 has a quotation mark that does not close",
        ),
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
        "xlsx cut short": (sound[: len(sound) // 2], "damaged or incomplete"),
        "xlsx with a flipped bit": (bytes(damaged), "damaged or incomplete"),
        "xlsx locked": (bytes(locked), "locked by a password"),
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
        "xlsx of entities": (xlsx(HEADING, before=laughs), "damaged or incomplete"),
        "xlsx of no xml": (xlsx("<row"), "damaged or incomplete"),
        "xlsx with a day before all days": (
            xlsx('<row r="1"><c r="A1" s="1"><v>-1e17</v></c></row>'),
            "damaged or incomplete",
        ),
        "xlsx with the last place": (xlsx(HEADING + last_place), "longer than 10000 lines"),
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
            "longer than 10000 lines",
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


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(name: str) -> None:
    data, sentence = HOSTILE[name]

    with pytest.raises(FileProblem, match=sentence):
        read_table(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_table(data)
    except FileProblem:
        return
    assert table.header
    assert table.lines


SOUND = xlsx(HEADING + HEADING.replace("1", "2"))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_an_xlsx_file_with_any_byte_changed_is_read_or_refused(place: int, change: int) -> None:
    data = bytearray(SOUND)
    data[place] ^= change

    try:
        table = read_table(bytes(data))
    except FileProblem:
        return
    assert table.header


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Siân \u00a0", "Siân"),
        ("\ufeffw\u0302\u200b", "ŵ"),
        ("محمد\u200cعلی", "محمد\u200cعلی"),
        ("\u202aa@example.org\u202c", "a@example.org"),
        ("a\x00b\tc\r\nd", "a b c\nd"),
        ("", ""),
    ],
)
def test_a_cell_is_trimmed_and_otherwise_kept(written: str, kept: str) -> None:
    assert tidy(written) == kept
