"""How a scheme moves from state to state; the reference's diagram is made of it."""

from typing import Final

from compagnon.core.states import Transition, transitions

SCHEME: Final = transitions(
    "schemes.Scheme.state",
    {
        "setting_up": {"open": Transition("schemes.start_scheme", "SchemeStarted")},
        "open": {"closed": Transition("schemes.close_scheme", "SchemeClosed")},
        "closed": {"open": Transition("schemes.reopen_scheme", "SchemeReopened")},
    },
)
