"""Values and files that no honest person sends."""

import io
import random
import zipfile
from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook

VALUES: Final = (
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\x01\x02\x1b[31m\x7f\x85",
        "\r\nBcc: all@example.org",
        "\t\n\x0b\x0c",
    ),
    *("x" * 100_000, "é" * 3000, "😀" * 400, "\ud800", "\ufffe\uffff", "Z" + "\u0300" * 2000),
    *("\u202etxt.exe", "\u2066\u2069\u200b\u200f", "שלום عليكم", "\u0130\u0131\u017f\u212a"),
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}{% debug %}",
        "%s%n%(x)s",
    ),
    *(
        "' OR 1=1; DROP TABLE core_event; --",
        "../../../etc/passwd",
        "file:///etc/passwd",
        "//evil.example",
    ),
    *(
        "https://evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "a" * 250 + "@example.org",
    ),
    *(
        "-1",
        "0",
        "99999999999999999999",
        "1e309",
        "NaN",
        "-Infinity",
        "0x10",
        "١٢٣",
        "1_000",
        "½",
        "²",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2026-02-30",
        "-2026-01-01",
        "2026-W01",
        "99:99",
        "24:00",
    ),
    *(
        "true",
        "null",
        "[]",
        "undefined",
        "0" * 32,
        "f" * 32,
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ),
    "@".join(["a"] * 50),
)
HEADING: Final = "Name,Email,I would like to take part as,Region"
LINE: Final = "{0},{0}@drill.example,Mentor,Wales"


def csv_files() -> Iterator[tuple[str, bytes]]:
    """Yield text files, each with what is wrong with it."""
    chance = random.Random(11)  # noqa: S311 -- the same bytes every time
    whole = "\n".join([HEADING, *(LINE.format(f"p{number}") for number in range(50))])
    yield "nothing", b""
    yield "a byte", b"\xff"
    yield "a mark alone", b"\xef\xbb\xbf"
    yield "noise", chance.randbytes(200_000)
    yield "zeros", b"\x00" * 100_000
    yield "a picture", b"\x89PNG\r\n\x1a\n" + chance.randbytes(5000)
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
    yield "UTF-16 without a mark", whole.encode("utf-16-le")
    yield "UTF-16", whole.encode("utf-16")
    yield "UTF-32", whole.encode("utf-32")
    yield "Latin-1", whole.replace("p1", "José").encode("latin-1")
    yield "Japanese", whole.replace("p1", "日本").encode("shift_jis")
    yield "half a letter", whole.replace("p1", "é").encode()[:-1] + b"\xc3"
    yield from _long_text()
    yield "formulas", f'{HEADING}\n=cmd|"/C calc"!A0,+1+1,@SUM(1),-2'.encode()
    yield (
        "control characters",
        f"{HEADING}\n\x00A\x07my\x1b,a@b.example,Mentor,\u202eWales".encode(),
    )
    yield "the same heading again", ("Name,Name,Name,Email,Email\n" * 20).encode()
    yield "no heading that is known", b"1,2,3\n4,5,6\n"
    yield "returns alone", whole.replace("\n", "\r").encode()
    yield "quotes in quotes", f'{HEADING}\n"a "b" c",a@b.example,Mentor,x'.encode()
    yield "text that begins as a workbook", b"PK\x03\x04 no workbook"


def _long_text() -> Iterator[tuple[str, bytes]]:
    yield "an open quote", (HEADING + '\n"' + "x" * 5_000_000).encode()
    yield "a huge cell", (HEADING + "\n" + "x" * 9_000_000 + ",a,b,c").encode()
    yield "a million columns", ("a," * 1_000_000).encode()
    yield "100,000 lines", "\n".join([HEADING, *[LINE.format("p")] * 100_000]).encode()
    yield "a million empty lines", (HEADING + "\n" * 1_000_000).encode()
    yield "one line of 30 MB", b"x" * 30_000_000
    yield "five million columns", b"a," * 5_000_000 + b"a"
    yield "33 MB", b"a,b\n" * (33 * 256 * 1024)
    yield "50 MB in one line", b"x" * 50_000_000


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield workbooks and archives, each with what is wrong with it."""
    good = _workbook([["Name", "Email"], ["Amal", "amal@drill.example"]])
    yield "half a workbook", good[: len(good) // 2]
    yield "a workbook with its end cut off", good[:-30]
    yield "an archive of nothing", _zip({})
    yield "an archive of something else", _zip({"../../etc/passwd": b"root", "a.txt": b"a"})
    yield "an archive of 20,000 files", _zip({f"xl/{number}.xml": b"" for number in range(20_000)})
    yield "an archive in an archive", _zip({"xl/workbook.xml": good})
    yield "100 MB of spaces", _with_sheet(good, b"<x>" + b" " * 100_000_000 + b"</x>")
    yield "a billion laughs", _with_sheet(good, _laughs())
    yield (
        "an entity of a file",
        _with_sheet(good, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    )
    yield "broken XML", _with_sheet(good, b"<worksheet><sheetData><row><c></row>")
    yield "the last cell there is", _workbook([["Name"]], far="XFD1048576")
    yield "formulas", _workbook([["Name", "Email"], ['=HYPERLINK("http://evil.example")', "=1/0"]])
    yield "a long cell", _workbook([["Name", "Email"], ["x" * 32_767, "a@b.example"]])
    yield "100,000 lines", _workbook([["Name", "Email"]] + [["A", "a@b.example"]] * 100_000)


def _workbook(rows: list[list[str]], far: str = "") -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    if not far:
        return stream.getvalue()
    cell = f'<row r="1048576"><c r="{far}" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    with zipfile.ZipFile(stream) as archive:
        sheet_xml = archive.read("xl/worksheets/sheet1.xml").decode()
    return _with_sheet(stream.getvalue(), sheet_xml.replace("</sheetData>", cell).encode())


def _zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_sheet(book: bytes, sheet: bytes) -> bytes:
    """Return a workbook whose first sheet is something else."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    first = next(name for name in files if name.startswith("xl/worksheets/"))
    return _zip(files | {first: sheet})


def _laughs() -> bytes:
    lines = ['<!DOCTYPE lolz [<!ENTITY l0 "lol">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return ("".join(lines) + "]><lolz>&l9;</lolz>").encode()
