"""How introductory meetings and invitations move from state to state; the reference's diagrams are made of it."""

from typing import Final

from compagnon.core.states import Transition, transitions

_ACCEPTED: Final = Transition("introductions.answer_invitation", "InvitationAccepted")
_DECLINED: Final = Transition("introductions.answer_invitation", "InvitationDeclined")
_WITHDRAWN: Final = Transition("introductions.withdraw_invitation", "InvitationWithdrawn")
INTRODUCTION: Final = transitions(
    "introductions.Introduction.state",
    {
        "planned": {
            "cancelled": Transition("introductions.cancel_introduction", "IntroductionCancelled")
        },
        "cancelled": {},
    },
)
INVITATION: Final = transitions(
    "introductions.Invitation.state",
    {
        "invited": {"coming": _ACCEPTED, "not_coming": _DECLINED, "withdrawn": _WITHDRAWN},
        "coming": {"not_coming": _DECLINED, "withdrawn": _WITHDRAWN},
        "not_coming": {"coming": _ACCEPTED, "withdrawn": _WITHDRAWN},
        "withdrawn": {"invited": Transition("introductions.invite_people", "PersonInvited")},
    },
)
