from pathlib import Path

import pytest

from tests import figures


def test_the_same_thing_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures"
    monkeypatch.setenv("COMPAGNON_FIGURES", str(path))

    figures.note("pages", "/", "390")
    figures.note("pages", "/", "1280")
    figures.note("pages", "/", "390")
    figures.note("addresses", "/")

    assert figures.counts(path) == {"addresses": 1, "pages": 2}


def test_nothing_is_written_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPAGNON_FIGURES", raising=False)

    figures.note("pages", "/")

    assert figures.counts(tmp_path / "figures") == {}
