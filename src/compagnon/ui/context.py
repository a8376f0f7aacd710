"""What the page shell shows, found once a page and only if a shell is drawn."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from compagnon.core.actors import NOBODY, ActorKind
from compagnon.core.encryption import master
from compagnon.ui import navigation
from compagnon.ui.navigation import Area, Link


@dataclass(frozen=True)
class Shell:
    """The frame around a page's content."""

    house: str
    person: str
    main: list[Link]
    account: list[Link]
    visitor: list[Link]
    foot: list[Link]
    stuck: list[Link]
    is_without_keys: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """Give templates `shell`; a part of a page, swapped in by htmx, never asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    actor = getattr(request, "actor", NOBODY)
    return Shell(
        house=navigation.house(actor),
        person=str(request.user) if actor.kind is ActorKind.PERSON else "",
        main=navigation.links(request, Area.MAIN),
        account=navigation.links(request, Area.ACCOUNT),
        visitor=navigation.links(request, Area.VISITOR),
        foot=navigation.links(request, Area.FOOT),
        stuck=navigation.links(request, Area.STUCK),
        is_without_keys=master.are_missing(),
    )
