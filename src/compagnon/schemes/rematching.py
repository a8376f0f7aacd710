"""Where somebody else is looked for once a partnership is over: whoever matches registers the one way."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from compagnon.core.actors import Actor

Way = Callable[[Actor, UUID], str]
_ways: Final[list[Way]] = []


def register(way: Way) -> None:
    """Add the way, from a package's AppConfig.ready: the address for a viewer and a proposal; empty for none."""
    if _ways:
        raise ValueError("Registered twice: the way back to matching")
    _ways.append(way)


def way_back(viewer: Actor, proposal_id: UUID) -> str:
    """Return where a viewer looks for somebody else for whoever was mentored; empty where she cannot."""
    return next((found for way in _ways if (found := way(viewer, proposal_id))), "")
