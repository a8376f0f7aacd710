from datetime import date

import pytest
from django.test import RequestFactory

from compagnon.documents.blocks import Document, Paragraph
from compagnon.ui.downloads import take_away, take_document
from tests.downloads import sheet_of, table_of, words_of

ROWS = [["Name", "Answer"], ["=1+1", "Ffion; +44"]]


@pytest.mark.parametrize("asked", ["csv", "", "exe"])
def test_a_list_is_given_as_csv_unless_asked_otherwise(asked: str) -> None:
    request = RequestFactory().post("/", {"format": asked})

    answer = take_away(request, ROWS, names=("Peer Mentoring", "Pairs"))

    assert table_of(answer) == [["Name", "Answer"], ["'=1+1", "Ffion; '+44"]]
    name = 'attachment; filename="peer-mentoring-pairs.csv"'
    assert answer.headers["Content-Disposition"] == name


def test_a_list_is_given_as_a_workbook_whose_cells_are_texts() -> None:
    request = RequestFactory().post("/", {"format": "xlsx"})

    answer = take_away(request, ROWS, names=("日本",))

    assert sheet_of(answer) == ROWS
    assert answer.headers["Content-Disposition"] == 'attachment; filename="list.xlsx"'


DOCUMENT = Document("Agreement", "cy", "EFA Cymru", date(2026, 9, 14), (Paragraph("Dŵr a thŷ"),))


@pytest.mark.parametrize("asked", ["pdf", "", "exe"])
def test_a_document_is_given_as_pdf_unless_asked_otherwise(asked: str) -> None:
    request = RequestFactory().post("/", {"format": asked})

    answer = take_document(request, DOCUMENT, names=("Peer Mentoring", "Agreement"))

    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    name = 'attachment; filename="peer-mentoring-agreement.pdf"'
    assert answer.headers["Content-Disposition"] == name


def test_a_document_is_given_for_a_word_processor() -> None:
    request = RequestFactory().post("/", {"format": "docx"})

    answer = take_document(request, DOCUMENT, names=("Agreement",))

    assert words_of(answer) == ["Agreement", "Dŵr a thŷ"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agreement.docx"'
