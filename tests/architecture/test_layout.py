"""Where things stand: sizes, names and contracts, as `./dev check` holds them."""

from pathlib import Path

from tools import check_sizes

ROOT = Path(__file__).parents[2]


def test_every_file_and_function_can_be_read_in_one_go() -> None:
    assert [finding for finding in check_sizes.measure(ROOT) if finding.fails] == []


def test_the_admin_is_not_installed() -> None:
    settings = (ROOT / "src/compagnon/config/settings.py").read_text(encoding="utf-8")

    assert "django.contrib.admin" not in settings
