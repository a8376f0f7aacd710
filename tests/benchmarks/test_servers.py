import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.servers import HOST, compagnon, free_port, gunicorn, serving, tree
from benchmarks.visitor import Visitor, first_visit

SHEET = """
@font-face { src: url("letters.woff2"); unicode-range: U+0000-00FF; }
@font-face { src: url("more.woff2"); unicode-range: U+0100-02BA, U+2113; }
"""
HTML = '<link rel="stylesheet" href="/style.css"><script src="/script.js"></script><p>Kovács</p>'


def test_the_floor_shows_25_rows_to_whoever_is_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOOR_DATABASE", str(tmp_path / "floor.sqlite3"))
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.floor"], capture_output=True, text=True, check=True
    )
    port = free_port()

    command = gunicorn("benchmarks.floor:application", port)
    member = Visitor(HOST, port, {"Cookie": f"sessionid={filled.stdout}"})
    stranger = Visitor(HOST, port, {})
    with (
        serving(command, {}, port, tmp_path / "log") as server,
        closing(member),
        closing(stranger),
    ):
        before = server.cpu_seconds()
        answer, refused = member.ask("/"), stranger.ask("/")
        processes = tree(server.pid)
        assert (answer.status, answer.text.count("<tr>"), refused.status) == (200, 26, 403)
        assert server.cpu_seconds() > before > 0
        assert server.memory_mb() > 10

    assert len(processes) == 2
    assert not [pid for pid in processes if Path(f"/proc/{pid}/exe").exists()]


def test_our_server_is_started_by_the_command_of_an_operator() -> None:
    command = compagnon("serve", "--help")

    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- our own command

    assert answer.stdout.startswith("usage: compagnon serve")


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such thing')"]

    with (
        pytest.raises(SystemExit, match="no such thing"),
        serving(command, {}, free_port(), tmp_path / "log"),
    ):
        pass


def test_a_first_visit_fetches_what_the_page_needs_and_no_font_without_letters(
    tmp_path: Path,
) -> None:
    files = {"index.html": HTML, "style.css": SHEET, "script.js": "1", "letters.woff2": "x" * 1000}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", HOST, "-d", str(tmp_path)]

    visitor = Visitor(HOST, port, {})
    with serving(command, {}, port, tmp_path / "log"), closing(visitor):
        found = first_visit(visitor, "/")

    assert (found.requests, found.third_party) == (4, 0)
    assert 1.2 < found.kilobytes == found.again_kilobytes < 3
