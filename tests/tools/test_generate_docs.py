from pathlib import Path

import pytest

from tools import generate_docs
from tools.reference import requirements
from tools.reference.markdown import table

MARKED = """
import pytest
pytestmark = [pytest.mark.requirement("LSIS-44")]

@pytest.mark.requirement("ALL-10", "ALL-9")
def test_one() -> None: ...

def test_two() -> None: ...
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(generate_docs, "settle_environment", lambda: None)
    monkeypatch.setattr(generate_docs, "renderers", lambda: [("words", lambda: "# Words\n\nnew")])
    return tmp_path / generate_docs.FOLDER


def test_pages_are_written_with_an_index(folder: Path) -> None:
    assert generate_docs.main([]) == 0

    notice = generate_docs.NOTICE
    assert (folder / "words.md").read_text() == f"{notice}# Words\n\nnew\n"
    assert (folder / "README.md").read_text().endswith("- [Words](words.md)\n")
    assert generate_docs.main(["--check"]) == 0


def test_stale_missing_and_orphaned_pages_fail_the_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate_docs.main([])
    (folder / "words.md").write_text("old")
    (folder / "gone.md").write_text("nobody makes this any more")
    (folder / "README.md").unlink()
    capsys.readouterr()

    assert generate_docs.main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{generate_docs.FOLDER}/{name}.md is stale: run ./dev docs"
        for name in ("README", "gone", "words")
    ]

    generate_docs.main([])
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "words.md"]


def test_requirements_are_read_from_the_marks_of_tests(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core/test_marks.py").write_text(MARKED, encoding="utf-8")

    assert requirements.proofs(tmp_path) == {
        "LSIS-44": ["`core/test_marks.py::test_one`", "`core/test_marks.py::test_two`"],
        "ALL-10": ["`core/test_marks.py::test_one`"],
        "ALL-9": ["`core/test_marks.py::test_one`"],
    }
    assert sorted(["ALL-10", "LSIS-44", "ALL-9"], key=requirements.natural) == [
        "ALL-9",
        "ALL-10",
        "LSIS-44",
    ]


def test_a_table_bears_any_text() -> None:
    assert list(table(("A", "B"), [("x|y", "two\nlines")])) == [
        "| A | B |",
        "| --- | --- |",
        "| x\\|y | two lines |",
    ]
