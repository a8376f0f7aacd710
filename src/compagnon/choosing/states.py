"""How a request moves from state to state."""

from typing import Final

from compagnon.core.states import Transition, transitions

REQUEST: Final = transitions(
    "choosing.Request.state",
    {
        "waiting": {
            "accepted": Transition("choosing.answer_request", "RequestAccepted"),
            "declined": Transition("choosing.answer_request", "RequestDeclined"),
            "taken_back": Transition("choosing.take_back_request", "RequestTakenBack"),
            "lapsed": Transition("choosing.lapse_request", "RequestLapsed"),
        },
        "accepted": {},
        "declined": {},
        "taken_back": {},
        "lapsed": {},
    },
)
