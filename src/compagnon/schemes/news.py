"""What waits for a coordinator in a scheme, in sentences: packages above say it, one letter a day tells it.

A scheme does not know of applications or registers; whoever does registers a source.
"""

from collections.abc import Callable, Iterable
from typing import Final

from compagnon.core.actors import Actor
from compagnon.schemes.models import Scheme

Source = Callable[[Actor, Scheme], Iterable[str]]
_sources: Final[list[tuple[int, str, Source]]] = []


def register(name: str, source: Source, *, order: int) -> None:
    """Add a source, from a package's AppConfig.ready: what waits now, and no word of anybody's."""
    if any(name == known for _order, known, _source in _sources):
        raise ValueError(f"Registered twice: {name}")
    _sources.append((order, name, source))
    _sources.sort(key=lambda entry: entry[:2])


def news_in(viewer: Actor, scheme: Scheme) -> list[str]:
    """Return what waits for a viewer in a scheme, in the language that is spoken now."""
    return [said for _order, _name, source in _sources for said in source(viewer, scheme)]
