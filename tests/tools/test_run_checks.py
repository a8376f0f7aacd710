import pytest

from tools import run_checks
from tools.steps import Step, python


def test_one_failing_check_fails_the_whole_after_all_have_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (
        Step("good", python("-c", "")),
        Step("bad", python("-c", "raise SystemExit('line 3 is wrong')")),
    )
    monkeypatch.setattr(run_checks, "STEPS", steps)

    assert run_checks.main([]) == 1

    said = capsys.readouterr().out
    assert sorted(line[:11] for line in said.splitlines()[:2]) == ["FAILED bad ", "ok     good"]
    assert said.index("line 3 is wrong") < said.index("./dev check: 1 of 2 checks failed")


def test_only_the_checks_named_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (Step("good", python("-c", "")), Step("bad", python("-c", "raise SystemExit(1)")))
    monkeypatch.setattr(run_checks, "STEPS", steps)

    assert run_checks.main(["good"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "./dev check: all 1 checks passed"


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(
        SystemExit, match=r"^There is no check spelling\. There are: types, format,"
    ):
        run_checks.main(["spelling"])
