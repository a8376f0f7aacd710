"""What happens in a partnership; ids, dates and numbers only."""

from compagnon.partnerships.events.agreement import AgreementSigned, AgreementWritten
from compagnon.partnerships.events.meeting import (
    ActionItemDone,
    MeetingArranged,
    MeetingCancelled,
    MeetingRecorded,
)
from compagnon.partnerships.events.partnership import (
    PartnerErased,
    PartnershipLeft,
    PartnershipOpened,
    PartnershipPaused,
    PartnershipResumed,
)

__all__ = [
    "ActionItemDone",
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
