"""Events: frozen, in the past tense, without a free word, and each of them recorded somewhere."""

import ast
import dataclasses
import re
import typing
from types import UnionType
from typing import Any

import pytest

from compagnon.core.events import ALLOWED_FIELD_TYPES, Event, subscribers
from tests.architecture.sources import called, import_all, modules

import_all("events")
EVENTS = sorted(Event.__subclasses__(), key=lambda event: event.__name__)
OURS = [event for event in EVENTS if event.__module__.startswith("compagnon.")]
IRREGULAR = frozenset(
    {
        "Chosen",
        "Done",
        "Forbidden",
        "Forgotten",
        "Held",
        "Left",
        "Made",
        "Put",
        "Read",
        "Sent",
        "Set",
        "Shown",
        "Taken",
        "Undone",
        "Withdrawn",
        "Written",
    }
)
every_event = pytest.mark.parametrize("event", OURS, ids=lambda event: event.__name__)


def test_every_event_is_known() -> None:
    written = {
        node.name
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Event" for base in node.bases)
    }

    # `Event` is also what a calendar calls an appointment; nobody derives a class from that one.
    assert {event.__name__ for event in OURS} == written
    assert len(OURS) > 40


def test_every_event_has_a_name_of_its_own() -> None:
    names = [event.__name__ for event in OURS]

    assert sorted(set(names)) == names


@every_event
def test_an_event_is_a_frozen_dataclass(event: type[Any]) -> None:
    assert event.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(event))


def plain_types(annotation: Any) -> set[Any]:
    """The types that a field may hold, `None` left out."""
    if typing.get_origin(annotation) in {UnionType, typing.Union}:
        return {one for one in typing.get_args(annotation) if one is not type(None)}
    return {annotation}


@every_event
def test_a_field_of_an_event_holds_no_words(event: type[Any]) -> None:
    hints = typing.get_type_hints(event)
    odd = {
        field.name: hints[field.name]
        for field in dataclasses.fields(event)
        for kind in plain_types(hints[field.name])
        if not (isinstance(kind, type) and issubclass(kind, ALLOWED_FIELD_TYPES))
    }

    assert odd == {}


@pytest.mark.parametrize("annotation", [str, str | None, list[int], Any, "Any"])
def test_words_in_an_event_would_be_noticed(annotation: Any) -> None:
    assert not all(
        isinstance(kind, type) and issubclass(kind, ALLOWED_FIELD_TYPES)
        for kind in plain_types(annotation)
    )


@every_event
def test_an_event_says_what_happened_in_the_past_tense(event: type[Any]) -> None:
    stem = re.findall("[A-Z][a-z]*", event.__name__)

    assert [word for word in stem if word.endswith("ed") or word in IRREGULAR] != []


@every_event
def test_an_event_says_in_a_sentence_what_happened(event: type[Any]) -> None:
    assert re.fullmatch(r"[A-Z].{10,}\.", (event.__doc__ or "").strip().splitlines()[0])


def test_every_event_is_recorded_somewhere() -> None:
    named = {
        node.id
        for module in modules()
        if any(called(call) == "record" for call in module.calls())
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name)
    }

    assert {event.__name__ for event in OURS} - named == set()


def test_events_are_recorded_inside_changes() -> None:
    """Whoever records an event is a change, or the private half of one."""
    elsewhere = {
        module.name
        for module in modules()
        if "changes" not in module.roles
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "record"
    }

    assert elsewhere == set()


def test_whoever_listens_hears_an_event_that_exists() -> None:
    assert [kind for kind in subscribers() if not dataclasses.is_dataclass(kind)] == []
