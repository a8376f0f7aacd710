"""Which tests prove which numbered requirement of the mission."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tools.reference.markdown import table

TESTS = Path("tests")


def marked(node: ast.expr) -> Iterator[str]:
    """The ids of `pytest.mark.requirement("ALL-22", …)`."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.requirement":
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def module_marks(tree: ast.Module) -> Iterator[str]:
    """Marks of a whole file: `pytestmark = [...]`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            marks = node.value.elts if isinstance(node.value, ast.List) else [node.value]
            for mark in marks:
                yield from marked(mark)


def proofs(folder: Path) -> dict[str, list[str]]:
    """Requirement → tests, read from the sources."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        whole_file = list(module_marks(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                ids = [id_ for mark in node.decorator_list for id_ in marked(mark)]
                for requirement in dict.fromkeys([*whole_file, *ids]):
                    place = path.relative_to(folder).as_posix()
                    found[requirement].append(f"`{place}::{node.name}`")
    return dict(found)


def natural(requirement: str) -> list[tuple[int, str]]:
    """ALL-9 before ALL-10."""
    return [
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", requirement)
    ]


def render_requirements() -> str:
    found = proofs(TESTS)
    rows = [(id_, "<br>".join(found[id_])) for id_ in sorted(found, key=natural)]
    return "\n".join(
        [
            "# Requirements and their tests",
            "",
            "A test is marked with a requirement where it would fail if that requirement broke.",
            f"{len(rows)} requirements have at least one test.",
            "",
            *table(("Requirement", "Tests"), rows),
        ]
    )
