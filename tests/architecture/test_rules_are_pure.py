"""Rules take dataclasses and `today`, and decide: they know no database, no clock, no request.

They may name a sentence to be translated, check a text and use vocabularies, which are data.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "compagnon"
DJANGO_ALLOWED = (
    "django.core.exceptions",
    "django.core.validators",
    "django.utils.formats",
    "django.utils.functional",
    "django.utils.text",
    "django.utils.timezone",  # conversions; ruff bans its clock
    "django.utils.translation",
)
# Whatever a rule may not know, in whichever package.
ROLES = frozenset(
    [
        "models",
        "events",
        "policy",
        "queries",
        "changes",
        "tasks",
        "notices",
        "reminders",
        "privacy",
        "forms",
        "views",
        "urls",
    ]
)
# Refusals, and the values of which pictures are drawn.
KERNEL_ALLOWED = ("compagnon.core.errors", "compagnon.ui.components.pictures")
IMPURE = ("os", "time", "socket", "subprocess", "random", "secrets")


def rule_modules() -> list[Path]:
    """The rules of every package; `engine` has a module of that name which is no such layer."""
    found = [*SOURCE.glob("*/rules.py"), *SOURCE.glob("*/rules/**/*.py")]
    return sorted(path for path in found if path.relative_to(SOURCE).parts[0] != "engine")


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_impure(name: str) -> bool:
    root, *rest = name.split(".")
    if root == "django":
        return not name.startswith(DJANGO_ALLOWED)
    if root == "compagnon":
        kernel = rest[:1] in (["core"], ["ui"], ["config"])
        return (kernel and not name.startswith(KERNEL_ALLOWED)) or not ROLES.isdisjoint(rest)
    return root in IMPURE


def impure(source: str) -> list[str]:
    return [name for name in imported(source) if is_impure(name)]


@pytest.mark.parametrize(
    "module", rule_modules(), ids=lambda module: module.relative_to(SOURCE).as_posix()
)
def test_a_rule_knows_no_database_no_clock_and_no_request(module: Path) -> None:
    assert impure(module.read_text(encoding="utf-8")) == []


def test_an_impure_rule_would_be_noticed() -> None:
    source = """
import time
from datetime import date
from django.db import models
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from compagnon.core import clock
from compagnon.core.errors import Refused
from compagnon.matching.rules.weights import WEIGHTS
from compagnon.schemes import models
from compagnon.schemes.vocabularies import TOPICS
"""

    assert impure(source) == [
        "time",
        "django.db.models",
        "django.conf.settings",
        "compagnon.core.clock",
        "compagnon.schemes.models",
    ]
