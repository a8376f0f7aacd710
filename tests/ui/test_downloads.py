import pytest
from django.test import RequestFactory

from compagnon.ui.downloads import take_away
from tests.downloads import sheet_of, table_of

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
