"""What other packages say about an application, on its page, for whoever decides about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.recruitment.models import Application


@dataclass(frozen=True)
class Panel:
    """A title, how things stand in a few words, and the lines below it."""

    title: StrOrPromise
    label: StrOrPromise
    tone: str
    lines: tuple[StrOrPromise, ...]


Maker = Callable[[Actor, Application], Panel | None]

_makers: Final[dict[str, Maker]] = {}


def register(name: str, maker: Maker) -> None:
    """Add a panel, from a package's AppConfig.ready; it asks the policy itself, and takes a few queries."""
    if name in _makers:
        raise ValueError(f"Registered twice: {name}")
    _makers[name] = maker


def panels_of(viewer: Actor, application: Application) -> list[Panel]:
    """Return what the other packages say about an application to a viewer."""
    found = (maker(viewer, application) for maker in _makers.values())
    return [panel for panel in found if panel is not None]
