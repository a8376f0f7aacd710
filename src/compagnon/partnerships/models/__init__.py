"""Tables of the workspace, one module a noun."""

from compagnon.partnerships.models.agenda_item import AgendaItem
from compagnon.partnerships.models.agreement import Agreement, Signature
from compagnon.partnerships.models.check_in import CheckIn
from compagnon.partnerships.models.conversation import MinutesDraft, VideoLink
from compagnon.partnerships.models.goal import Goal, GoalNote
from compagnon.partnerships.models.goal_link import GoalLink
from compagnon.partnerships.models.kind import KindChange
from compagnon.partnerships.models.meeting import ActionItem, Attendance, Meeting, Minutes
from compagnon.partnerships.models.message import PartnerMessage, UnreadMessage
from compagnon.partnerships.models.observation import Observation, Strategy, Trial
from compagnon.partnerships.models.partnership import LastLook, Member, Partnership
from compagnon.partnerships.models.progress import CoordinatorLetter, Progress
from compagnon.partnerships.models.proposed_time import (
    ProposedTime,
    TimeAcceptance,
    TimesProposal,
)
from compagnon.partnerships.models.reflection import Reflection, SharedReflection
from compagnon.partnerships.models.report import ProcessReport, SharedReport
from compagnon.partnerships.models.review import Review, ReviewAnswer
from compagnon.partnerships.models.self_assessment import SelfAssessment, SharedSelfAssessment

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Agreement",
    "Attendance",
    "CheckIn",
    "CoordinatorLetter",
    "Goal",
    "GoalLink",
    "GoalNote",
    "KindChange",
    "LastLook",
    "Meeting",
    "Member",
    "Minutes",
    "MinutesDraft",
    "Observation",
    "PartnerMessage",
    "Partnership",
    "ProcessReport",
    "Progress",
    "ProposedTime",
    "Reflection",
    "Review",
    "ReviewAnswer",
    "SelfAssessment",
    "SharedReflection",
    "SharedReport",
    "SharedSelfAssessment",
    "Signature",
    "Strategy",
    "TimeAcceptance",
    "TimesProposal",
    "Trial",
    "UnreadMessage",
    "VideoLink",
]
