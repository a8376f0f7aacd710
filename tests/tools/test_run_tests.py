from pathlib import Path

import pytest

from tools import find_postgresql, run_tests
from tools.find_postgresql import Database
from tools.steps import Outcome, Step, python, run_aloud, run_quietly

NOWHERE = "postgres://postgres@127.0.0.1:1/compagnon"


def test_a_server_that_does_not_answer_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(find_postgresql, "LOCAL_POSTGRESQL", NOWHERE)

    assert find_postgresql.find_postgresql() is None


def test_a_server_that_was_asked_for_must_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", NOWHERE)

    with pytest.raises(SystemExit, match="No PostgreSQL answers at TEST_DATABASE_URL"):
        find_postgresql.find_postgresql()


def test_output_is_kept_and_the_exit_status_told() -> None:
    quiet = run_quietly(Step("quiet", python("-c", "print('one'); raise SystemExit(3)")), {})
    aloud = run_aloud(Step("aloud", python("-c", "print('one'); print('two')")), {})

    assert (quiet.name, quiet.passed, quiet.output) == ("quiet", False, "one\n")
    assert (aloud.name, aloud.passed, aloud.output) == ("aloud", True, "one\ntwo\n")


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("…\n===== 3 passed, 1 skipped in 0.52s =====\n", "3 passed, 1 skipped in 0.52s"),
        (
            "== 1 failed ==\n===== 1 failed, 2 passed in 61.20s (0:01:01) ====\n",
            "1 failed, 2 passed in 61.20s (0:01:01)",
        ),
        ("INTERNALERROR\n", "ended without a summary"),
    ],
)
def test_the_last_line_of_pytest_is_repeated_at_the_end(output: str, line: str) -> None:
    assert run_tests.summary(Outcome("SQLite", passed=True, seconds=1, output=output)) == line


class Runs:
    """Stands for the parts that take minutes: what would have been run, and how it ends."""

    def __init__(self, *, fails: str = "") -> None:
        self.fails = fails
        self.started: list[tuple[str, dict[str, str]]] = []

    def __call__(self, step: Step, environment: dict[str, str]) -> Outcome:
        kept = ("DATABASE_URL", "COMPAGNON_LINES_LEFT_OUT", "CHROMIUM")
        told = {name: environment[name] for name in kept if name in environment}
        self.started.append((" ".join(step.command[3:]), told))
        output = "TOTAL 10 0 2 0 100%\n===== 2 passed in 1.00s =====\n"
        return Outcome(step.name, step.name != self.fails, 1.0, output)


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHROMIUM", "/usr/bin/chromium")
    return monkeypatch


def test_both_databases_are_tested_and_measured_together(
    prepared: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs()
    prepared.setattr(run_tests, "run_aloud", runs)
    prepared.setattr(run_tests, "find_postgresql", lambda: Database("PostgreSQL", "postgres://x/y"))

    assert run_tests.main([]) == 0

    assert [told.get("DATABASE_URL") for _command, told in runs.started[:2]] == [
        "",
        "postgres://x/y",
    ]
    assert "COMPAGNON_LINES_LEFT_OUT" not in runs.started[-1][1]
    assert "--source" not in runs.started[0][0]
    first, again = (command for command, _told in runs.started[:2])
    assert "--ignore" not in first
    assert "not once" not in first
    assert "--ignore=tests/engine" in again
    assert again.endswith("-m not once")
    assert capsys.readouterr().out.splitlines()[-4:-1] == [
        "SQLite     2 passed in 1.00s",
        "PostgreSQL 2 passed in 1.00s",
        "Coverage   100% of lines and branches in 2.00s",
    ]


def test_without_postgresql_its_lines_are_left_out_and_that_is_said(
    prepared: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs()
    prepared.setattr(run_tests, "run_aloud", runs)
    prepared.setattr(run_tests, "find_postgresql", lambda: None)

    assert run_tests.main([]) == 0

    assert runs.started[-1][1]["COMPAGNON_LINES_LEFT_OUT"] == "# only on PostgreSQL"
    assert (
        "PostgreSQL none answered: not tested, and its own lines left out of coverage"
        in capsys.readouterr().out.splitlines()
    )


def test_postgresql_counts_only_where_it_has_lines_of_its_own(
    prepared: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "src" / "compagnon" / "core"
    package.mkdir(parents=True)
    (package / "files.py").write_text("if vendor:  # only on PostgreSQL\n    pass\n")
    (package / "clock.py").write_text("pass\n")
    runs = Runs()
    prepared.setattr(run_tests, "run_aloud", runs)
    prepared.setattr(run_tests, "find_postgresql", lambda: Database("PostgreSQL", "postgres://x/y"))

    run_tests.main([])

    assert "--source compagnon.core.files" in runs.started[1][0]


@pytest.mark.parametrize("part", ["SQLite", "PostgreSQL", "Coverage"])
def test_one_failing_part_fails_the_whole(prepared: pytest.MonkeyPatch, part: str) -> None:
    prepared.setattr(run_tests, "run_aloud", Runs(fails=part))
    prepared.setattr(run_tests, "find_postgresql", lambda: Database("PostgreSQL", "postgres://x/y"))

    assert run_tests.main([]) == 1


def test_without_a_browser_the_rest_runs_and_the_whole_fails(
    prepared: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs()
    prepared.setenv("CHROMIUM", "")
    prepared.setattr(run_tests, "run_aloud", runs)
    prepared.setattr(run_tests, "find_postgresql", lambda: None)

    assert run_tests.main([]) == 1

    assert "-m not e2e" in runs.started[0][0]
    assert run_tests.NO_BROWSER in capsys.readouterr().out
