"""The command itself, as far as it can be tried without installing anything."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh clone whose path has a space, with nothing installed."""
    folder = tmp_path / "a folder"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copy(ROOT / "dev", folder)
    (folder / "bin").mkdir()
    return folder


def program(checkout: Path, name: str, script: str) -> None:
    path = checkout / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def dev(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'bin'}:/usr/bin:/bin"
    return subprocess.run(  # noqa: S603 -- our own script
        [str(checkout / "dev"), *arguments],
        env={"PATH": path, "HOME": str(checkout), **environment},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_alone_it_explains_itself(checkout: Path) -> None:
    done = dev(checkout)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Compagnon: ./dev COMMAND [ARGUMENTS]\n")


def test_an_unknown_command_is_refused(checkout: Path) -> None:
    done = dev(checkout, "dance")

    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "There is no ./dev dance.")


def test_a_missing_venv_module_is_named_in_one_line(checkout: Path) -> None:
    program(checkout, "python3", 'case "$*" in *ensurepip*) exit 1 ;; esac')

    done = dev(checkout, "setup")

    assert (done.returncode, done.stderr) == (
        1,
        "The package python3-venv is missing: run  apt install python3-venv  and try again.\n",
    )


def test_an_old_python_is_named_in_one_line(checkout: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        program(checkout, name, "exit 1")

    done = dev(checkout, "setup")

    assert (done.returncode, done.stderr) == (
        1,
        "Python 3.11 or newer is needed: install python3 (Debian 12 or newer, Ubuntu 24.04 or newer).\n",
    )


def stand_in(checkout: Path, *, uv: str) -> Path:
    """An environment that only writes down what it is asked to do."""
    log = checkout / "log"
    writes = f'echo "$(basename "$0") $*${{CHROMIUM+ CHROMIUM=$CHROMIUM}}" >> "{log}"'
    folder = checkout / ".venv" / "bin"
    folder.mkdir(parents=True)
    version = (ROOT / "requirements/bootstrap.txt").read_text().split("==")[1].split()[0]
    for name, script in (
        ("python", f'{writes}; [ "$1" = - ] && cat >/dev/null; exit 0'),
        ("uv", f'[ "$1" = --version ] && echo "uv {version} (x)" && exit; {writes}; {uv}'),
    ):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
    return log


def installs(log: Path) -> list[str]:
    return [line for line in log.read_text().splitlines() if " pip install " in line]


def test_a_lock_is_installed_once_and_again_when_it_changes(checkout: Path) -> None:
    log = stand_in(checkout, uv="exit 0")
    expected = (
        f"uv pip install --quiet --python {checkout}/.venv/bin/python --require-hashes"
        " -r requirements/app.txt"
    )

    dev(checkout, "setup", "app")
    dev(checkout, "setup", "app")
    assert installs(log) == [expected]

    with (checkout / "requirements/app.txt").open("a") as lock:
        lock.write("# changed\n")
    dev(checkout, "setup", "app")
    assert installs(log) == [expected, expected]


def test_the_developers_environment_serves_the_demo_too(checkout: Path) -> None:
    log = stand_in(checkout, uv="exit 0")

    dev(checkout, "setup")
    dev(checkout, "setup", "app")

    assert [line.rpartition("/")[2] for line in installs(log)] == ["dev.txt"]


def test_pip_steps_in_where_uv_fails(checkout: Path) -> None:
    log = stand_in(checkout, uv="exit 1")

    done = dev(checkout, "setup", "app")

    assert done.returncode == 0
    assert installs(log)[1] == (
        "python -m pip install --quiet --disable-pip-version-check --require-hashes"
        " -r requirements/app.txt"
    )


def test_the_command_starts_the_application_wherever_it_is_called(checkout: Path) -> None:
    log = stand_in(checkout, uv="exit 0")

    done = dev(checkout, "run", "match", "a file.csv")

    assert (done.returncode, done.stderr.splitlines()[-1:]) == (
        0,
        ["Installing requirements/app.txt (once; again when it changes) …"],
    )
    last = log.read_text().splitlines()[-1]
    assert last.startswith("python -c import sys; from compagnon.cli.main import main;")
    assert last.endswith(" match a file.csv")


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.mark.parametrize("works", [True, False])
def test_a_browser_that_does_not_start_is_none(checkout: Path, works: bool) -> None:
    log = stand_in(checkout, uv="exit 0")
    for name in BROWSERS:
        program(checkout, name, "exit 1")
    program(checkout, "id", "echo 1000")  # nobody who could install one
    if works:
        program(checkout, "google-chrome", "exit 0")

    dev(checkout, "test")

    found = checkout / "bin/google-chrome" if works else ""
    assert log.read_text().splitlines()[-1] == f"python -m tools.run_tests CHROMIUM={found}"
