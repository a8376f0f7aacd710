"""The nations and regions of the United Kingdom as equal tiles, each about where it lies. Pure."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext_noop as _


class Place(NamedTuple):
    """Where a region stands on the map, counted from the north-west, and its name in a few letters."""

    column: int
    row: int
    short: str
    width: int = 1


PLACES: Final[Mapping[str, Place]] = {
    "scotland": Place(1, 0, _("SCO")),
    "northern_ireland": Place(0, 1, _("NI")),
    "north_east": Place(2, 1, _("NE")),
    "north_west": Place(1, 2, _("NW")),
    "yorkshire_humber": Place(2, 2, _("YH")),
    "wales": Place(0, 3, _("WAL")),
    "west_midlands": Place(1, 3, _("WM")),
    "east_midlands": Place(2, 3, _("EM")),
    "east_of_england": Place(3, 3, _("EE")),
    "south_west": Place(1, 4, _("SW")),
    "south_east": Place(2, 4, _("SE")),
    "london": Place(3, 4, _("LDN")),
}
OUTSIDE: Final[Mapping[str, Place]] = {
    "crown_dependencies": Place(0, 5, _("Crown dep."), 2),
    "outside_uk": Place(2, 5, _("Outside UK"), 2),
}
"""Shown only where something is told of them."""
EVERYWHERE: Final[Mapping[str, Place]] = {**PLACES, **OUTSIDE}
NEIGHBOURS: Final = (
    ("north_east", "yorkshire_humber"),
    ("west_midlands", "east_midlands"),
    ("south_west", "south_east"),
    ("east_of_england", "london"),
)
"""Who stand side by side, and are told of together where each is too small by itself."""
