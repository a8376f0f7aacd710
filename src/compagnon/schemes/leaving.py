"""Which letters a coordinator leaves to the others of the group: packages above know whom a letter is about."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q

from compagnon.core.actors import Actor
from compagnon.schemes.models import Scheme

Which = Callable[[Actor, Scheme], Q]
_registered: Final[dict[str, Which]] = {}


def register(name: str, which: Which) -> None:
    """Add what says of letters that a coordinator leaves them to others, from a package's AppConfig.ready."""
    if name in _registered:
        raise ValueError(f"Registered twice: {name}")
    _registered[name] = which


def left_to_others(viewer: Actor, scheme: Scheme) -> Q:
    """Return which letters of a scheme a coordinator leaves to others: her own, and what packages above say."""
    left = Q(recipient=viewer.person_id)
    for which in _registered.values():
        left |= which(viewer, scheme)
    return left
