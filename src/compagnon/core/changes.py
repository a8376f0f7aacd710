"""`@change`: the only door to a write. It asks the policy and opens the transaction."""

import functools
from collections.abc import Callable, Mapping
from typing import NamedTuple, ParamSpec, TypeVar, cast

from django.db import transaction

from compagnon.core.actors import Actor, ActorKind
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide

P = ParamSpec("P")
R = TypeVar("R")


class ChangeEntry(NamedTuple):
    """A registered change: which permission is asked, and about which of its arguments."""

    permission: str
    on: str | None


_changes: dict[str, ChangeEntry] = {}


def change(permission: str, *, on: str | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a write: its permission is asked about the argument named `on`, inside one transaction.

    The SYSTEM actor (command line, reminders, background work) is not asked: it acts for a rule, and
    the rule stands in the code that calls. Refuses with `NotAllowed` and the policy's own sentence.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        _changes[f"{function.__module__}.{function.__name__}"] = ChangeEntry(permission, on)

        @functools.wraps(function)
        def made(*args: P.args, **kwargs: P.kwargs) -> R:
            by = cast("Actor", kwargs["by"])
            with transaction.atomic():
                if by.kind is not ActorKind.SYSTEM:
                    decision = decide(by, permission, kwargs[on] if on else None)
                    if not decision.allowed:
                        raise NotAllowed(decision.reason)
                return function(*args, **kwargs)

        return made

    return decorate


def registered_changes() -> Mapping[str, ChangeEntry]:
    """Return every registered change by its dotted name, for the reference and the architecture tests."""
    return dict(_changes)
