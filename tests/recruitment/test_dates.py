from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.recruitment.rules.dates import DateOrder, date_order, is_ambiguous, read_instant

BRITISH = DateOrder(day_first=True, is_proven=True)
AMERICAN = DateOrder(day_first=False, is_proven=True)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-09-05T10:11:12Z", "2026-09-05T10:11:12"),
        ("2026-09-05T10:11:12.345+01:00", "2026-09-05T09:11:12"),
        ("2026-09-05 10:11 -0330", "2026-09-05T13:41:00"),
        ("2026-09-05 10:11:12", "2026-09-05T09:11:12"),
        ("2026/09/05 9:35:06 AM GMT+1", "2026-09-05T08:35:06"),
        ("2026/09/05 12:35:06 am GMT", "2026-09-05T00:35:06"),
        ("2026/12/05 12:35 pm", "2026-12-05T12:35:00"),
        ("05/09/2026 10:11:12", "2026-09-05T09:11:12"),
        ("05/09/2026, 10:11", "2026-09-05T09:11:00"),
        ("5.9.26", "2026-09-04T23:00:00"),
        ("05/12/2026 10:00 BST", "2026-12-05T09:00:00"),
        ("2026-09-05", "2026-09-04T23:00:00"),
        ("46270.4375", "2026-09-05T09:30:00"),
        ("46270", "2026-09-04T23:00:00"),
    ],
)
def test_a_date_is_read_as_forms_and_spreadsheets_write_it(written: str, expected: str) -> None:
    assert read_instant(written, BRITISH) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2026-13-01",
        "30/02/2026",
        "2026-09-05 25:00",
        "2026-09-05 10:00 +99:00",
        "05/09/1926",
        "05/09/126",
        "0000-01-01",
        "99999",
        "1788595200",
        "5th September",
    ],
)
def test_what_is_no_date_of_this_century_is_not_read(written: str) -> None:
    assert read_instant(written, BRITISH) is None


def test_the_order_of_the_column_decides_unless_it_is_impossible() -> None:
    assert read_instant("09/05/2026 10:00 GMT", BRITISH) == datetime(2026, 5, 9, 10, tzinfo=UTC)
    assert read_instant("09/05/2026 10:00 GMT", AMERICAN) == datetime(2026, 9, 5, 10, tzinfo=UTC)
    assert read_instant("09/25/2026 10:00 GMT", BRITISH) == datetime(2026, 9, 25, 10, tzinfo=UTC)
    assert read_instant("25/09/2026 10:00 GMT", AMERICAN) == datetime(2026, 9, 25, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01/02/2026", "25/02/2026"], BRITISH),
        (["1/2/26", "2/25/26 10:00"], AMERICAN),
        (["01/02/2026", "03/04/2026"], DateOrder(day_first=True, is_proven=False)),
        (["25/02/2026", "02/25/2026"], DateOrder(day_first=True, is_proven=False)),
        (["2026-02-25", "nonsense", ""], DateOrder(day_first=True, is_proven=False)),
    ],
)
def test_the_whole_column_tells_whether_the_day_comes_first(
    column: list[str], order: DateOrder
) -> None:
    assert date_order(column) == order


@pytest.mark.parametrize(
    ("written", "ambiguous"),
    [
        ("03/04/2026", True),
        ("04/04/2026", False),
        ("25/04/2026", False),
        ("2026-03-04", False),
        ("", False),
    ],
)
def test_a_date_is_ambiguous_if_day_and_month_could_change_places(
    written: str, *, ambiguous: bool
) -> None:
    assert is_ambiguous(written) is ambiguous


@given(st.text(alphabet="0123456789/-:. APMTZ+", max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    instant = read_instant(text, date_order([text]))

    assert instant is None or instant.tzinfo is UTC
