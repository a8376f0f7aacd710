"""States: every one is in its table, reached by a step, and each step asks a permission and tells an event."""

import pytest
from django.apps import apps
from django.db.models import Field

from compagnon.core.events import Event
from compagnon.core.states import Transitions, tables
from tests.architecture.sources import called, import_all, modules, words

import_all("states")
import_all("events")
TABLES = sorted(tables().items())
every_table = pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _ in TABLES])

# A row without a state of its own to begin with may begin with one of these.
BEGINS_WITH = {"partnerships.Meeting.state": {"arranged", "held"}}


def field_of(name: str) -> "Field[str, str]":
    label, _dot, field = name.rpartition(".")
    return apps.get_model(label)._meta.get_field(field)  # type: ignore[return-value]  # a column, as its name says


def reached(table: Transitions, begins_with: set[str]) -> set[str]:
    known: set[str] = set()
    waiting = set(begins_with)
    while waiting:
        state = waiting.pop()
        known.add(state)
        waiting |= set(table[state]) - known
    return known


def test_every_field_of_states_has_its_table() -> None:
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.name == "state" and model.__module__.startswith("compagnon.")
    }

    assert fields == tables().keys()


@every_table
def test_a_table_has_every_state_and_no_other(name: str, table: Transitions) -> None:
    states = {value for value, _label in field_of(name).flatchoices}

    assert table.keys() == states
    assert {target for targets in table.values() for target in targets} <= states


@every_table
def test_every_state_can_be_reached(name: str, table: Transitions) -> None:
    field = field_of(name)
    begins_with = {str(field.default)} if field.has_default() else BEGINS_WITH[name]

    assert reached(table, begins_with) == table.keys()


@every_table
def test_every_step_tells_an_event_that_exists(name: str, table: Transitions) -> None:
    events = {event.__name__ for event in Event.__subclasses__()}
    told = {
        way.event for targets in table.values() for step in targets.values() for way in step.ways()
    }

    assert told - events == set()


def test_every_table_is_walked() -> None:
    """A table that no `move` uses would be a picture of nothing."""
    used = {
        getattr(call.args[2], "id", "")
        for module in modules()
        for call in module.calls()
        if called(call) == "move" and len(call.args) > 2
    }
    named = {
        node.targets[0].id if hasattr(node, "targets") else node.target.id
        for module in modules()
        if "states" in module.roles and not module.name.startswith("core")
        for node in module.tree.body
        if "transitions" in ast_call(node)
    }

    assert named == used


def ast_call(node: object) -> str:
    value = getattr(node, "value", None)
    return called(value) if hasattr(value, "func") else ""


def test_nobody_writes_a_state_by_hand() -> None:
    """`move` names the state it starts from; a plain assignment would overtake somebody."""
    by_hand = {
        module.name
        for module in modules()
        if "changes" in module.roles
        for call in module.calls()
        if called(call) == "update" and any(word.arg == "state" for word in call.keywords)
    }

    assert by_hand == set()


def test_a_gap_in_a_table_would_be_noticed() -> None:
    table: Transitions = {"new": {}, "old": {}}

    assert reached(table, {"new"}) == {"new"}


def test_words_of_states_are_read_from_the_source() -> None:
    states = next(module for module in modules() if module.name == "partnerships.states")

    assert "partnerships.Meeting.state" in set(words(states.tree))
