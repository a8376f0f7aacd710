"""A document for a word processor (DOCX): real headings, lists and tables, so that people can go on writing in it."""

import io
from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Final

import docx
from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row

from compagnon.documents.blocks import (
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Signatures,
    Table,
    widths_of,
)

_MARGIN: Final = 2.2  # in centimetres, as every length here
_WIDTH: Final = 21 - 2 * _MARGIN
_BAR_WIDTH: Final = 6.0
_CELL_MARGIN: Final = 0.4
_FONT: Final = "Calibri"
_INK: Final = "1F2933"
_QUIET: Final = "4B5563"
_ACCENT: Final = "1D6F62"
_PALE: Final = "9AA5B1"
_SIZES: Final = {"Normal": 11, "Title": 22, "Heading 1": 15, "Heading 2": 12.5, "Caption": 11}


def write(document: Document) -> bytes:
    """Return a document as DOCX, with its title, its language and the numbers of its pages."""
    file = docx.Document()
    _set_properties(file, document)
    _set_page(file)
    _set_language(file, document.language)
    _set_styles(file)
    _set_drawings(file)
    file.add_paragraph(document.title, style="Title")
    for block in document.blocks:
        _WRITERS[block.kind](file, block)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _set_properties(file: File, document: Document) -> None:
    about = file.core_properties
    about.title, about.language = document.title, _tag(document.language)
    about.author = about.last_modified_by = document.author
    about.comments = ""
    about.created = about.modified = datetime.combine(document.made_on, time())


def _tag(language: str) -> str:
    name, dash, region = language.partition("-")
    return name + dash + region.upper()


def _set_page(file: File) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot._p.append(_element("fldSimple", instr="PAGE"))
    foot.add_run(" / ")
    foot._p.append(_element("fldSimple", instr="NUMPAGES"))


def _set_language(file: File, language: str) -> None:
    for told in file.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), _tag(language))


def _set_styles(file: File) -> None:
    """One face in one colour, where the library's template has several; and the styles that it lacks."""
    for name, size in _SIZES.items():
        style = file.styles[name]
        font = style.font
        font.size, font.name, font.color.rgb = Pt(size), _FONT, RGBColor.from_string(_INK)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    title = file.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    file.styles["Caption"].paragraph_format.keep_with_next = True
    quiet = RGBColor.from_string(_QUIET)
    note = _style(file, "Note")
    note.font.color.rgb, note.paragraph_format.space_before = quiet, Pt(4)
    small = _style(file, "Small").font
    small.color.rgb, small.size = quiet, Pt(9)
    facts = _style(file, "Fact").paragraph_format
    facts.left_indent, facts.first_line_indent, facts.space_after = Cm(6), Cm(-6), Pt(3)
    cells = _style(file, "Cell").paragraph_format
    cells.space_before = cells.space_after = Pt(3)


def _set_drawings(file: File) -> None:
    """What is drawn: the line to sign on, the lines of a table, and bars, which are shaded paragraphs."""
    signature = _style(file, "Signature line")
    signature.element.get_or_add_pPr().append(_inside("pBdr", _line("top", _INK)))
    form = signature.paragraph_format
    form.space_before, form.space_after, form.right_indent = Cm(1.6), Cm(0), Cm(_WIDTH / 2)
    form.keep_with_next = True
    bar = _style(file, "Bar")
    shade = _element("shd", val="clear", color="auto", fill=_ACCENT)
    bar.element.get_or_add_pPr().append(shade)
    bar.paragraph_format.space_before = bar.paragraph_format.space_after = Pt(3)
    lines = _inside("tblBorders", _line("bottom", _PALE), _line("insideH", _PALE))
    lined = file.styles.add_style("Lined table", WD_STYLE_TYPE.TABLE)
    lined.element.append(_inside("tblPr", lines))


def _style(file: File, name: str) -> ParagraphStyle:
    style: ParagraphStyle = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Normal"]
    return style


def _heading(file: File, block: Heading) -> None:
    file.add_heading(block.text, block.level)


def _paragraph(file: File, block: Paragraph) -> None:
    file.add_paragraph(block.text, style="Note" if block.is_quiet else "Normal")


def _items(file: File, block: Items) -> None:
    number = _count_from_one(file) if block.is_numbered else None
    for item in block.items:
        line = file.add_paragraph(item, style="List Bullet" if number is None else "List Number")
        if number is not None:
            line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def _count_from_one(file: File) -> int:
    """Begin another numbering as the style's own, which would go on where the last list ended; return its id."""
    numberings = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    begun = numberings.add_num(numberings.num_having_numId(style).abstractNumId.val)
    begun.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(begun.numId)


def _facts(file: File, block: Facts) -> None:
    for name, value in block.rows:
        line = file.add_paragraph(style="Fact")
        line.add_run(name).bold = True
        line.add_run(f"\t{value}")


def _signatures(file: File, block: Signatures) -> None:
    for who in block.people:
        file.add_paragraph(who, style="Signature line")
        file.add_paragraph(block.label, style="Small")


def _table(file: File, block: Table) -> None:
    if block.caption:
        file.add_paragraph(block.caption, style="Caption")
    widths = _centimetres(block)
    table = file.add_table(0, len(widths), "Lined table")
    table.autofit = False
    table._tbl.tblPr.append(_element("tblCaption", val=block.caption))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    heading = table.add_row()
    _mark(heading, "tblHeader")
    _fill(heading, block.heading, block, is_bold=True)
    for number, words in enumerate(block.rows):
        row = table.add_row()
        _mark(row, "cantSplit")
        _fill(row, words, block)
        if block.bars:
            _draw_bar(row.cells[-1], block.bars[number])
    file.add_paragraph(block.note, style="Note")


def _fill(row: _Row, words: tuple[str, ...], block: Table, *, is_bold: bool = False) -> None:
    for number, cell in enumerate(row.cells):
        line = cell.paragraphs[0]
        line.style = "Cell"
        line.add_run("".join(words[number : number + 1])).bold = is_bold
        if number in block.numbers:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _centimetres(block: Table) -> list[float]:
    widths, bar = widths_of(block), _BAR_WIDTH if block.bars else 0
    columns = [(_WIDTH - bar) * width / sum(widths) for width in widths]
    return [*columns, bar] if bar else columns


def _draw_bar(cell: _Cell, share: float) -> None:
    """Shade a line as far as its share goes: nothing to be read aloud, and nothing to be lost by that."""
    line = cell.paragraphs[0]
    line.style = "Bar"
    line.paragraph_format.right_indent = Cm((_BAR_WIDTH - _CELL_MARGIN) * (1 - share))


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name))


def _line(side: str, colour: str) -> BaseOxmlElement:
    return _element(side, val="single", sz="4", space="1", color=colour)


def _inside(name: str, *parts: BaseOxmlElement) -> BaseOxmlElement:
    element = _element(name)
    element.extend(parts)
    return element


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return what the library has no words for, as the format writes it."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


_WRITERS: Final[dict[str, Callable[[File, Any], None]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "items": _items,
    "facts": _facts,
    "table": _table,
    "signatures": _signatures,
}
