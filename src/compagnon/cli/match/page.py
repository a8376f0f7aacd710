"""The summary of a match as one page that needs nothing beside itself, and as plain text."""

import base64
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from textwrap import fill
from typing import Final, NamedTuple

from django.template import loader
from django.utils.safestring import SafeString

from compagnon.cli.match.overview import Overview, Section, Table
from compagnon.ui.components.pictures import bars, columns

_STYLES: Final = (
    "ui/static/ui/base.css",
    "ui/static/ui/components.css",
    "cli/static/cli/summary.css",
)
_FONT: Final = re.compile(r'url\("(?P<name>vendor/[a-z-]+\.woff2)"\)')
_REMARK: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_IN_SHORT: Final = frozenset({"placed", "left-out"})
_WIDTH: Final = 100
_SENTENCE: Final = 60
"""Letters beyond which a cell is taken for a sentence, and given room."""


class Cell(NamedTuple):
    """A cell of a table, and how it is set."""

    text: str
    style: str


def as_page(overview: Overview) -> bytes:
    """Write a page without scripts that asks nobody for anything: style, letters and pictures are in it."""
    template = loader.get_template("cli/summary.html")
    sections = [
        (section, [_shown(section, table) for table in section.tables])
        for section in overview.sections
    ]
    page = template.render({"overview": overview, "sections": sections, "style": _style()})
    return page.encode()


def _style() -> SafeString:
    """Return the style of the application's own pages, with the letters inside."""
    package = files("compagnon")
    css = "\n".join((package / name).read_text(encoding="utf-8") for name in _STYLES)
    fonts = package / "ui/static/ui"

    def inside(found: re.Match[str]) -> str:
        letters = base64.b64encode((fonts / found["name"]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{letters}")'

    return SafeString(f"<style>{_FONT.sub(inside, _REMARK.sub('', css))}</style>")


def _shown(section: Section, table: Table) -> dict[str, object]:
    """Prepare a table for the template: its picture, and how each cell is set."""
    draw = columns if table.upright else bars
    return {
        "table": table,
        "is_titled": bool(table.bars) or table.caption == section.title,
        "picture": draw(items=table.bars, label=table.caption) if table.bars else "",
        "heading": _cells(table, table.heading),
        "rows": [_cells(table, row) for row in table.rows],
    }


def _cells(table: Table, row: Sequence[str]) -> list[Cell]:
    return [
        Cell(text, "number" if at in table.numbers else "sentence" * (len(text) > _SENTENCE))
        for at, text in enumerate(row)
    ]


def as_text(overview: Overview, *, in_short: bool = False) -> str:
    """Write the summary for a terminal or a letter; in short, only what somebody at the terminal must not miss."""
    lines = [overview.lead, *(f"  {label}: {value}" for label, value in overview.figures)]
    for section in overview.sections:
        if in_short and section.key not in _IN_SHORT:
            continue
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield "-" * len(section.title)
    for sentence in section.sentences:
        yield fill(sentence, _WIDTH)
    for table in section.tables:
        yield ""
        if table.caption != section.title:
            yield table.caption
        if table.note:
            yield fill(table.note, _WIDTH)
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    """Set a table in columns; a last column of sentences runs on as it will."""
    rows = [table.heading, *table.rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.heading))]
    for row in rows:
        cells = (
            f"{text:>{width}}" if at in table.numbers else f"{text:<{width}}"
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield ("  " + "  ".join(cells)).rstrip()
