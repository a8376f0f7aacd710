"""What has to happen before mentors may sign up at a joining point: the packages above say so."""

from collections.abc import Callable
from typing import Final

from compagnon.schemes.models import JoiningPoint

Gate = Callable[[JoiningPoint], str]
_gates: Final[dict[str, Gate]] = {}


def register(name: str, gate: Gate) -> None:
    """Add a gate, from a package's AppConfig.ready: it answers why mentors have to wait, or nothing."""
    if name in _gates:
        raise ValueError(f"Registered twice: {name}")
    _gates[name] = gate


def reason_for_mentors(joining_point: JoiningPoint) -> str:
    """Return why mentors cannot sign up at a joining point yet; nothing where they can."""
    return next(filter(None, (gate(joining_point) for gate in _gates.values())), "")
