"""Who has news to choose about: the package that knows says it, because the outbox knows of no scheme."""

from collections.abc import Callable
from typing import Final

from compagnon.core.actors import Actor

HasNews = Callable[[Actor], bool]
_askers: Final[list[HasNews]] = []


def register_readers(has_news: HasNews) -> None:
    """Say who has news to choose about, from a package's AppConfig.ready."""
    _askers.append(has_news)


def has_news(actor: Actor) -> bool:
    """Say whether an actor has something to choose about."""
    return any(ask(actor) for ask in _askers)
