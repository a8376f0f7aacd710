"""What happens in a partnership; ids, dates and numbers only."""

from compagnon.partnerships.events.agreement import AgreementSigned, AgreementWritten
from compagnon.partnerships.events.check_in import (
    CheckInAnswered,
    CheckInOpened,
    RematchAsked,
)
from compagnon.partnerships.events.closing import PartnershipClosed, PartnershipEmptied
from compagnon.partnerships.events.copy import CopyExported
from compagnon.partnerships.events.goal import (
    GoalNoteWritten,
    GoalPaused,
    GoalReached,
    GoalResumed,
    GoalRevised,
    GoalSet,
)
from compagnon.partnerships.events.meeting import (
    ActionItemCarried,
    ActionItemDone,
    ActionItemDropped,
    AgendaItemAdded,
    AgendaItemWithdrawn,
    DraftWritten,
    MeetingArranged,
    MeetingCancelled,
    MeetingMissed,
    MeetingRecorded,
    TimeAccepted,
    TimesProposed,
    VideoLinkSet,
)
from compagnon.partnerships.events.message import (
    MessageDeleted,
    MessagesRead,
    MessageWritten,
)
from compagnon.partnerships.events.observation import (
    ObservationAgreed,
    ObservationCancelled,
    ObservationDiscussed,
    ObservationPlanned,
    ObservationRecorded,
    ObservationRevised,
    StrategyAnswered,
)
from compagnon.partnerships.events.partnership import (
    ActivityExported,
    PartnerErased,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
    PartnershipResumed,
    TermsChosen,
)
from compagnon.partnerships.events.progress import (
    MembersContacted,
    PartnerReplaced,
    PauseArranged,
    PauseEnded,
)
from compagnon.partnerships.events.reflection import (
    ReflectionDeleted,
    ReflectionRevised,
    ReflectionShared,
    ReflectionUnshared,
    ReflectionWritten,
)
from compagnon.partnerships.events.review import (
    ReviewAnswered,
    ReviewDecided,
    ReviewOpened,
    ReviewShared,
    ReviewWritten,
)
from compagnon.partnerships.events.safeguarding import CoordinatorsAlerted
from compagnon.partnerships.events.self_assessment import (
    SelfAssessmentDeleted,
    SelfAssessmentMade,
    SelfAssessmentShared,
    SelfAssessmentUnshared,
)

__all__ = [
    "ActionItemCarried",
    "ActionItemDone",
    "ActionItemDropped",
    "ActivityExported",
    "AgendaItemAdded",
    "AgendaItemWithdrawn",
    "AgreementSigned",
    "AgreementWritten",
    "CheckInAnswered",
    "CheckInOpened",
    "CoordinatorsAlerted",
    "CopyExported",
    "DraftWritten",
    "GoalNoteWritten",
    "GoalPaused",
    "GoalReached",
    "GoalResumed",
    "GoalRevised",
    "GoalSet",
    "MeetingArranged",
    "MeetingCancelled",
    "MeetingMissed",
    "MeetingRecorded",
    "MembersContacted",
    "MessageDeleted",
    "MessageWritten",
    "MessagesRead",
    "ObservationAgreed",
    "ObservationCancelled",
    "ObservationDiscussed",
    "ObservationPlanned",
    "ObservationRecorded",
    "ObservationRevised",
    "PartnerErased",
    "PartnerReplaced",
    "PartnershipClosed",
    "PartnershipEmptied",
    "PartnershipLeft",
    "PartnershipOpened",
    "PartnershipPaused",
    "PartnershipResumed",
    "PauseArranged",
    "PauseEnded",
    "ReflectionDeleted",
    "ReflectionRevised",
    "ReflectionShared",
    "ReflectionUnshared",
    "ReflectionWritten",
    "RematchAsked",
    "ReviewAnswered",
    "ReviewDecided",
    "ReviewOpened",
    "ReviewShared",
    "ReviewWritten",
    "SelfAssessmentDeleted",
    "SelfAssessmentMade",
    "SelfAssessmentShared",
    "SelfAssessmentUnshared",
    "StrategyAnswered",
    "TermsChosen",
    "TimeAccepted",
    "TimesProposed",
    "VideoLinkSet",
]
