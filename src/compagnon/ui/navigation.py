"""Where a person can go: packages register their entries, the policy decides who is shown which."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import get_languages
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import NOBODY, Actor, ActorKind
from compagnon.core.addresses import path_to
from compagnon.core.policy import decide

Masthead = Callable[[Actor], str]


class Area(StrEnum):
    """Which list of the page an entry stands in; `STUCK`: where a code is asked for or typed, for whoever cannot sign in."""

    MAIN = "main"
    ACCOUNT = "account"
    VISITOR = "visitor"
    FOOT = "foot"
    STUCK = "stuck"


@dataclass(frozen=True)
class Entry:
    """What a package registers: a name, a route, and the permission that shows it (none: its area does)."""

    label: StrOrPromise
    url_name: str
    permission: str | None
    area: Area
    order: int
    is_change: bool


@dataclass(frozen=True)
class Link:
    """An entry as one request sees it; a change is a button that posts, not a link."""

    label: StrOrPromise
    url: str
    is_current: bool
    is_change: bool


@dataclass(frozen=True)
class Language:
    """A language by its own name."""

    code: str
    name: str
    is_current: bool


_entries: Final[list[Entry]] = []
_mastheads: Final[list[Masthead]] = []


def register(
    *,
    label: StrOrPromise,
    url_name: str,
    permission: str | None = None,
    area: Area = Area.MAIN,
    order: int = 100,
    is_change: bool = False,
) -> None:
    """Add an entry, from a package's AppConfig.ready(); the same route stands once in an area."""
    entry = Entry(label, url_name, permission, area, order, is_change)
    if any((known.url_name, known.area) == (url_name, area) for known in _entries):
        raise ValueError(f"Registered twice: {url_name}")
    _entries.append(entry)
    _entries.sort(key=lambda known: known.order)


def register_masthead(masthead: Masthead) -> None:
    """Let the package that knows organisations say whose name stands under the product's."""
    _mastheads.append(masthead)


def house(actor: Actor) -> str:
    """Return the organisation's name for the masthead, or nothing."""
    return next((name for masthead in _mastheads if (name := masthead(actor))), "")


def links(request: HttpRequest, area: Area) -> list[Link]:
    """Return the entries of an area that the policy shows to whoever asks."""
    actor = getattr(request, "actor", NOBODY)
    shown = [entry for entry in _entries if entry.area is area and _is_shown(entry, actor)]
    return [_link(entry, request.path) for entry in shown]


def languages() -> list[Language]:
    """Return the installation's languages, each by its own name."""
    current = translation.get_language()
    return [
        Language(code, translation.get_language_info(code)["name_local"], code == current)
        for code in get_languages()
    ]


def _is_shown(entry: Entry, actor: Actor) -> bool:
    signed_in = actor.kind is ActorKind.PERSON
    is_for_visitors = entry.area in {Area.VISITOR, Area.STUCK}
    if entry.area is not Area.FOOT and signed_in is is_for_visitors:
        return False
    return entry.permission is None or decide(actor, entry.permission).allowed


def _link(entry: Entry, path: str) -> Link:
    url = path_to(entry.url_name)
    is_current = path == url or (url != "/" and path.startswith(url))
    return Link(entry.label, url, is_current, entry.is_change)
