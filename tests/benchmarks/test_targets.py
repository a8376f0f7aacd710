import sys

import pytest

from benchmarks.family import scheme
from benchmarks.peers import is_installed, scored
from benchmarks.targets import NOT_HERE, against_mentor_match, main


@pytest.mark.skipif(is_installed(), reason="mentor-match is installed")
def test_a_solver_that_is_not_there_is_not_measured() -> None:
    assert against_mentor_match(scored(scheme(30))).measured == NOT_HERE


def test_every_target_has_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", list(sys.path))
    assert main(["--mentees", "40", "--peer-path", "nowhere"]) == 0

    printed = capsys.readouterr().out
    for words in ("mentor-match", "bare flow", "bare product", "worst pair", "spread", "what-if"):
        assert words in printed
    assert printed.count(NOT_HERE) >= 1
