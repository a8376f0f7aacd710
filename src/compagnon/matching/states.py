"""How a proposal, its answers and what somebody would accept move from state to state."""

from typing import Final

from compagnon.core.states import Transition, transitions

PROPOSAL: Final = transitions(
    "matching.Proposal.state",
    {
        "released": {
            "opened": Transition("matching.answer_proposal", "ProposalOpened"),
            "declined": Transition("matching.answer_proposal", "ProposalDeclined"),
            "taken_back": Transition("matching.take_back_proposal", "ProposalTakenBack"),
        },
        "opened": {"closed": Transition("matching.close_proposal", "ProposalClosed")},
        "declined": {},
        "taken_back": {},
        "closed": {},
    },
)
CIRCLE: Final = transitions(
    "matching.Circle.state",
    {
        "released": {
            "opened": Transition(
                "matching.answer_circle",
                "CircleOpened",
                also=Transition("matching.open_circle", "CircleOpened"),
            ),
            "declined": Transition("matching.answer_circle", "CircleDeclined"),
            "taken_back": Transition("matching.take_back_circle", "CircleTakenBack"),
        },
        "opened": {"closed": Transition("matching.close_circle", "CircleClosed")},
        "declined": {},
        "taken_back": {},
        "closed": {},
    },
)
SEAT: Final = transitions(
    "matching.Seat.state",
    {
        "waiting": {
            "accepted": Transition("matching.answer_circle", "SeatAccepted"),
            "declined": Transition("matching.answer_circle", "SeatDeclined"),
        },
        "accepted": {"declined": Transition("matching.answer_circle", "SeatDeclined")},
        "declined": {},
    },
)
CONCESSION: Final = transitions(
    "matching.Concession.state",
    {
        "waiting": {
            "accepted": Transition("matching.answer_concession", "ConcessionAccepted"),
            "declined": Transition("matching.answer_concession", "ConcessionDeclined"),
        },
        "accepted": {"declined": Transition("matching.answer_concession", "ConcessionDeclined")},
        "declined": {"accepted": Transition("matching.answer_concession", "ConcessionAccepted")},
    },
)
ANSWER: Final = transitions(
    "matching.Answer.state",
    {
        "waiting": {
            "accepted": Transition("matching.answer_proposal", "ProposalAccepted"),
            "declined": Transition("matching.answer_proposal", "ProposalDeclined"),
        },
        "accepted": {"declined": Transition("matching.answer_proposal", "ProposalDeclined")},
        "declined": {},
    },
)
