"""The repository itself: what must stand in it, and what must never be committed."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LINK = re.compile(r"(?:\]\(|src(?:set)?=\")([^)\"\s]+)[)\"]")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def committed(*patterns: str) -> list[Path]:
    """The files git knows of, or has not been told to ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- git, our own patterns
    return [
        ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()
    ]


def test_the_licence_is_mit() -> None:
    first, _blank, copyright_line = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n")[:3]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert (first, project["license"]) == ("MIT License", "MIT")
    assert copyright_line == "Copyright (c) 2026 Compagnon contributors"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_hashes_everything(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert re.findall(r"https?://\S+|--index-url.*|--find-links.*", text) == []
    for requirement in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def names(path: Path) -> set[str]:
    found = re.findall(
        r"^[A-Za-z0-9][A-Za-z0-9._-]*", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_what_was_asked_for(lock: Path) -> None:
    assert names(lock.with_suffix(".in")) <= names(lock)


def test_the_developers_lock_contains_the_applications_own() -> None:
    pinned = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    app, dev = (
        set(pinned.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))
        for name in ("app.txt", "dev.txt")
    )

    assert app <= dev


@pytest.mark.parametrize("page", committed("*.md"), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:"))
    ]

    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether there is such a file and, where a heading of it is named, such a heading."""
    name, _sharp, anchor = target.partition("#")
    there = page.parent / name if name else page
    if not anchor or not there.is_file():
        return there.exists()
    headings = HEADING.findall(there.read_text(encoding="utf-8"))
    return anchor in {
        re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings
    }


def test_a_link_to_nowhere_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('# Who sees what?\n[a](page.md#who-sees-what) <img src="gone.png"> [b](#no)')

    found = LINK.findall(page.read_text())

    assert [leads_somewhere(page, target) for target in found] == [True, False, False]


def test_every_picture_is_shown_on_some_page() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in committed("*.md")
        for target in LINK.findall(page.read_text(encoding="utf-8"))
    }

    assert [path for path in committed("docs/screenshots/*.png") if path not in shown] == []


def test_nothing_made_is_committed() -> None:
    made = {".mo", ".pyc", ".sqlite3", ".log"}

    assert [path for path in committed() if path.suffix in made] == []


def test_dev_explains_every_command_and_has_no_more_than_fifteen() -> None:
    script = (ROOT / "dev").read_text(encoding="utf-8")
    explained = re.findall(r"^  ([a-z]+)  ", script, re.MULTILINE)
    cases = script.partition("case $command in")[2]
    handled = re.findall(r"^    ([a-z]+)\)", cases, re.MULTILINE)

    assert sorted(explained) == sorted(handled)
    assert len(explained) <= 15
