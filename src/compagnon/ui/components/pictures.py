"""Pictures of numbers, drawn as SVG, with letters that keep their size however narrow the page is.

Lengths are shares of the width, heights are counted in letters; colours come from the page. The table beside a
picture holds its numbers, so that the picture is one image to whoever hears the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from compagnon.ui.components.checks import Text, markup, written

_TALL: Final = 9.0  # the tallest bar standing up, the numbers above it, the labels below
_ABOVE: Final = 1.6
_BELOW: Final = 1.6
_SHORT: Final = 3
"""Letters above a standing bar that have room on any phone."""
_FILLED: Final = 0.8
"""Share of its column that a standing bar takes."""
_TILE: Final = 4.8  # how tall a tile is, and how far one begins below the other
_ROW: Final = 5.2
_BAR: Final = 0.5
_GAP: Final = 1.5  # per cent of the width between two tiles, and between a tile's edge and its bars
_EDGE: Final = 1.75


@dataclass(frozen=True)
class Bar:
    """A bar of a picture: how long it is (`value`), of what (`of`; 0: of the longest), and what stands beside it."""

    label: str
    value: int
    note: str
    of: int = 0


@dataclass(frozen=True)
class Stairs:
    """How something went on: its name, what it is now, and how high it stood each time, of four (None: not said)."""

    label: str
    note: str
    heights: Sequence[int | None]


@dataclass(frozen=True)
class Tile:
    """A place of a map: where it stands, its short name, how many ask and offer, and how many per cent are placed.

    `percent` None: nothing is told of it.
    """

    label: str
    column: int
    row: int
    width: int = 1
    height: int = 1
    asks: int = 0
    offers: int = 0
    percent: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Legend:
    """What the parts of a tile stand for: bar above and the filled part of it, bar below, a tile without bars.

    `offers` is empty where there is no bar below.
    """

    asks: Text
    placed: Text
    offers: Text
    untold: Text


def bars(*, items: Sequence[Bar], label: Text) -> SafeString:
    """Draw bars one below the other, each as a part of its whole or of the longest, between its label and its note."""
    longest = max(bar.value for bar in items)
    drawn = SafeString(
        "".join(
            markup(
                '<div class="bar"><span>{}</span><span class="bar-note">{}</span>'
                '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
                '<rect class="score-track" width="100" height="4"></rect>'
                '<rect class="score-value" width="{}" height="4"></rect></svg></div>',
                *(bar.label, bar.note, _share(bar.value, bar.of or longest)),
            )
            for bar in items
        )
    )
    return markup(
        '<div class="bars" role="img" aria-label="{}">{}</div>', written("label", label), drawn
    )


def stairs(*, items: Sequence[Stairs], label: Text) -> SafeString:
    """Draw what changed over time, a row each: one step a time, the later the further right, of four heights."""
    drawn = SafeString(
        "".join(
            markup(
                '<div class="bar stairs"><span>{}</span><span class="bar-note">{}</span>'
                '<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">{}</svg></div>',
                *(one.label, one.note, _drawn_stairs(one.heights)),
            )
            for one in items
        )
    )
    return markup(
        '<div class="bars" role="img" aria-label="{}">{}</div>', written("label", label), drawn
    )


def _drawn_stairs(heights: Sequence[int | None]) -> SafeString:
    wide = 100 / len(heights)
    return SafeString(
        "".join(
            markup(
                '<rect class="score-track" x="{x}" width="{width}" height="16"></rect>'
                '<rect class="score-value" x="{x}" y="{}" width="{width}" height="{}"></rect>',
                *(16 - 4 * (height or 0), 4 * (height or 0)),
                x=_round(wide * number),
                width=_round(wide - 1),
            )
            for number, height in enumerate(heights)
        )
    )


def columns(*, items: Sequence[Bar], label: Text) -> SafeString:
    """Draw bars side by side, each with its note above it and its label below; the longest is as tall as can be."""
    tallest = max(bar.value for bar in items)
    column = 100 / len(items)
    drawn = SafeString(
        "".join(
            markup(
                '<rect class="score-value" x="{}%" y="{}em" width="{}%" height="{}em"></rect>'
                '<text class="{}" x="{}%" y="{}em">{}</text>'
                '<text x="{}%" y="{}em">{}</text>',
                _round(column * (number + (1 - _FILLED) / 2)),
                *(_round(_ABOVE + _TALL - height), _round(column * _FILLED), height),
                *("long" * (len(bar.note) > _SHORT), _round(column * (number + 0.5))),
                *(_round(_ABOVE + _TALL - height - 0.4), bar.note),
                _round(column * (number + 0.5)),
                *(_round(_ABOVE + _TALL + 1.2), bar.label),
            )
            for number, bar in enumerate(items)
            for height in [_round(_TALL * bar.value / (tallest or 1))]
        )
    )
    ground = markup(
        '<rect class="columns-ground" y="{}em" width="100%" height="1"></rect>', _ABOVE + _TALL
    )
    return markup(
        '<svg class="columns" role="img" aria-label="{}" width="100%" height="{}em">{}{}</svg>',
        *(written("label", label), _round(_ABOVE + _TALL + _BELOW), drawn, ground),
    )


def tile_map(*, items: Sequence[Tile], label: Text, legend: Legend) -> SafeString:
    """Draw a map of tiles: the stronger their colour, the more are placed; two bars, as long as many ask and offer."""
    most = max((count for tile in items for count in (tile.asks, tile.offers)), default=0)
    across = max(tile.column + tile.width for tile in items)
    rows = max(tile.row + tile.height for tile in items)
    drawn = SafeString("".join(_tile(tile, 100 / across, most) for tile in items))
    return markup(
        '<figure class="tiles"><svg role="img" aria-label="{}" width="100%" height="{}em">{}</svg>'
        '<figcaption class="tiles-legend">{}</figcaption></figure>',
        *(written("label", label), _round(_ROW * rows), drawn, _legend(legend)),
    )


def _tile(tile: Tile, column: float, most: int) -> SafeString:
    left, top = column * tile.column, _ROW * tile.row
    width = column * tile.width - _GAP
    height = _round(_ROW * (tile.height - 1) + _TILE)
    inside = column - _GAP - 2 * _EDGE
    ground = markup(
        '<rect class="tile{}" x="{}%" y="{}em" width="{}%" height="{}em" fill-opacity="{}"></rect>'
        '<text class="tile-name" x="{}%" y="{}em">{}</text><text class="tile-note" x="{}%" y="{}em">{}</text>',
        *("" if tile.percent is not None else " tile-untold", _round(left), _round(top)),
        *(_round(width), height, _round((tile.percent or 0) / 250)),
        *(_round(left + _EDGE), _round(top + 1.4), tile.label),
        *(_round(left + _EDGE), _round(top + 2.8), tile.note),
    )
    if tile.percent is None:
        return ground
    asks = inside * _share(tile.asks, most) / 100
    lengths = (
        ("tile-asks", asks, height - 1.5),
        ("tile-placed", asks * tile.percent / 100, height - 1.5),
        ("tile-offers", inside * _share(tile.offers, most) / 100, height - 0.8),
    )
    drawn = (
        markup(
            '<rect class="{}" x="{}%" y="{}em" width="{}%" height="{}em"></rect>',
            *(name, _round(left + _EDGE), _round(top + down), _round(length), _BAR),
        )
        for name, length, down in lengths
    )
    return SafeString(ground + "".join(drawn))


def _legend(legend: Legend) -> SafeString:
    swatch = (
        '<span><svg viewBox="0 0 16 8" aria-hidden="true"><rect class="{}" x="0.5" y="0.5"'
        ' width="15" height="7"></rect></svg> {}</span>'
    )
    known = (
        ("tile-asks", legend.asks),
        ("tile-placed", legend.placed),
        ("tile-offers", legend.offers),
        ("tile-untold", legend.untold),
    )
    return SafeString("".join(markup(swatch, name, text) for name, text in known if text))


def _share(part: int, whole: int) -> float:
    return _round(100 * part / whole) if whole else 0


def _round(value: float) -> float:
    return round(value, 2)
