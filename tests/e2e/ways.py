"""The ways a page is looked at: on a phone and on a desk, light and dark, with and without JavaScript."""

from typing import Literal, NamedTuple

import pytest


class Way(NamedTuple):
    width: int
    scheme: Literal["light", "dark"] = "light"
    javascript: bool = True
    density: int = 1  # pixels of the device to one of the page

    @property
    def label(self) -> str:
        script = "" if self.javascript else "-no-script"
        return f"{self.width}-{self.scheme}{script}"


PHONE = Way(390)
DESK = Way(1280)
WAYS = [
    Way(width, scheme, javascript)
    for width in (PHONE.width, DESK.width)
    for scheme, javascript in (("light", True), ("dark", True), ("light", False))
]
every_way = pytest.mark.parametrize("way", WAYS, ids=[way.label for way in WAYS])
