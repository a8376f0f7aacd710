import sys

import pytest

from benchmarks.line import NOT_HERE
from benchmarks.targets import main


def test_every_target_has_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", list(sys.path))
    assert main(["--mentees", "40", "--large", "40", "--peer-path", "nowhere"]) == 0

    printed = capsys.readouterr().out
    for words in (
        *("mentor-match", "MinMax", "bare flow", "bare product", "worst pair", "spread"),
        *("what-if", "rustworkx", "explanations for everybody", "40 x 40 proved"),
    ):
        assert words in printed
    assert printed.count(NOT_HERE) >= 1
