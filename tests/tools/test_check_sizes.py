from pathlib import Path

import pytest

from tools import check_sizes


def findings(root: Path, path: str, text: str) -> list[tuple[str, str, bool]]:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [(each.place, each.text, each.fails) for each in check_sizes.measure(root)]


def function(lines: int) -> str:
    return "def work():\n" + "    x = 1\n" * (lines - 1)


def test_a_file_of_three_hundred_lines_is_fine(tmp_path: Path) -> None:
    assert findings(tmp_path, "src/compagnon/core/clock.py", "x = 1\n" * 300) == []


def test_a_longer_file_is_named_and_one_over_five_hundred_lines_fails(tmp_path: Path) -> None:
    place = "src/compagnon/core/clock.py"

    assert findings(tmp_path, place, "x = 1\n" * 301) == [
        (place, "301 lines: split it by noun above 300", False)
    ]
    assert findings(tmp_path, place, "x = 1\n" * 501) == [(place, "501 lines, at most 500", True)]


def test_a_function_has_fifty_lines_at_most(tmp_path: Path) -> None:
    place = "src/compagnon/core/clock.py"

    assert findings(tmp_path, place, function(50)) == []
    assert findings(tmp_path, place, function(51)) == [
        (f"{place}:1", "work: 51 lines, at most 50", True)
    ]


@pytest.mark.parametrize("path", ["src/compagnon/ui/views.py", "src/compagnon/ui/views/gallery.py"])
def test_a_view_has_twenty_five_lines_at_most_without_its_decorators(
    tmp_path: Path, path: str
) -> None:
    assert findings(tmp_path, path, "@page\n@twice\n" + function(25)) == []
    assert findings(tmp_path, path, "@page\n" + function(26)) == [
        (f"{path}:2", "work: 26 lines, at most 25", True)
    ]


def test_a_template_over_two_hundred_lines_fails(tmp_path: Path) -> None:
    place = "src/compagnon/ui/templates/ui/page.html"

    assert findings(tmp_path, place, "<p>\n" * 120) == []
    assert findings(tmp_path, place, "<p>\n" * 121) == [
        (place, "121 lines: split it by noun above 120", False)
    ]
    assert findings(tmp_path, place, "<p>\n" * 201) == [(place, "201 lines, at most 200", True)]


@pytest.mark.parametrize(
    "path",
    ["src/compagnon/utils.py", "src/compagnon/common/words.py", "tests/helpers.py"],
)
def test_a_drawer_for_odds_and_ends_fails(tmp_path: Path, path: str) -> None:
    assert [fails for _place, _text, fails in findings(tmp_path, path, "")] == [True]


def test_migrations_are_as_long_as_django_writes_them(tmp_path: Path) -> None:
    path = "src/compagnon/core/migrations/0001_initial.py"

    assert findings(tmp_path, path, "x = 1\n" * 501) == []


def test_the_exit_status_follows_the_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    findings(tmp_path, "src/compagnon/core/clock.py", "x = 1\n" * 301)
    assert check_sizes.main() == 0

    findings(tmp_path, "src/compagnon/core/ids.py", "x = 1\n" * 501)
    assert check_sizes.main() == 1

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "note  src/compagnon/core/clock.py: 301 lines: split it by noun above 300",
        "error src/compagnon/core/ids.py: 501 lines, at most 500",
    ]
