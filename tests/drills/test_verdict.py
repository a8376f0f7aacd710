import subprocess
import sys

import pytest

from drills.verdict import Report


def test_a_report_keeps_what_should_not_be(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("kill")

    assert report.same("rows", 1, 1)
    assert not report.same("rows", 1, 2)
    assert not report.none("lost", ["a", "b"])

    assert report.failures == ["rows: 1 instead of 2", "lost: 2: a; b"]
    assert "FAILED rows: 1 instead of 2" in capsys.readouterr().out


def test_there_is_no_drill_of_another_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drills", "flood"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "./dev drill: error: there is no drill flood",
    )
