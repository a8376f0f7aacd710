"""How a partnership, its meetings, action items, goals, observations and reviews move from state to state; the diagrams of the reference are made of these."""

from typing import Final

from compagnon.core.states import Transition, transitions

_ENDED: Final = Transition(
    "partnerships.leave_partnership",
    "PartnershipLeft",
    also=Transition(
        "partnerships.erase_partner",
        "PartnerErased",
        also=Transition(
            "partnerships.close_partnership",
            "PartnershipClosed",
            also=Transition("partnerships.replace_partner", "PartnerReplaced"),
        ),
    ),
)
PARTNERSHIP: Final = transitions(
    "partnerships.Partnership.state",
    {
        "open": {
            "paused": Transition(
                "partnerships.pause_partnership",
                "PartnershipPaused",
                also=Transition("partnerships.arrange_pause", "PauseArranged"),
            ),
            "ended": _ENDED,
        },
        "paused": {
            "open": Transition(
                "partnerships.resume_partnership",
                "PartnershipResumed",
                also=Transition("partnerships.end_pause", "PauseEnded"),
            ),
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
            "missed": Transition("partnerships.miss_meeting", "MeetingMissed"),
        },
        "held": {},
        "cancelled": {},
        "missed": {},
    },
)
ACTION_ITEM: Final = transitions(
    "partnerships.ActionItem.state",
    {
        "open": {
            "done": Transition("partnerships.finish_action_item", "ActionItemDone"),
            "dropped": Transition("partnerships.drop_action_item", "ActionItemDropped"),
        },
        "done": {},
        "dropped": {},
    },
)
GOAL: Final = transitions(
    "partnerships.Goal.state",
    {
        "active": {
            "paused": Transition("partnerships.pause_goal", "GoalPaused"),
            "reached": Transition("partnerships.reach_goal", "GoalReached"),
        },
        "paused": {"active": Transition("partnerships.resume_goal", "GoalResumed")},
        "reached": {"active": Transition("partnerships.resume_goal", "GoalResumed")},
    },
)
OBSERVATION: Final = transitions(
    "partnerships.Observation.state",
    {
        "planned": {
            "seen": Transition("partnerships.record_observation", "ObservationRecorded"),
            "cancelled": Transition("partnerships.cancel_observation", "ObservationCancelled"),
        },
        "seen": {
            "discussed": Transition("partnerships.discuss_observation", "ObservationDiscussed")
        },
        "discussed": {},
        "cancelled": {},
    },
)
REPORT: Final = transitions(
    "partnerships.ProcessReport.state",
    {
        "draft": {"asked": Transition("partnerships.ask_approval", "ApprovalAsked")},
        "asked": {
            "draft": Transition("partnerships.return_report", "ReportReturned"),
            "sent": Transition("partnerships.approve_report", "ReportApproved"),
        },
        "sent": {"withdrawn": Transition("partnerships.withdraw_report", "ReportWithdrawn")},
        "withdrawn": {},
    },
)
REVIEW: Final = transitions(
    "partnerships.Review.state",
    {
        "open": {"shared": Transition("partnerships.answer_review", "ReviewShared")},
        "shared": {"decided": Transition("partnerships.decide_review", "ReviewDecided")},
        "decided": {},
    },
)
