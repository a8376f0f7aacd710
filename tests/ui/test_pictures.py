from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from compagnon.ui.components.pictures import (
    Bar,
    Legend,
    Stairs,
    Tile,
    bars,
    columns,
    stairs,
    tile_map,
)

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def lengths(picture: str, name: str) -> list[float]:
    return [
        float(one.get(name, "").rstrip("%em"))
        for one in ET.fromstring(picture).iter("rect")  # noqa: S314 -- ours
        if one.get("class") == "score-value"
    ]


@given(counts)
def test_lying_bars_are_as_long_as_their_part_of_the_longest(values: list[int]) -> None:
    picture = bars(
        items=[Bar(f"b{value}", value, f"{value}") for value in values], label="What it shows"
    )

    expected = [round(100 * value / (max(values) or 1), 2) for value in values]
    assert lengths(picture, "width") == expected
    assert ET.fromstring(picture).attrib == {  # noqa: S314 -- ours
        "class": "bars",
        "role": "img",
        "aria-label": "What it shows",
    }


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 99)), min_size=1, max_size=9))
def test_lying_bars_are_parts_of_their_own_wholes(shares: list[tuple[int, int]]) -> None:
    picture = bars(items=[Bar("b", part, "", whole) for part, whole in shares], label="x")

    assert lengths(picture, "width") == [round(100 * part / whole, 2) for part, whole in shares]


@given(counts)
def test_standing_bars_stand_on_one_ground_inside_the_picture(values: list[int]) -> None:
    picture = columns(items=[Bar("b", value, f"{value}") for value in values], label="x")

    tops, heights = lengths(picture, "y"), lengths(picture, "height")
    assert {round(top + height, 1) for top, height in zip(tops, heights, strict=True)} == {10.6}
    assert heights == [round(9 * value / (max(values) or 1), 2) for value in values]
    starts, widths = lengths(picture, "x"), lengths(picture, "width")
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    assert starts == sorted(starts)
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= 100


def test_a_number_too_long_for_a_phone_is_marked() -> None:
    picture = columns(
        items=[Bar("0", 1_000, "1,000"), Bar("10", 999, "999"), Bar("20", 0, "")], label="x"
    )

    texts = [(one.get("class"), one.text) for one in ET.fromstring(picture).iter("text")]  # noqa: S314 -- ours
    assert texts[::2] == [("long", "1,000"), ("", "999"), ("", None)]


def test_labels_are_text() -> None:
    for draw in (bars, columns):
        picture = draw(items=[Bar("<b>", 1, "&")], label='a "x"')
        assert "&lt;b&gt;" in picture
        assert 'aria-label="a &quot;x&quot;"' in picture


def tiles_of(picture: str, name: str) -> list[dict[str, str]]:
    drawn = ET.fromstring(picture)[0]  # noqa: S314 -- ours
    return [one.attrib for one in drawn.iter("rect") if one.get("class") == name]


def test_a_map_shows_how_many_ask_are_placed_and_offer_and_nothing_where_nothing_is_told() -> None:
    tiles = [
        Tile("WAL", 0, 1, asks=40, offers=20, percent=50, note="50%"),
        Tile("NI", 1, 0, note="—"),
        Tile("<Abroad>", 0, 2, width=2, asks=10, percent=0, note="0%"),
    ]

    picture = tile_map(items=tiles, label="Map", legend=Legend("ask", "placed", "offer", "few"))

    wide = {name: tiles_of(picture, name) for name in ("tile-asks", "tile-placed", "tile-offers")}
    assert {name: [one["width"] for one in found] for name, found in wide.items()} == {
        "tile-asks": ["45.0%", "11.25%"],
        "tile-placed": ["22.5%", "0.0%"],
        "tile-offers": ["22.5%", "0.0%"],
    }
    assert [(one["x"], one["y"], one["fill-opacity"]) for one in tiles_of(picture, "tile")] == [
        ("0.0%", "5.2em", "0.2"),
        ("0.0%", "10.4em", "0.0"),
    ]
    assert [one["x"] for one in tiles_of(picture, "tile tile-untold")] == ["50.0%"]
    assert ("&lt;Abroad&gt;" in picture, 'aria-label="Map"' in picture) == (True, True)


@given(st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=1, max_size=6))
def test_stairs_are_as_high_as_what_was_said_each_time(heights: list[int | None]) -> None:
    picture = stairs(items=[Stairs("Listens", "Usually", heights)], label="x")

    assert lengths(picture, "height") == [4 * (one or 0) for one in heights]
    assert lengths(picture, "x") == [round(100 / len(heights) * n, 2) for n in range(len(heights))]
