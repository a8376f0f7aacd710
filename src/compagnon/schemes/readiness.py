"""What is left before a scheme can open: packages above add what they need, the page of the scheme lists it.

A scheme does not know of application forms; whoever does registers a check.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django_stubs_ext import StrOrPromise

from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Item:
    """One thing to do before a scheme opens: what, why, where, and whether it is done."""

    title: StrOrPromise
    why: StrOrPromise
    label: StrOrPromise
    url: str
    is_done: bool


Check = Callable[[Scheme], Item]

_checks: Final[list[tuple[int, str, Check]]] = []


def register(name: str, check: Check, *, order: int) -> None:
    """Add a check, from a package's AppConfig.ready, in the order of the work; it takes one query at most."""
    if any(name == known for _order, known, _check in _checks):
        raise ValueError(f"Registered twice: {name}")
    _checks.append((order, name, check))
    _checks.sort(key=lambda entry: entry[:2])


def checks_of(scheme: Scheme) -> tuple[Item, ...]:
    """Return what the packages above need of a scheme, in their order."""
    return tuple(check(scheme) for _order, _name, check in _checks)
