"""`compagnon match --check`: the proof is held against every possible pair before anything is written."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compagnon import engine
from tests.cli.match.test_match import SMALL, match, names, summary


@pytest.fixture
def applications(tmp_path: Path) -> Path:
    path = tmp_path / "applications.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_proof_is_checked_afresh_if_that_is_asked_for(applications: Path) -> None:
    said = (
        "A second program that does not use the search held these pairs against every possible pair"
    )
    match(applications)
    assert said not in " ".join(summary(applications).split())

    assert match(applications, "--check") == 0

    assert said in " ".join(summary(applications).split())


def test_nothing_is_written_if_the_proof_is_not_about_these_pairs(
    applications: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    solve = engine.solve

    def forgetful(*asked: Any, **how: Any) -> engine.Result:
        return replace(solve(*asked, **how), pairs=())

    monkeypatch.setattr(engine, "solve", forgetful)

    assert match(applications, "--check") == 1

    assert (
        "The proof of the pairs does not hold: it is about other pairs. Nothing was written."
        in capsys.readouterr().err
    )
    assert names(applications.parent) == ["applications.csv"]
