"""Takes pictures of pages: one size for a desk, one for a phone, small enough to live in a repository."""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from compagnon.accounts.models import Person
from tests.e2e.conftest import Visitor
from tests.e2e.ways import Way
from tools import png

MOST_BYTES = 150_000


class Lens(NamedTuple):
    """How a page is looked at, and how much of a long one is shown."""

    label: str
    way: Way
    height: int


DESK = Lens("desk", Way(1280), 1200)
DESK_LONG = DESK._replace(height=1600)
DESK_DARK = Lens("desk-dark", Way(1280, "dark"), 1600)
PHONE = Lens("phone", Way(390, density=2), 844)
PHONE_LONG = PHONE._replace(height=1600)
PHONE_DARK = Lens("phone-dark", Way(390, "dark", density=2), 844)


class Camera:
    """Opens a page as somebody, and keeps a picture of it as `name-lens.png`."""

    def __init__(self, visitor: Visitor, folder: Path) -> None:
        self.visitor = visitor
        self.folder = folder

    def take(self, name: str, path: str, *lenses: Lens, person: Person | None = None) -> None:
        """Take one picture through each lens."""
        for lens in lenses:
            page = self.visitor.open(path, lens.way, person=person)
            self.keep(f"{name}-{lens.label}", page, lens)
            page.context.close()

    def take_file(self, name: str, path: Path, lens: Lens) -> None:
        """Take a picture of a page that is a file and needs no server."""
        context = self.visitor.browser.new_context(
            viewport={"width": lens.way.width, "height": 844},
            color_scheme=lens.way.scheme,
            device_scale_factor=lens.way.density,
        )
        page = context.new_page()
        page.goto(path.as_uri())
        self.keep(f"{name}-{lens.label}", page, lens)
        context.close()

    def keep(self, name: str, page: Page, lens: Lens) -> None:
        page.evaluate("document.fonts.ready.then(() => undefined)")
        height = min(lens.height, page.evaluate("document.documentElement.scrollHeight"))
        picture = page.screenshot(
            full_page=True,
            animations="disabled",
            clip={"x": 0, "y": 0, "width": lens.way.width, "height": height},
        )
        small = png.shrink(picture)
        assert len(small) <= MOST_BYTES, f"{name} takes {len(small)} bytes"
        self.folder.mkdir(exist_ok=True)
        (self.folder / f"{name}.png").write_bytes(small)
