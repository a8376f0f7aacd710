"""What a reader of PDF finds in the file."""

from dataclasses import replace

import pytest
import typst

from compagnon.documents import pdf
from compagnon.documents.blocks import Document, Heading, Paragraph
from compagnon.documents.writing import to_pdf
from tests.documents.cast import TOLD

UNIVERSALLY_ACCESSIBLE = b"<pdfuaid:part>1</pdfuaid:part>"


def saying(words: str) -> Document:
    return replace(TOLD, blocks=(Paragraph(words),))


def test_it_is_made_for_screen_readers_with_title_and_language() -> None:
    file = to_pdf(TOLD)

    assert file.startswith(b"%PDF-")
    assert UNIVERSALLY_ACCESSIBLE in file
    assert b"/Lang(en-GB)" in file
    assert (
        b'<rdf:li xml:lang="x-default">Report of the match: T\xc5\xb7 \xc5\xb4yn</rdf:li>' in file
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(TOLD) == to_pdf(TOLD)


def test_what_people_wrote_is_never_taken_for_markup() -> None:
    assert UNIVERSALLY_ACCESSIBLE in to_pdf(saying('#panic("no") = *a* $x$ ]'))


@pytest.mark.parametrize("words", ["ŵ ŷ Ŵ Ŷ é ß ñ œ", "Ψ Ж ş ł", "على"])
def test_letters_of_many_languages_are_printed(words: str) -> None:
    assert UNIVERSALLY_ACCESSIBLE in to_pdf(saying(words))


def test_letters_that_nobody_brought_along_do_not_stop_the_document() -> None:
    file = to_pdf(saying("\U0001f9ff 𒀀"))

    assert (file[:5], UNIVERSALLY_ACCESSIBLE in file) == (b"%PDF-", False)


def test_a_document_that_skips_a_heading_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="heading"):
        pdf.write(replace(TOLD, blocks=(Heading("Two", 2),)))
