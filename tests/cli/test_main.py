"""How commands end that do not end well."""

import io
import os
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from compagnon.cli.main import main
from compagnon.scenarios.association import build_association
from tests.core.test_archive import empty_the_database

Said = pytest.CaptureFixture[str]


class BrokenStream(io.StringIO):
    """Standard output that fails at its first word."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error
        self._handle = os.open(os.devnull, os.O_WRONLY)

    def write(self, _text: str) -> int:
        raise self._error

    def fileno(self) -> int:
        return self._handle


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
        (BrokenPipeError(), 1, ""),
        (PermissionError(13, "Permission denied", "/keys"), 1, "Permission denied: /keys\n"),
        (ImproperlyConfigured("A number is missing."), 1, "A number is missing.\n"),
        (
            OperationalError("words"),
            1,
            "The database does not do it (OperationalError). What is wrong says: compagnon check\n",
        ),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_a_code(
    error: BaseException, code: int, said: str, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = BrokenStream(error)
    monkeypatch.setattr(sys, "stdout", stream)

    assert main(["urls"]) == code

    os.close(stream.fileno())
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("command", [[], ["dance"], ["seed", "--size", "XL"]])
def test_what_is_not_understood_ends_with_2(command: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: compagnon")


def test_a_backup_that_is_not_there_is_said(tmp_path: Path, capsys: Said) -> None:
    assert main(["restore", str(tmp_path / "none")]) == 1

    assert capsys.readouterr().err == f"There is no file {tmp_path}/none.\n"


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_cannot_be_written_is_said(tmp_path: Path, capsys: Said) -> None:
    assert main(["backup", str(tmp_path / "none" / "night")]) == 1

    assert capsys.readouterr().err == (
        f"No such file or directory: {tmp_path}/none/night.unfinished\n"
    )


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_which_nobody_was_erased_comes_back_as_it_was(
    tmp_path: Path, capsys: Said
) -> None:
    build_association()
    main(["backup", str(tmp_path / "night")])
    said = capsys.readouterr().out
    empty_the_database()

    assert main(["restore", str(tmp_path / "night")]) == 0

    rows, keys = (int(word) for word in said.split() if word.isdigit())
    assert capsys.readouterr().out == f"{rows} rows and {keys} data keys restored.\n"


def test_whatever_a_command_writes_is_for_its_owner_alone(tmp_path: Path, capsys: Said) -> None:
    main(["urls"])

    (tmp_path / "file").touch()
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
