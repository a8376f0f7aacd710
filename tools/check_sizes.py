"""Files, functions and templates stay small enough to read in one go; no drawer for odds and ends.

A file over its soft size is named, so that it is split in the same commit; over the hard size it
fails the check.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PYTHON_ROOTS = ("src", "tests", "tools", "benchmarks", "drills")
PYTHON_SOFT, PYTHON_HARD = 300, 500
FUNCTION_HARD, VIEW_HARD = 50, 25
TEMPLATE_SOFT, TEMPLATE_HARD = 120, 200
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "services", "misc"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Finding:
    place: str
    text: str
    fails: bool


def python_files(root: Path) -> Iterator[Path]:
    """Every Python file that people write: migrations are written by Django."""
    for folder in PYTHON_ROOTS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.relative_to(root).parts:
                yield path


def is_view_module(path: Path) -> bool:
    return path.stem == "views" or path.parent.name == "views"


def measure_length(
    path: Path, root: Path, lines: int, *, soft: int, hard: int
) -> Iterator[Finding]:
    place = path.relative_to(root).as_posix()
    if lines > hard:
        yield Finding(place, f"{lines} lines, at most {hard}", fails=True)
    elif lines > soft:
        yield Finding(place, f"{lines} lines: split it by noun above {soft}", fails=False)


def measure_functions(path: Path, root: Path, source: str) -> Iterator[Finding]:
    """Counted from `def` to the last line: decorators are declarations, not work."""
    limit = VIEW_HARD if is_view_module(path.relative_to(root)) else FUNCTION_HARD
    for node in ast.walk(ast.parse(source, filename=str(path))):
        if isinstance(node, Function) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > limit:
                place = f"{path.relative_to(root).as_posix()}:{node.lineno}"
                yield Finding(place, f"{node.name}: {lines} lines, at most {limit}", fails=True)


def find_drawers(path: Path, root: Path) -> Iterator[Finding]:
    place = path.relative_to(root)
    for part in sorted(DRAWERS.intersection(place.with_suffix("").parts)):
        text = f"“{part}” says nothing: name it after what it holds"
        yield Finding(place.as_posix(), text, fails=True)


def measure(root: Path) -> list[Finding]:
    findings: list[Finding] = []
    for path in python_files(root):
        source = path.read_text(encoding="utf-8")
        lines = len(source.splitlines())
        findings += measure_length(path, root, lines, soft=PYTHON_SOFT, hard=PYTHON_HARD)
        findings += measure_functions(path, root, source)
        findings += find_drawers(path, root)
    for path in sorted((root / "src").rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            findings += measure_length(path, root, lines, soft=TEMPLATE_SOFT, hard=TEMPLATE_HARD)
    return sorted(findings)


def main() -> int:
    findings = measure(Path.cwd())
    for finding in findings:
        print(f"{'error' if finding.fails else 'note '} {finding.place}: {finding.text}")
    return int(any(finding.fails for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
