"""Third-party files are the ones we say they are, and every icon is shown somewhere."""

import shutil
from pathlib import Path

import pytest

from compagnon.ui.icons import ICONS
from tools import vendor

SOURCE = Path(vendor.UI).parent


def test_every_served_file_is_the_one_written_down() -> None:
    assert vendor.differences() == []


def test_a_changed_a_missing_and_an_unknown_file_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "vendor"
    shutil.copytree(vendor.FILES, files)
    monkeypatch.setattr(vendor, "FILES", files)
    (files / "htmx.min.js").write_text("alert(1)")
    (files / "lucide.LICENSE.txt").unlink()
    (files / "stray.js").write_text("")

    assert vendor.differences() == ["htmx.min.js", "lucide.LICENSE.txt", "stray.js"]


def test_every_file_stands_beside_its_licence() -> None:
    names = {path.name for folder in (vendor.FILES, vendor.FONTS) for path in folder.iterdir()}

    assert {name for name in names if name.endswith(".LICENSE.txt")} == {
        "atkinson.LICENSE.txt",
        "atkinson-print.LICENSE.txt",
        "htmx.LICENSE.txt",
        "lucide.LICENSE.txt",
    }
    assert [
        package.licence for package in (vendor.ATKINSON, vendor.PRINTED, vendor.HTMX, vendor.LUCIDE)
    ] == [
        "OFL-1.1",
        "OFL-1.1",
        "0BSD",
        "ISC",
    ]


def test_the_icons_are_those_that_the_script_takes() -> None:
    assert tuple(ICONS) == vendor.ICONS


def test_every_icon_is_shown_by_some_template() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*")
        if path.suffix in {".html", ".py"} and path.name != "icons.py"
    ]

    assert [name for name in ICONS if not any(f'"{name}"' in text for text in texts)] == []
