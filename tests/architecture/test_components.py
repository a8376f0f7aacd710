"""The template formatter must know which tags of ours are blocks."""

import tomllib
from pathlib import Path

from django.template import Context, Template

from compagnon.ui.templatetags.ui import register

ROOT = Path(__file__).parents[2]


def block_tags() -> set[str]:
    """The components that enclose something: whose tag asks for its end."""
    return {
        name
        for name, compiler in register.tags.items()
        if "end_name" in compiler.__code__.co_freevars
    }


def test_the_formatter_knows_every_block() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = set(project["tool"]["djlint"]["custom_blocks"].split(","))

    assert known - {"constant", "partialdef"} == block_tags()


def test_a_block_is_told_from_a_tag_without_an_end() -> None:
    Template("{% load ui %}{% actions %}{% endactions %}").render(Context())

    assert "actions" in block_tags()
    assert "icon" not in block_tags()
