"""What a word processor finds in the file."""

import io

import docx
from docx.document import Document as File
from docx.oxml.ns import qn

from compagnon.documents.writing import to_docx
from tests.documents.cast import TOLD


def opened() -> File:
    return docx.Document(io.BytesIO(to_docx(TOLD)))


def test_headings_lists_and_signature_lines_are_what_they_look_like() -> None:
    told = [(line.style.name, line.text) for line in opened().paragraphs if line.style]

    assert told == [
        ("Title", "Report of the match: Tŷ Ŵyn"),
        ("Heading 1", "How it went"),
        ("Normal", "Siân *said* #so\nand Łukasz too"),
        ("Note", "Aside"),
        ("List Bullet", "bread"),
        ("List Bullet", "butter"),
        ("List Number", "first"),
        ("List Number", "second"),
        ("List Number", "again first"),
        ("Fact", "Pairs\t12"),
        ("Fact", "Placed\t3 of 4"),
        ("Heading 2", "In numbers"),
        ("Caption", "Pairs by score"),
        ("Note", "Nobody in between."),
        ("Note", ""),
        ("Signature line", "Amal"),
        ("Small", "Signature and date"),
        ("Signature line", "Bela"),
        ("Small", "Signature and date"),
    ]


def test_each_numbered_list_counts_from_one() -> None:
    numbered = [
        line for line in opened().paragraphs if line.text in {"first", "second", "again first"}
    ]

    ids = [line._p.pPr.numPr.numId.val for line in numbered]

    assert ids[0] == ids[1] != ids[2]


def test_a_table_has_its_heading_on_every_page_and_draws_its_bars() -> None:
    scores, people = opened().tables

    assert [[cell.text for cell in row.cells] for row in scores.rows] == [
        ["Score", "Pairs", ""],
        ["0 to 9", "3", ""],
        ["90 to 100", "12", ""],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in scores.rows] == [
        True,
        False,
        False,
    ]
    bars = [row.cells[-1].paragraphs[0].paragraph_format.right_indent for row in scores.rows]
    assert [round(bar.cm, 1) if bar is not None else None for bar in bars] == [None, 4.2, 0.0]
    assert [[cell.text for cell in row.cells] for row in people.rows] == [["Name"], ["Ffion ŷ"]]


def test_the_file_says_its_title_its_language_and_who_stands_for_it() -> None:
    file = opened()

    about = file.core_properties
    assert (about.title, about.author, about.language) == (TOLD.title, "EFA Cymru", "en-GB")
    assert about.created is not None
    assert about.created.date() == TOLD.made_on
    languages = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
