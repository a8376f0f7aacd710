"""What happens in a partnership; ids, dates and numbers only."""

from compagnon.partnerships.events.agreement import AgreementSigned, AgreementWritten
from compagnon.partnerships.events.meeting import (
    ActionItemDone,
    MeetingArranged,
    MeetingCancelled,
    MeetingRecorded,
)
from compagnon.partnerships.events.partnership import (
    ActivityExported,
    PartnerErased,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
    PartnershipResumed,
)

__all__ = [
    "ActionItemDone",
    "ActivityExported",
    "AgreementSigned",
    "AgreementWritten",
    "MeetingArranged",
    "MeetingCancelled",
    "MeetingRecorded",
    "PartnerErased",
    "PartnershipLeft",
    "PartnershipOpened",
    "PartnershipPaused",
    "PartnershipResumed",
]
