"""House rules that no other tool holds: one clock, no hidden receivers, settings in one place, few grants."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import signals

from compagnon.core.models import Sealed
from tests.architecture.sources import Module, called, decorators, imported, modules

SIGNALS = (
    "django.dispatch",
    "django.db.models.signals",
    "django.core.signals",
    "allauth.account.signals",
)


def test_there_are_no_signals() -> None:
    """The sign-in library's would be the only excuse, in accounts/sealing.py; not even it needs one."""
    found = {
        module.name
        for module in modules()
        for name in imported(module.tree)
        if name.startswith(SIGNALS) or ".signals" in name
    }

    assert found == set()


def test_nobody_of_ours_listens_to_the_database() -> None:
    heard = (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete)
    ours = [
        receiver
        for signal in heard
        for _key, receiver, *_rest in signal.receivers or ()
        if getattr(receiver(), "__module__", "").startswith("compagnon.")
    ]

    assert ours == []


@pytest.mark.parametrize("method", ["save", "delete", "save_base", "full_clean"])
def test_no_table_does_more_than_it_says_when_it_is_saved(method: str) -> None:
    overriding = {
        base.__name__
        for model in apps.get_models()
        for base in model.__mro__
        if base is not models.Model
        and base.__module__.startswith("compagnon.")
        and method in vars(base)
    }

    assert overriding == set()


def test_there_are_no_generic_views() -> None:
    found = {
        module.name
        for module in modules()
        for name in imported(module.tree)
        if name.startswith("django.views.generic")
    }

    assert found == set()


CLOCKS = {
    "now",
    "utcnow",
    "today",
    "fromtimestamp",
    "utcfromtimestamp",
    "localdate",
    "localtime",
    "time",
    "time_ns",
}
OF_A_CLOCK = {"datetime", "date", "timezone", "time"}


def looks_at_a_clock(call: ast.Call) -> bool:
    """`datetime.now()`, `time.time()`, `timezone.localdate()` without an instant to convert."""
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in OF_A_CLOCK
        and not (call.func.attr in {"localtime", "localdate", "time"} and call.args)
    )


def clocks(found: Module) -> Iterator[str]:
    for call in found.calls():
        if looks_at_a_clock(call):
            yield found.name
    for name in imported(found.tree):
        if name in {"django.db.models.functions.Now", "time.time", "time.time_ns"}:
            yield found.name


def test_there_is_one_clock() -> None:
    # A line of the log tells when it was written, as the library of logs noted it.
    assert {name for module in modules() for name in clocks(module)} == {"core.clock", "core.logs"}


def test_no_column_fills_itself_with_the_time() -> None:
    filled = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("compagnon.")
        for field in model._meta.local_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    }

    assert filled == set()


def test_settings_are_read_in_config_and_core_only() -> None:
    readers = {
        module.name.split(".")[0]
        for module in modules()
        for name in imported(module.tree)
        if name == "django.conf.settings"
    }

    assert readers <= {"config", "core"}


def test_the_environment_is_read_by_one_module() -> None:
    """The command line sets variables for the processes it starts; only `environment` reads them."""
    readers = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Call) and called(node) == "getenv")
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and ast.unparse(node.func.value) == "os.environ"
        )
        or (isinstance(node, ast.Subscript) and ast.unparse(node) == "os.environ[")
    }

    assert readers == {"core.environment"}


# Who may make a Grant, the right to open confidential words, and what is checked first.
GRANTS = {
    ("core.encryption.opening", "grants"): "many at once; its own callers stand in this list",
    ("choosing.policy", "request_grants"): "one of the two, of a sound identity; a sealed request",
    ("help.policy", "question_grants"): "whoever asked or coordinates, of a sound identity",
    ("partnerships.policy.members", "reading_grant"): "a sealed membership and a sound identity",
    ("partnerships.policy.members", "reading_grants"): "as above, for each of them",
    (
        "partnerships.policy.private",
        "reflection_grants",
    ): "as above; its author, or by a sealed sharing",
    ("partnerships.policy.private", "self_assessment_grants"): "as above",
    (
        "partnerships.policy.report",
        "shared_report_grant",
    ): "whoever holds a letter's link, for one row whose sharing is sealed, in its sealed version",
    (
        "partnerships.policy.private",
        "own_grant",
    ): "a member or who was one, for what they alone wrote and do not share",
    (
        "partnerships.policy.members",
        "last_look_grant",
    ): "who left, for the rows and versions of a sealed last look",
    (
        "core.encryption.opening",
        "move_text",
    ): "the kernel itself: from one scope to another, unread",
    ("recruitment.policy", "file_grant"): "whoever uploaded the file and still coordinates; SYSTEM",
    ("recruitment.policy", "declaration_grant"): "the applicant who typed it, of a sound identity",
    ("recruitment.policy", "decision_grant"): "the applicant, of a sound identity; else as below",
    ("recruitment.policy", "own_decision_grants"): "the applicant, of a sound identity",
    ("recruitment.policy", "_grant_of_group"): "whoever may decide, of a sound identity",
    ("membership.policy", "register_grant"): "SYSTEM alone: it takes the lines in",
    (
        "introductions.policy",
        "invitation_grants",
    ): "whoever coordinates, of a sound identity; SYSTEM",
    (
        "matching.policy",
        "_grants_of_group",
    ): "whoever coordinates and may decide, of a sound identity",
    ("matching.queries.facts", "_kept_apart"): "SYSTEM alone: the engine gets forbidden pairs",
}


def places(names: set[str]) -> set[tuple[str, str]]:
    """The functions that call one of these names."""
    return {
        (module.name, function.name)
        for module in modules()
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and called(call) in names
    }


def test_confidential_words_are_opened_in_few_places() -> None:
    assert places({"Grant", "KeptGrant", "RowGrant", "grants"}) == GRANTS.keys()


def test_nobody_decrypts_but_who_must() -> None:
    """Nobody goes round the Grant: plain decryption is the kernel's own business, but for these."""
    decrypting = {module for module, _function in places({"decrypt"})}

    assert decrypting == {
        "core.encryption.tokens",  # the cipher itself
        "core.encryption.opening",  # confidential words
        "accounts.sessions",  # a session, by the browser's own cookie
        "accounts.adapter",  # the secret of an authenticator app
        "notifications.secrecy",  # the code or link of one letter, until it is sent
    }


def test_confidential_words_are_written_in_few_places() -> None:
    writers = {
        module.name
        for module in modules()
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "write_text"
    }

    outside = {name for name in writers if "changes" not in name.split(".")}
    assert outside == {
        "core.encryption.opening",  # the same words, moved to another scope
        "scenarios.sheaf",  # a large invented world, written many rows at once
    }


WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "save",
}
# Writes outside the changes, each of a row that says how far work has come, or of the kernel's own.
WRITERS = {
    "accounts.privacy": "erases, inside the change of `privacy`",
    "accounts.sessions": "the session engine: Django's middleware writes sessions",
    "accounts.views.confirm": "the sign-in library notes when a passkey or code was used",
    "core.archive": "puts a backup into an empty database",
    "core.encryption.opening": "data keys: made, destroyed, wrapped anew",
    "core.events": "the audit row, inside a change",
    "core.pages": "the token of a form that was sent",
    "core.retired": "which seals hold no more, until their ledger has it",
    "core.sealing": "seals with a new master key",
    "core.states": "`move`, inside a change",
    "core.work": "claims work, ends it, puts it off",
    "documents.slides": "saves slides into memory, no row",
    "documents.word": "saves a document into memory, no row",
    "help.privacy": "erases, inside the change of `privacy`",
    "matching.privacy": "erases, inside the change of `privacy`",
    "membership.privacy": "erases, inside the change of `privacy`",
    "matching.computing": "how far a run has come",
    "notifications.delivery": "what became of a letter",
    "notifications.tasks": "forgets the library's rows of nudges that have ended",
    "partnerships.privacy.erasing": "erases, inside the change of `privacy`",
    "recruitment.privacy.erasing": "erases, inside the change of `privacy`",
    "scenarios.letters": "letters of an invented past, which must not leave",
    "scenarios.sheaf": "a large invented world, written many rows at once",
    "schemes.privacy": "erases, inside the change of `privacy`",
    "ui.spreadsheet": "saves a workbook into memory, no row",
}


def writes(call: ast.Call) -> bool:
    """A call that writes rows. `update` with names is a queryset's; a dictionary's takes a value."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "update":
        return bool(call.keywords) and not call.args
    return call.func.attr in WRITES


def test_writes_happen_in_changes() -> None:
    writing = {
        module.name
        for module in modules()
        if "changes" not in module.roles - {"core"}
        and not module.name.startswith(("cli", "engine"))
        for call in module.calls()
        if writes(call)
    }

    assert writing == WRITERS.keys()


# Where a sealed row is simply deleted: putting it back would open nothing.
SIMPLY_DELETED = {
    ("accounts.changes.session", "SignInLink"): "its time has passed, and the seal says when",
    ("scenarios.letters", "Message"): "letters of an invented past, just planned",
}


def test_sealed_rows_are_deleted_for_good() -> None:
    """A sealed row that is simply deleted could be put back, seal and all; `sealing.delete` sees to that."""
    sealed = {model.__name__ for model in apps.get_models() if issubclass(model, Sealed)}
    plain = {
        (module.name, table)
        for module in modules()
        for call in module.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "delete"
        for table in [ast.unparse(call.func.value).partition(".")[0]]
        if table in sealed
    }

    assert plain == SIMPLY_DELETED.keys()


DOCUMENTED = {"changes", "queries", "policy", "engine"}


def test_what_acts_says_in_words_of_the_domain_what_it_does() -> None:
    """A predicate's own sentence, the reason it gives, says it already."""
    silent = [
        f"{module.name}.{function.name}"
        for module in modules()
        if module.roles & DOCUMENTED
        for function in module.functions()
        if not function.name.startswith("_")
        and "predicate" not in decorators(function)
        and not ast.get_docstring(function)
    ]

    assert silent == []
