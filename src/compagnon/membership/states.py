"""How an imported register moves from state to state; the reference's diagram is made of it."""

from typing import Final

from compagnon.core.states import Transition, transitions

_DROPPED: Final = Transition("membership.drop_register", "RegisterDropped")
REGISTER: Final = transitions(
    "membership.Register.state",
    {
        "reading": {
            "preview": Transition("membership.take_in_register", "RegisterRead"),
            "refused": Transition("membership.take_in_register", "RegisterRefused"),
            "dropped": _DROPPED,
        },
        "preview": {
            "importing": Transition("membership.start_register", "RegisterStarted"),
            "dropped": _DROPPED,
        },
        "importing": {
            "current": Transition("membership.take_in_register", "RegisterImported"),
            "dropped": _DROPPED,
        },
        "current": {"retired": Transition("membership.take_in_register", "RegisterRetired")},
        "retired": {},
        "dropped": {},
        "refused": {},
    },
)
