from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from compagnon.cli.match.overview import Bar
from compagnon.cli.match.picture import lying, standing

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def lengths(picture: str, name: str) -> list[float]:
    return [
        float(one.get(name, "").rstrip("%em"))
        for one in ET.fromstring(picture).iter("rect")  # noqa: S314 -- ours
        if one.get("class") == "score-value"
    ]


@given(counts)
def test_lying_bars_are_as_long_as_their_part_of_the_longest(values: list[int]) -> None:
    picture = lying([Bar(f"b{value}", value, f"{value}") for value in values], "What it shows")

    expected = [round(100 * value / (max(values) or 1), 2) for value in values]
    assert lengths(picture, "width") == expected
    assert ET.fromstring(picture).attrib == {  # noqa: S314 -- ours
        "class": "bars",
        "role": "img",
        "aria-label": "What it shows",
    }


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 99)), min_size=1, max_size=9))
def test_lying_bars_are_parts_of_their_own_wholes(shares: list[tuple[int, int]]) -> None:
    picture = lying([Bar("b", part, "", whole) for part, whole in shares], "x")

    assert lengths(picture, "width") == [round(100 * part / whole, 2) for part, whole in shares]


@given(counts)
def test_standing_bars_stand_on_one_ground_inside_the_picture(values: list[int]) -> None:
    picture = standing([Bar("b", value, f"{value}") for value in values], "x")

    tops, heights = lengths(picture, "y"), lengths(picture, "height")
    assert {round(top + height, 1) for top, height in zip(tops, heights, strict=True)} == {10.6}
    assert heights == [round(9 * value / (max(values) or 1), 2) for value in values]
    starts, widths = lengths(picture, "x"), lengths(picture, "width")
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    assert starts == sorted(starts)
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= 100


def test_a_number_too_long_for_a_phone_is_marked_and_none_stands_above_nothing() -> None:
    picture = standing([Bar("0", 1_000, "1,000"), Bar("10", 999, "999"), Bar("20", 0, "0")], "x")

    texts = [(one.get("class"), one.text) for one in ET.fromstring(picture).iter("text")]  # noqa: S314 -- ours
    assert texts[::2] == [("long", "1,000"), ("", "999"), ("", None)]


def test_labels_are_text() -> None:
    for draw in (lying, standing):
        picture = draw([Bar("<b>", 1, "&")], 'a "x"')
        assert "&lt;b&gt;" in picture
        assert 'aria-label="a &quot;x&quot;"' in picture
