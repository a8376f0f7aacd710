"""What a program for slides finds in the file."""

import io
from datetime import date

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as File

from compagnon.documents.blocks import Block, Document, Facts, Heading, Items, Paragraph
from compagnon.documents.writing import to_pptx

TOLD = (
    Paragraph("EFA Cymru"),
    Heading("Who we are"),
    Paragraph("Siân and\x07\n\nŁukasz"),
    Facts((("How long", "8 months"),)),
    Heading("Where", 2),
    Items(("Tŷ", "Ŵyn")),
    Heading("What happens when"),
    Items(("first", "second"), is_numbered=True),
)


def opened(*blocks: Block) -> File:
    document = Document("A scheme", "en-gb", "EFA Cymru", date(2026, 9, 14), blocks)
    return Presentation(io.BytesIO(to_pptx(document)))


def words_of(file: File) -> list[list[str]]:
    return [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for slide in file.slides
    ]


def test_each_heading_begins_a_slide_whose_title_is_read_first() -> None:
    file = opened(*TOLD)

    assert words_of(file) == [
        ["A scheme", "EFA Cymru"],
        ["Who we are", "Siân and\nŁukasz\nHow long: 8 months\nWhere\nTŷ\nŴyn"],
        ["What happens when", "first\nsecond"],
    ]
    titles = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
    first = [next(iter(slide.shapes)).placeholder_format.type for slide in file.slides]
    assert set(first) == titles
    assert all(shape.is_placeholder for slide in file.slides for shape in slide.shapes)


def test_lists_are_lists_and_words_beside_them_are_not() -> None:
    _opening, told, steps = opened(*TOLD).slides
    marks = [
        [child.tag for child in line._p.get_or_add_pPr()]
        for slide in (told, steps)
        for line in slide.placeholders[1].text_frame.paragraphs
    ]

    assert marks == [*([[qn("a:buNone")]] * 4), [], [], *([[qn("a:buAutoNum")]] * 2)]


def test_what_does_not_fit_goes_on_on_another_slide_and_no_word_is_lost() -> None:
    sentence = "It was a long day, and all of them had come to say what they thought of it. "
    file = opened(Heading("Long"), Paragraph(sentence * 20), Heading("Short"))

    titles, texts = zip(*words_of(file)[1:], strict=True)

    assert titles == ("Long", "Long (2)", "Short")
    assert " ".join(" ".join(texts).split()) == (sentence * 20).strip()


def test_a_numbered_list_goes_on_counting_on_the_next_slide() -> None:
    file = opened(Heading("Steps"), Items(("Do this for a while. " * 10,) * 5, is_numbered=True))

    begins = [
        [number.get("startAt") for number in slide.element.iter(qn("a:buAutoNum"))]
        for slide in list(file.slides)[1:]
    ]

    assert begins == [["1", "1", "1", "1"], ["5"]]


def test_slides_say_their_title_their_language_and_who_stands_for_them() -> None:
    file = opened(*TOLD)

    about = file.core_properties
    assert (about.title, about.language, about.author) == ("A scheme", "en-GB", "EFA Cymru")
    spoken = {run.get("lang") for slide in file.slides for run in slide.element.iter(qn("a:rPr"))}
    assert spoken == {"en-GB"}
    assert len(file.slide_layouts) == 2


def test_letters_are_large_and_slides_wide() -> None:
    file = opened(*TOLD)

    styles = file.slide_master.element.find(qn("p:txStyles"))
    sizes = {
        int(letters.get("sz"))
        for name in ("titleStyle", "bodyStyle")
        for letters in styles.find(qn(f"p:{name}")).iter(qn("a:defRPr"))
    }
    assert sizes == {3400, 2200}
    assert round(file.slide_width / file.slide_height, 2) == 1.78
