"""How a proposal and its answers move from state to state."""

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
