"""Our own source as syntax trees, for tests that read the code instead of running it."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "compagnon"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of ours: its dotted name below `compagnon`, its path and its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def roles(self) -> frozenset[str]:
        """The words of its name: `partnerships.changes.meeting` is a module of `changes`."""
        return frozenset(self.name.split("."))

    def functions(self) -> Iterator[Function]:
        """The functions at the top of the file."""
        for node in self.tree.body:
            if isinstance(node, Function):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node


@cache
def modules() -> tuple[Module, ...]:
    """Every file that people write: migrations are written by Django."""
    paths = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    return tuple(_read(path) for path in sorted(paths))


def _read(path: Path) -> Module:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def import_all(role: str) -> None:
    """Import every module of a role, so that all that registers itself at import is known."""
    for module in modules():
        if role in module.roles and not module.name.startswith("core"):
            importlib.import_module(f"compagnon.{module.name}")


def called(call: ast.Call) -> str:
    """What a call names last: `record` of `record(…)`, `create` of `Run.objects.create(…)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def decorators(function: Function) -> set[str]:
    """The names of a function's decorators, with or without arguments."""
    found = set()
    for node in function.decorator_list:
        target = node.func if isinstance(node, ast.Call) else node
        found.add(target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", ""))
    return found


def words(tree: ast.AST) -> Iterator[str]:
    """Every string constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def imported(tree: ast.AST) -> Iterator[str]:
    """Every imported name with its module: `django.conf.settings`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
