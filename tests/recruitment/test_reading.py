import codecs
import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compagnon.recruitment.rules import delimited
from compagnon.recruitment.rules.reading import read_file, read_table
from compagnon.recruitment.rules.table import (
    MAX_BYTES,
    MAX_CELL,
    FileProblem,
    Limits,
    Line,
    Table,
    tidy,
)
from tests.recruitment.hostile import HOSTILE
from tests.recruitment.workbooks import HEADING, text_cell, workbook_of, xlsx

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
    data = xlsx(HEADING + '<row r="2"><c r="A2"><f>1+1</f><v>2.0</v></c></row>')

    assert read_table(data).lines == (Line(2, ("2",)),)


def test_xlsx_rows_keep_their_place_when_others_are_blank() -> None:
    data = xlsx(HEADING + f'<row r="7">{text_cell("B7", "b@example.org")}</row>')

    assert read_table(data).lines == (Line(7, ("", "b@example.org")),)


def test_xlsx_cells_without_places_follow_each_other() -> None:
    data = xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")

    assert read_table(data) == Table(("1", "2"), (Line(2, ("3",)),))


def test_every_line_with_an_endless_cell_is_named() -> None:
    endless = "x" * (MAX_CELL + 1)
    lines = ["Name,Email", *(f"Amal,{endless if number % 2 else number}" for number in range(50))]

    with pytest.raises(FileProblem) as refused:
        read_table("\n".join(lines).encode())

    named = ", ".join(str(number) for number in range(3, 43, 2))
    assert (
        str(refused.value) == f"These lines have an answer that is too long to be one: {named} …."
    )


def test_a_longer_file_is_read_where_more_is_allowed() -> None:
    data = b"Name,Email\n" + b"Amal,a@example.org\n" * 12

    with pytest.raises(FileProblem, match="longer than 11 lines"):
        read_file(io.BytesIO(data), Limits(rows=11))
    with pytest.raises(FileProblem, match="larger than 0 MB"):
        read_file(io.BytesIO(data), Limits(bytes=len(data) - 1))
    assert len(read_file(io.BytesIO(data), Limits(bytes=len(data), rows=12)).lines) == 12


def test_a_workbook_keeps_to_the_limits_of_an_upload() -> None:
    data = xlsx(HEADING) + bytes(MAX_BYTES)

    with pytest.raises(FileProblem, match="larger than 32 MB"):
        read_file(io.BytesIO(data), Limits(bytes=2 * len(data)))


def test_equal_cells_are_kept_once() -> None:
    first, second = read_table(b"Name,Region\nAmal, the north\nBela, the north\n").lines

    assert first.cells[1] == "the north"
    assert first.cells[1] is second.cells[1]


def test_a_file_is_left_open() -> None:
    file = io.BytesIO(CSV.encode())

    assert read_file(file) == read_file(file) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.tuples(*[st.text("aé—\n\r\"', ;", max_size=5)] * 3), min_size=2, max_size=9),
    piece=st.integers(1, 9),
)
def test_a_file_read_in_pieces_says_what_it_says_as_a_whole(
    encoding: str, rows: list[tuple[str, ...]], piece: int
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([("ID", "Name", "Said"), *rows])
    numbered = [
        (number, [tidy(cell) for cell in record])
        for number, record in enumerate(csv.reader(io.StringIO(written.getvalue(), newline="")), 1)
    ]
    expected = [(number, cells) for number, cells in numbered[1:] if any(cells)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_PIECE", piece)
        try:
            lines = read_table(written.getvalue().encode(encoding)).lines
        except FileProblem:
            lines = ()
        found = [(line.number, [*line.cells, "", "", ""][:3]) for line in lines]
    assert found == expected


def test_only_a_visible_sheet_is_read() -> None:
    with pytest.raises(FileProblem, match="no sheet that can be seen"):
        read_table(xlsx(HEADING, parts={"xl/workbook.xml": workbook_of(state="hidden")}))


def test_a_day_before_all_days_is_read_as_an_error_of_the_sheet() -> None:
    data = xlsx(HEADING + '<row r="2"><c r="A2" s="1"><v>-1e17</v></c></row>')

    assert read_table(data).lines == (Line(2, ("#VALUE!",)),)


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
