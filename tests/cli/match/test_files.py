import csv
import errno
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from compagnon.cli.match import files
from compagnon.cli.match.files import drafts, write_csv
from compagnon.cli.match.interruption import Interruption
from compagnon.core.errors import Refused


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def write(paths: Sequence[Path], text: str = "new") -> None:
    with drafts(paths, Interruption()) as made:
        for draft in made:
            draft.write(text.encode())


@pytest.fixture(params=["nameless", "named"])
def _kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts without a name, where the system can, and drafts with one, as where it cannot."""
    if request.param == "named":
        monkeypatch.delattr("os.O_TMPFILE", raising=False)


@pytest.mark.usefixtures("_kind")
def test_files_appear_together_and_in_place_of_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with drafts([tmp_path / "a", tmp_path / "b"], Interruption()) as (one, two):
        one.write(b"first")
        two.write_csv(["x"], [["1"]])
        assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
        assert not (tmp_path / "b").exists()

    assert texts(tmp_path) == {"a": "first", "b": "\ufeffx\n1\n"}


@pytest.mark.usefixtures("_kind")
def test_nothing_remains_of_files_that_were_not_finished(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")

    def break_off() -> None:
        with drafts([tmp_path / "a", tmp_path / "b"], Interruption()) as (one, _two):
            one.write(b"half")
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert texts(tmp_path) == {"a": "old"}


def no_links(*_args: object, **_options: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("is_linking", [True, False], ids=["links", "copies"])
def test_what_was_put_is_taken_back_if_the_rest_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_linking: bool
) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    if not is_linking:
        monkeypatch.setattr("os.link", no_links)
    replace = Path.replace

    def not_c(path: Path, target: Path) -> Path:
        if target.name == "c":
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", not_c)
    with pytest.raises(Refused, match="c cannot be written: Operation not permitted"):
        write([tmp_path / name for name in "abc"])
    assert texts(tmp_path) == {"a": "old"}


def test_a_place_that_is_taken_meanwhile_is_refused(tmp_path: Path) -> None:
    def write_both() -> None:
        with drafts([tmp_path / "a", tmp_path / "b"], Interruption()):
            (tmp_path / "b").mkdir()

    with pytest.raises(Refused, match="b cannot be written: "):
        write_both()
    assert names(tmp_path) == ["b"]


def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write([tmp_path / "a", tmp_path / "b"], "old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match="a cannot be written: No space left on device"):
        write([tmp_path / "a", tmp_path / "b"])
    assert texts(tmp_path) == {"a": "old", "b": "old"}


def test_a_disk_that_fills_up_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_open", lambda _folder: (os.open("/dev/full", os.O_WRONLY), None))

    with pytest.raises(Refused, match="a cannot be written: No space left on device"):
        write([tmp_path / "a"], "x" * 100_000)
    assert names(tmp_path) == []


def test_a_file_cannot_take_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(Refused, match="a cannot be written: it is a folder"):
        write([tmp_path / "b", tmp_path / "a"])
    with pytest.raises(Refused, match="c cannot be written: No such file or directory"):
        write([tmp_path / "missing" / "c"])
    assert names(tmp_path) == ["a"]


def test_whoever_asks_to_stop_before_the_files_appear_is_heard(tmp_path: Path) -> None:
    interruption = Interruption()

    def stop_at_the_end() -> None:
        with drafts([tmp_path / "a"], interruption) as (one,):
            one.write(b"new")
            interruption.is_asked = True

    with pytest.raises(KeyboardInterrupt):
        stop_at_the_end()
    assert names(tmp_path) == []


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_spreadsheet_computes_what_is_written(cell: str) -> None:
    file = io.BytesIO()

    write_csv(file, ["a"], [[cell], ["plain"]])

    written = io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")
    assert list(csv.reader(written)) == [["a"], [f"'{cell}"], ["plain"]]
