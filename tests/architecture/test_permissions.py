"""The policy table and the code that asks it say the same: nothing undeclared, nothing unused."""

import re

import pytest
from django.urls import get_resolver
from pytest_django import Settings

from compagnon.core.changes import registered_changes
from compagnon.core.policy import kinds, permissions
from compagnon.core.routes import list_routes
from compagnon.core.states import tables
from tests.architecture.sources import (
    Module,
    called,
    decorators,
    import_all,
    modules,
    words,
)
from tests.architecture.test_routes import ALL_ROUTES

PERMISSION = re.compile(r"[a-z]+\.[a-z_]+")


@pytest.fixture(scope="module", autouse=True)
def every_change_is_known() -> None:
    import_all("changes")


@pytest.fixture
def asked(settings: Settings) -> set[str]:
    """Every permission that a page, a change, a query or a tab asks."""
    settings.ROOT_URLCONF = ALL_ROUTES
    get_resolver()
    pages = {route.permission for route in list_routes() if route.permission}
    queries = {
        word
        for module in modules()
        if "queries" in module.roles
        for word in words(module.tree)
        if PERMISSION.fullmatch(word)
    }
    tabs = {word for module in modules() if "apps" in module.roles for word in decided(module)}
    return pages | queries | tabs | {entry.permission for entry in registered_changes().values()}


def test_a_change_asks_a_permission_of_the_table() -> None:
    changes = registered_changes()

    assert len(changes) > 40
    assert {
        name: entry.permission
        for name, entry in changes.items()
        if entry.permission not in permissions()
    } == {}


def test_every_permission_is_asked_by_somebody(asked: set[str]) -> None:
    assert permissions().keys() - asked == set()


def test_a_permission_belongs_to_the_package_that_declares_it() -> None:
    declared = {
        word
        for module in modules()
        if "policy" in module.name.split(".")
        for word in words(module.tree)
        if word in permissions() and not word.startswith(f"{module.name.split('.')[0]}.")
    }

    assert declared == set()


def decided(module: Module) -> set[str]:
    """What `decide` and `permission=` are given as a plain string."""
    found = set()
    for call in module.calls():
        asked = call.args[1:2] if called(call) == "decide" else []
        asked += [word.value for word in call.keywords if word.arg == "permission"]
        found |= {text for node in asked for text in words(node) if PERMISSION.fullmatch(text)}
    return found


def test_a_button_asks_a_permission_of_the_table() -> None:
    found = set().union(*(decided(module) for module in modules()))

    assert len(found) > 10
    assert found - permissions().keys() == set()


def test_a_state_moves_by_a_permission_of_the_table() -> None:
    steps = {
        way.permission
        for table in tables().values()
        for targets in table.values()
        for step in targets.values()
        for way in step.ways()
    }

    assert steps - permissions().keys() == set()


def test_every_kind_of_thing_is_asked_for_by_a_page(settings: Settings) -> None:
    settings.ROOT_URLCONF = ALL_ROUTES
    looked_up = {route.on for route in list_routes()} - {None}
    by_name = {
        text
        for module in modules()
        for call in module.calls()
        if called(call) == "visible_to"
        for node in call.args
        for text in words(node)
    }

    assert kinds().keys() - looked_up - by_name == set()


# What is public in a module of changes and no change itself. Whatever it writes, it writes inside a change.
NO_CHANGE = {
    **dict.fromkeys(
        (f"matching.changes.planned_release.{name}" for name in ("as_planned", "plan", "take_up")),
        "what releases of pairs and of groups have in common, where one proposes and another confirms",
    ),
    "partnerships.changes.progress.look_again": "part of the change that made it happen",
    "partnerships.changes.progress.note_progress": "as above, or of the calendar: it follows by itself",
    "partnerships.changes.parting.part": "part of leaving and of erasing, each with a right of its own",
    "partnerships.changes.proposed_time.arrange_what_suits_all": "part of somebody's leaving",
    "partnerships.changes.review.share_if_complete": "part of handing in, and of somebody's leaving",
    "notifications.changes.plan_message": "writes the outbox row, in the transaction of its cause",
    "notifications.changes.natural_key": "writes nothing",
    "accounts.changes.session.delete_sessions": "the one thing that two changes do besides others",
    "recruitment.changes.draft.declare": "what three changes do besides others",
    "recruitment.changes.draft.declare_typed": "as above, with what a page sent",
    "recruitment.changes.decision_log.log_decision": "what three changes do besides others",
    **dict.fromkeys(
        (
            f"recruitment.changes.upload.{name}"
            for name in (
                "destroy",
                "forget_parts",
                "get_on",
                "keep_bytes",
                "keep_part",
                "let_work",
                "rest",
            )
        ),
        "what the changes of every kind of upload have in common",
    ),
    **dict.fromkeys(
        (
            f"matching.changes.release.{name}"
            for name in ("drop_planned", "locked", "named", "ready_pairs", "release_pairs")
        ),
        "what a release, a proposed one and a confirmed one have in common",
    ),
    **dict.fromkeys(
        (
            f"matching.changes.checking.{name}"
            for name in ("check_hold", "check_pin", "check_rules", "lock_point", "locked_pairs")
        ),
        "what every word on a pair is checked against; writes nothing",
    ),
    **dict.fromkeys(
        (
            f"matching.changes.decision_log.{name}"
            for name in (
                "lift_word",
                "log_decision",
                "named",
                "put_word",
                "remove_word",
                "write_word",
            )
        ),
        "what decisions by hand, and undoing them, have in common",
    ),
    "matching.changes.emptying.empty_words": "part of erasing, and of emptying old applications",
    "recruitment.changes.form_draft.edit_draft": "what every change of a form's next version does",
    "recruitment.changes.import_reading.destroy_file": "what several changes do besides others",
    "recruitment.changes.import_reading.keep_understood": "what several changes do besides others",
    "recruitment.changes.import_reading.look_at_once": "calls changes, for a small file",
    "recruitment.changes.import_reading.parts_of_lines": "divides what changes keep",
    "recruitment.changes.institution.row_of": "a part of changes about places",
    "membership.changes.register.parts_of_members": "divides what changes keep",
    "privacy.changes.erase_and_scrub": "calls the change, then cleans the database's own files",
    "privacy.changes.replay_erasures": "calls the change for each person of the ledger",
}


def is_changes(module: Module) -> bool:
    return "changes" in module.roles - {"core"} and "queries" not in module.roles


def test_every_public_function_of_changes_is_a_change() -> None:
    plain = {
        f"{module.name}.{function.name}"
        for module in modules()
        if is_changes(module) and not module.name.startswith("core")
        for function in module.functions()
        if not function.name.startswith("_") and "change" not in decorators(function)
    }

    assert plain == NO_CHANGE.keys()


def test_a_change_takes_keywords_only_and_says_who_makes_it() -> None:
    odd = [
        f"{module.name}.{function.name}"
        for module in modules()
        for function in module.functions()
        if "change" in decorators(function)
        and (function.args.args or function.args.kwonlyargs[0].arg != "by")
    ]

    assert odd == []


def test_what_a_change_is_about_is_one_of_its_arguments() -> None:
    arguments = {
        f"compagnon.{module.name}.{function.name}": {one.arg for one in function.args.kwonlyargs}
        for module in modules()
        for function in module.functions()
        if "change" in decorators(function)
    }

    missing = [
        name
        for name, entry in registered_changes().items()
        if name.startswith("compagnon.") and entry.on and entry.on not in arguments[name]
    ]
    assert missing == []
