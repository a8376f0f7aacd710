"""How a partnership, its meetings and action items move from state to state; the diagrams of the reference are made of these."""

from typing import Final

from compagnon.core.states import Transition, transitions

_ENDED: Final = Transition(
    "partnerships.leave_partnership",
    "PartnershipLeft",
    also=Transition("partnerships.erase_partner", "PartnerErased"),
)
PARTNERSHIP: Final = transitions(
    "partnerships.Partnership.state",
    {
        "open": {
            "paused": Transition("partnerships.pause_partnership", "PartnershipPaused"),
            "ended": _ENDED,
        },
        "paused": {
            "open": Transition("partnerships.resume_partnership", "PartnershipResumed"),
            "ended": _ENDED,
        },
        "ended": {},
    },
)
MEETING: Final = transitions(
    "partnerships.Meeting.state",
    {
        "arranged": {
            "held": Transition("partnerships.record_meeting", "MeetingRecorded"),
            "cancelled": Transition("partnerships.cancel_meeting", "MeetingCancelled"),
        },
        "held": {},
        "cancelled": {},
    },
)
ACTION_ITEM: Final = transitions(
    "partnerships.ActionItem.state",
    {
        "open": {"done": Transition("partnerships.finish_action_item", "ActionItemDone")},
        "done": {},
    },
)
