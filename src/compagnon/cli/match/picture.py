"""Pictures of numbers: bars drawn as SVG, beside letters that keep their size however narrow the page is.

Lengths are shares of the width, heights are counted in letters; colours come from the page. The table beside a
picture holds its numbers, so that the picture is one image to whoever hears the page.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.safestring import SafeString

from compagnon.cli.match.overview import Bar
from compagnon.ui.components.checks import markup

_TALL: Final = 9.0  # the tallest bar standing up, the numbers above it, the labels below
_ABOVE: Final = 1.6
_BELOW: Final = 1.6
_SHORT: Final = 3
"""Letters above a standing bar that have room on any phone."""
_FILLED: Final = 0.8
"""Share of its column that a standing bar takes."""


def lying(bars: Sequence[Bar], label: str) -> SafeString:
    """Draw bars one below the other, each as a part of its whole or of the longest, between its label and its note."""
    longest = max(bar.value for bar in bars)
    drawn = SafeString(
        "".join(
            markup(
                '<div class="bar"><span>{}</span><span class="bar-note">{}</span>'
                '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
                '<rect class="score-track" width="100" height="4"></rect>'
                '<rect class="score-value" width="{}" height="4"></rect></svg></div>',
                *(bar.label, bar.note, _share(bar.value, bar.of or longest)),
            )
            for bar in bars
        )
    )
    return markup('<div class="bars" role="img" aria-label="{}">{}</div>', label, drawn)


def standing(bars: Sequence[Bar], label: str) -> SafeString:
    """Draw bars side by side, each with its number above it and its label below; the longest is as tall as can be."""
    tallest = max(bar.value for bar in bars)
    column = 100 / len(bars)
    drawn = SafeString(
        "".join(
            markup(
                '<rect class="score-value" x="{}%" y="{}em" width="{}%" height="{}em"></rect>'
                '<text class="{}" x="{}%" y="{}em">{}</text>'
                '<text x="{}%" y="{}em">{}</text>',
                _round(column * (number + (1 - _FILLED) / 2)),
                *(_round(_ABOVE + _TALL - height), _round(column * _FILLED), height),
                *("long" * (len(bar.note) > _SHORT), _round(column * (number + 0.5))),
                *(_round(_ABOVE + _TALL - height - 0.4), bar.note if bar.value else ""),
                _round(column * (number + 0.5)),
                *(_round(_ABOVE + _TALL + 1.2), bar.label),
            )
            for number, bar in enumerate(bars)
            for height in [_round(_TALL * bar.value / (tallest or 1))]
        )
    )
    ground = markup(
        '<rect class="columns-ground" y="{}em" width="100%" height="1"></rect>', _ABOVE + _TALL
    )
    return markup(
        '<svg class="columns" role="img" aria-label="{}" width="100%" height="{}em">{}{}</svg>',
        *(label, _round(_ABOVE + _TALL + _BELOW), drawn, ground),
    )


def _share(part: int, whole: int) -> float:
    return _round(100 * part / whole) if whole else 0


def _round(value: float) -> float:
    return round(value, 2)
