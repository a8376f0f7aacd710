import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from compagnon import engine
from compagnon.engine import (
    MESSAGES,
    Problem,
    ProblemError,
    Reason,
    parameters,
    sentence,
    solve,
)
from tests.engine.instances import BOTH_IDS, pinned_problems

SOURCES = sorted(Path(engine.__file__).parent.rglob("*.py"))


def reasons(value: Any) -> Iterator[Reason]:
    """Every reason in a result, however deep."""
    if isinstance(value, Reason):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from reasons(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from reasons(item)


@settings(max_examples=20)
@given(pinned_problems(mentor_ids=BOTH_IDS))
def test_every_reason_of_a_result_can_be_said(problem: Problem) -> None:
    for reason in reasons(solve(problem)):
        assert set(reason.params) == parameters(reason.key)
        assert "{" not in sentence(reason)


def test_every_message_is_used_and_every_key_used_has_a_message() -> None:
    texts = {
        node.value
        for source in SOURCES
        if source.name != "messages.py"
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    families = {key.split(".")[0] for key in MESSAGES}
    used = {text for text in texts if text.split(".")[0] in families and "." in text}
    put_together = {key for key in MESSAGES if key.startswith(("likeness.", "gap.", "distance."))}

    assert {
        text for text in used if " " not in text and not text.endswith(".")
    } | put_together == set(MESSAGES)


def test_a_message_names_its_parameters() -> None:
    assert parameters("wanted.some") == {"count", "wanted", "values"}
    assert parameters("shared.none") == frozenset()


def test_a_refusal_is_a_sentence_and_data() -> None:
    error = ProblemError("problem.waiver_refused", rule="line_management")

    assert error.reason == Reason("problem.waiver_refused", {"rule": "line_management"})
    assert str(error) == "The rule line_management cannot be waived."


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_message_is_plain(key: str) -> None:
    text = sentence(Reason(key, dict.fromkeys(parameters(key), "x")))

    assert text == text.strip()
    assert text.endswith(".") == key.startswith("problem.")
