"""A document as slides to show and to change (PPTX): each heading of level 1 begins one, what stands below it is its text.

Titles and text stand in the placeholders of the library's own layouts, in the order in which they are read. What does
not fit goes on on another slide, rather than in small letters.
"""

import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.presentation import Presentation as File
from pptx.slide import Slide, SlideLayout, SlideMaster
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Length, Pt

from compagnon.documents.blocks import Document, Facts, Heading, Items, Paragraph

_WIDE: Final = Inches(13.333)
_HIGH: Final = Inches(7.5)
_MARGIN: Final = Inches(0.8)
_Place = tuple[Length, Length]  # from above, and how high
_ON_TITLE_SLIDE: Final = ((Inches(1.6), Inches(2)), (Inches(3.9), Inches(2.4)))
_ON_TEXT_SLIDE: Final = ((Inches(0.5), Inches(1.1)), (Inches(1.8), Inches(5.2)))
_ACCENT: Final = "1D6F62"
_TITLE: Final = 34  # in points, as every size here
_TEXT: Final = 22
_LINE: Final = _TEXT * 1.2
_GAP: Final = 10
_GAP_SHARE: Final = "40000"  # the same as a share of a line, in thousandths of a percent
_ROOM: Final = 370  # what the text of a slide may be high
_LETTERS: Final = 72  # so many fit into a line
_SENTENCES: Final = re.compile(r"(?<=[.!?…])\s+")
_TITLE_SLIDE, _TEXT_SLIDE = 0, 1


@dataclass(frozen=True)
class _Said:
    """A paragraph of a slide, in a list if it is one of several; `name` stands in bold before the text."""

    text: str
    name: str = ""
    is_listed: bool = False
    number: int = 0

    @property
    def height(self) -> float:
        """How high it will be, roughly."""
        letters = len(self.text) + len(self.name) + 4 * self.is_listed
        return math.ceil(letters / _LETTERS) * _LINE + _GAP


def write(document: Document) -> bytes:
    """Return a document as PPTX, with its title and its language; it holds no table and no line to sign."""
    file = Presentation()
    _set_properties(file, document)
    _set_layouts(file)
    first, *parts = _parts(document)
    _title_slide(file, document, [said.text for said in first[1]])
    for title, said in parts:
        for number, page in enumerate(_pages(said), start=1):
            _text_slide(file, f"{title} ({number})" if number > 1 else title, page)
    for slide in file.slides:
        for run in slide.element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", _tag(document.language))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _parts(document: Document) -> Iterator[tuple[str, list[_Said]]]:
    """Yield what is said under each heading of level 1, and before all what stands above the first."""
    title, said = document.title, list[_Said]()
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield title, said
            title, said = block.text, []
        else:
            said.extend(_READERS[block.kind](block))
    yield title, said


def _heading(block: Heading) -> Iterator[_Said]:
    yield _Said("", name=block.text)


def _paragraph(block: Paragraph) -> Iterator[_Said]:
    for line in filter(None, map(str.strip, block.text.splitlines())):
        yield from (_Said(part) for part in _in_parts(line))


def _items(block: Items) -> Iterator[_Said]:
    for place, item in enumerate(block.items, start=1):
        yield _Said(item, is_listed=True, number=place if block.is_numbered else 0)


def _facts(block: Facts) -> Iterator[_Said]:
    return (_Said(value, name=name) for name, value in block.rows)


_READERS: Final[dict[str, Callable[[Any], Iterator[_Said]]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "items": _items,
    "facts": _facts,
}


def _in_parts(text: str) -> Iterator[str]:
    """Part a long text after sentences, so that it can go on on another slide."""
    most = int((_ROOM - _GAP) / _LINE / 2) * _LETTERS
    part = ""
    for sentence in _SENTENCES.split(text):
        if part and len(part) + len(sentence) > most:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    yield part


def _pages(said: list[_Said]) -> Iterator[list[_Said]]:
    """Part what is said so that each slide has room for its share."""
    page, height = list[_Said](), 0.0
    for one in said:
        if page and height + one.height > _ROOM:
            yield page
            page, height = [], 0.0
        page.append(one)
        height += one.height
    yield page


def _title_slide(file: File, document: Document, lines: list[str]) -> None:
    slide = file.slides.add_slide(file.slide_layouts[_TITLE_SLIDE])
    _title_of(slide).text = document.title
    _fill(slide.placeholders[1].text_frame, [_Said(line) for line in lines])


def _text_slide(file: File, title: str, said: list[_Said]) -> None:
    slide = file.slides.add_slide(file.slide_layouts[_TEXT_SLIDE])
    _title_of(slide).text = title
    _fill(slide.placeholders[1].text_frame, said)


def _title_of(slide: Slide) -> TextFrame:
    assert slide.shapes.title is not None  # noqa: S101 -- both layouts have one
    frame: TextFrame = slide.shapes.title.text_frame
    return frame


def _fill(frame: TextFrame, said: list[_Said]) -> None:
    first = 1
    for place, one in enumerate(said):
        line = frame.add_paragraph() if place else frame.paragraphs[0]  # type: ignore[no-untyped-call]  # the library's
        if one.number and (not place or one.number == 1):
            first = one.number
        _mark(line, one, first)
        if one.name:
            line.add_run().text = f"{one.name}: " if one.text else one.name
            line.runs[0].font.bold = True
        line.add_run().text = one.text


def _mark(line: _Paragraph, said: _Said, first: int) -> None:
    """Put a number before it, counted from the first of its list on this slide, or nothing; a bullet is there by itself."""
    about = line._p.get_or_add_pPr()
    if said.number:
        about.append(_element("buAutoNum", type="arabicPeriod", startAt=str(first)))
    elif not said.is_listed:
        about.set("marL", "0")
        about.set("indent", "0")
        about.append(_element("buNone"))


def _set_properties(file: File, document: Document) -> None:
    about = file.core_properties
    about.title, about.language = document.title, _tag(document.language)
    about.author = about.last_modified_by = document.author
    about.created = about.modified = datetime.combine(document.made_on, time())


def _tag(language: str) -> str:
    name, dash, region = language.partition("-")
    return name + dash + region.upper()


def _set_layouts(file: File) -> None:
    """Make the library's slides wide, and leave away what nobody uses: other layouts, and the foot of each slide."""
    file.slide_width, file.slide_height = _WIDE, _HIGH
    opening, text, *others = file.slide_layouts
    for layout in others:
        file.slide_layouts.remove(layout)
    _place(file.slide_master, _ON_TEXT_SLIDE)
    _place(text, _ON_TEXT_SLIDE)
    _place(opening, _ON_TITLE_SLIDE)
    opening.placeholders[1].element.find(f".//{qn('a:lstStyle')}").clear()  # pale and centred
    _set_letters(file)


def _place(on: SlideLayout | SlideMaster, places: tuple[_Place, _Place]) -> None:
    title, text, *feet = on.placeholders  # type: ignore[misc]  # the library says less than it does
    for shape in feet:
        shape.element.getparent().remove(shape.element)
    for shape, (top, height) in zip((title, text), places, strict=True):
        shape.left, shape.width = _MARGIN, Emu(_WIDE - 2 * _MARGIN)
        shape.top, shape.height = top, height


def _set_letters(file: File) -> None:
    styles = file.slide_master.element.find(qn("p:txStyles"))
    title, text = (styles.find(qn(f"p:{name}")) for name in ("titleStyle", "bodyStyle"))
    title[0].set("algn", "l")
    colour = title[0].find(f".//{qn('a:schemeClr')}")
    colour.getparent().replace(colour, _element("srgbClr", val=_ACCENT))
    for style, size in ((title, _TITLE), (text, _TEXT)):
        for letters in style.iter(qn("a:defRPr")):
            letters.set("sz", str(Pt(size).centipoints))
    title[0].find(qn("a:defRPr")).set("b", "1")
    for gap in text.iter(qn("a:spcPct")):
        gap.set("val", _GAP_SHARE)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(f"a:{name}")
    for key, value in attributes.items():
        element.set(key, value)
    return element
