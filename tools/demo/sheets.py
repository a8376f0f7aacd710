"""The applicants as Microsoft Forms and Google Forms export them, the same every time."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from string import ascii_uppercase
from xml.sax.saxutils import escape

from tools.demo.answers import YEARS_AS_WRITTEN
from tools.demo.applicant import Applicant

_LONG_AGO = (2026, 9, 1, 0, 0, 0)
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- spreadsheets count days without a time zone

Cell = str | int | datetime
Column = tuple[str, Callable[[int, Applicant], Cell]]


def _stray(number: int, text: str) -> str:
    """Add the spaces that people's thumbs add."""
    return {3: f"{text} ", 11: f" {text}", 17: f"{text}\u00a0"}.get(number % 23, text)


def _ticked(text: str) -> str:
    """Write several ticks as Microsoft Forms does, with a semicolon after each."""
    return f"{text};" if text else ""


def _years(number: int, one: Applicant) -> str:
    return YEARS_AS_WRITTEN[number % len(YEARS_AS_WRITTEN)].format(one.years)


MICROSOFT: tuple[Column, ...] = (
    ("ID", lambda number, _: number),
    ("Start time", lambda number, one: one.sent - timedelta(minutes=4 + number % 9)),
    ("Completion time", lambda _, one: one.sent),
    ("Email", lambda *_: "anonymous"),
    ("Name", lambda *_: ""),
    ("Your full name", lambda number, one: _stray(number, one.name)),
    ("Your e-mail address\u00a0", lambda number, one: _stray(number + 5, one.email)),
    ("I would like to take part as", lambda _, one: one.role),
    ("Which of these describes you?", lambda _, one: _ticked(one.audience)),
    ("ALL membership number (it is on your card)", lambda _, one: one.number),
    ("Membership category", lambda _, one: one.membership),
    ("Which region or nation do you work in?", lambda _, one: one.region),
    ("First part of your work postcode (for example LS6)", lambda _, one: one.postcode),
    ("Which sector do you work in?", lambda _, one: one.sector),
    (
        "Which phase or phases do you work in? (select all that apply)",
        lambda _, one: _ticked(one.phases),
    ),
    (
        "Name of your school, college or other place of work",
        lambda number, one: _stray(number + 9, one.institution),
    ),
    ("What is your career stage?", lambda _, one: one.stage),
    ("How many years have you worked in education?", _years),
    ("Which languages do you teach?", lambda _, one: _ticked(one.taught)),
    ("Which other languages do you speak or sign?", lambda _, one: _ticked(one.spoken)),
    (
        "What would you like to explore with a mentor? (choose up to four)",
        lambda _, one: _ticked(one.wanted),
    ),
    (
        "What could you offer a mentee? (choose as many as you like)",
        lambda _, one: _ticked(one.offered),
    ),
    ("What is the main purpose of mentoring for you at the moment?", lambda _, one: one.purpose),
    ("How would you like to meet?", lambda _, one: _ticked(one.mode)),
    (
        "Would you like to be matched with somebody similar or different?",
        lambda _, one: one.preference,
    ),
    ("How often would you like to meet?", lambda _, one: one.frequency),
    ("When can you usually meet?", lambda _, one: _ticked(one.times)),
    ("If you mentor: how many mentees could you support?", lambda _, one: one.places),
    ("How did you hear about the programme?", lambda _, one: _ticked(one.heard)),
    ("I have read the ALL Peer Mentoring Charter and sign up to it", lambda _, one: one.charter),
    (
        "Who manages you, and whom do you manage? (Names or e-mail addresses. Used only to keep you apart; nobody sees it.)",
        lambda _, one: one.managers,
    ),
    ("Is there anybody else with whom you should not be paired?", lambda _, one: one.conflicts),
    (
        "Is there anything else you would like to tell us?",
        lambda number, _: "" if number % 37 else "Thank you!",
    ),
)

GOOGLE: tuple[Column, ...] = (
    ("Timestamp", lambda _, one: f"{one.sent:%d/%m/%Y %H:%M:%S}"),
    ("Email Address", lambda _, one: one.email),
    ("Name", lambda _, one: one.name),
    (
        "Would you like to join as a mentor or a mentee?",
        lambda _, one: one.role.replace("Both mentor and mentee", "Mentor, Mentee"),
    ),
    ("Region", lambda _, one: one.region),
    ("Sector", lambda _, one: one.sector),
    ("Phase(s) [tick all that apply]", lambda _, one: one.phases.replace(";", ", ")),
    ("School or college", lambda _, one: one.institution),
    ("Years of experience", lambda _, one: str(one.years)),
    ("Languages taught", lambda _, one: one.taught.replace(";", ", ")),
    ("Areas of interest", lambda _, one: (one.wanted or one.offered).replace(";", ", ")),
    ("Face to face or online?", lambda _, one: one.mode.replace(";", ", ")),
    ("Line manager(s)", lambda _, one: one.managers),
    ("Charter", lambda _, one: "I agree" if one.charter.startswith("Yes") else ""),
)


def rows(columns: Sequence[Column], people: Sequence[Applicant]) -> list[list[Cell]]:
    """Return the heading and a row a person."""
    body = [
        [cell(number, one) for _, cell in columns] for number, one in enumerate(people, start=1)
    ]
    return [[heading for heading, _ in columns], *body]


def as_csv(table: Sequence[Sequence[Cell]], *, mark: str = "") -> bytes:
    """Write CSV as spreadsheets do; `mark` is the byte-order mark that Excel adds."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_text(cell) for cell in row] for row in table])
    return (mark + text.getvalue()).encode()


def _text(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y %H:%M:%S}" if isinstance(cell, datetime) else str(cell)


def as_xlsx(table: Sequence[Sequence[Cell]]) -> bytes:
    """Write one sheet with dates as dates, in a file that holds nothing else."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, place, cell) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(table, start=1)
    )
    parts = {
        **_PARTS,
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def _cell(row: int, place: int, cell: Cell) -> str:
    tens, ones = divmod(place, len(ascii_uppercase))
    letters = (ascii_uppercase[tens - 1] if tens else "") + ascii_uppercase[ones]
    if isinstance(cell, datetime):
        days = (cell - _DAY_ZERO) / timedelta(days=1)
        return f'<c r="{letters}{row}" s="1"><v>{days:.8f}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{letters}{row}"><v>{cell}</v></c>'
    text = escape(cell)
    return (
        f'<c r="{letters}{row}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        if cell
        else ""
    )


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_XML}<styleSheet {_MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>"
    ),
}
