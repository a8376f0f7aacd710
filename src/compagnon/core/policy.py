"""The policy table: permission → predicates with reasons. What is not in the table is refused."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor

Test = Callable[[Actor, Any], bool]
VisibleTo = Callable[[Actor], QuerySet[Any]]


class Decision(NamedTuple):
    """Whether something may be done, and if not, why, in a sentence for the person who asked."""

    allowed: bool
    reason: StrOrPromise = ""


ALLOWED = Decision(allowed=True)


class Predicate:
    """A question about an actor and a thing, with the sentence said when the answer is no."""

    def __init__(self, name: str, decide: Callable[[Actor, Any], Decision]) -> None:
        """Keep the name for the permission matrix of the reference."""
        self.name = name
        self._decide = decide

    def __call__(self, actor: Actor, target: Any = None) -> Decision:
        return self._decide(actor, target)

    def __and__(self, other: "Predicate") -> "Predicate":
        """Both; the first refusal is the one that is said."""

        def both(actor: Actor, target: Any) -> Decision:
            first = self(actor, target)
            return other(actor, target) if first.allowed else first

        return Predicate(f"{self.name} and {other.name}", both)

    def __or__(self, other: "Predicate") -> "Predicate":
        """Either; if neither, the last refusal is the one that is said."""

        def either(actor: Actor, target: Any) -> Decision:
            first = self(actor, target)
            return first if first.allowed else other(actor, target)

        return Predicate(f"({self.name} or {other.name})", either)


def predicate(reason: StrOrPromise) -> Callable[[Test], Predicate]:
    """Make a predicate of a test; `reason` completes the refusal for the person who asked."""

    def decorate(test: Test) -> Predicate:
        def decide_it(actor: Actor, target: Any) -> Decision:
            return ALLOWED if test(actor, target) else Decision(allowed=False, reason=reason)

        return Predicate(test.__name__.removeprefix("_"), decide_it)

    return decorate


@predicate(_("This follows by itself; nobody does it by hand."))
def system_only(_actor: Actor, _target: Any) -> bool:
    """Hold for no person: only the system makes this change (`@change` does not ask about it)."""
    return False


_table: dict[str, Predicate] = {}
_visible: dict[str, VisibleTo] = {}


def permit(table: Mapping[str, Predicate]) -> None:
    """Add a package's permissions to the table; a permission is declared once."""
    if twice := _table.keys() & table.keys():
        raise ValueError(f"Declared twice: {', '.join(sorted(twice))}")
    _table.update(table)


def visible(kind: str, visible_to: VisibleTo) -> None:
    """Register the rows of a kind that an actor may know of; for anybody else they are not there."""
    if kind in _visible:
        raise ValueError(f"Declared twice: {kind}")
    _visible[kind] = visible_to


def visible_to(actor: Actor, kind: str) -> QuerySet[Any]:
    """Return the rows of a kind that this actor may know of."""
    return _visible[kind](actor)


def decide(actor: Actor, permission: str, target: Any = None) -> Decision:
    """Say whether an actor may do something to a thing; what is not declared is refused."""
    rule = _table.get(permission)
    if rule is None:
        return Decision(allowed=False, reason=_("Nobody has been given this right."))
    return rule(actor, target)


def permissions() -> Mapping[str, Predicate]:
    """Return the whole table, for the reference and the architecture tests."""
    return dict(_table)


def kinds() -> Mapping[str, VisibleTo]:
    """Return every registered kind of thing with the queryset that says who may know of it."""
    return dict(_visible)
