import pytest

from benchmarks.scale import main, measure, report


def test_what_is_measured_is_proved() -> None:
    found = measure(60, checked=True)

    assert (found.people, found.placed) == (60, 60)
    assert found.check is not None
    assert min(found.read, found.place, found.look, found.product, found.check) > 0
    assert min(found.megabytes, found.proof_kilobytes, found.worst) > 0
    assert found.total > found.worst * found.placed
    assert "60 x 60" in report([found])


def test_the_command_prints_a_line_a_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "30"]) == 0
    assert "30 x 30" in capsys.readouterr().out
    assert main(["--one", "30"]) == 0
    assert '"check": null' in capsys.readouterr().out
