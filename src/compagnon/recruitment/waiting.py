"""What has to happen before anybody signs up, or is approved, as a mentor: the packages above say so."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_lazy as _

from compagnon.schemes.models import JoiningPoint

MENTORS_WAIT: Final = _(
    "Nobody is approved as a mentor here before an introductory meeting is over, however they applied. Plan it under"
    " “Introductory meeting”."
)
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
