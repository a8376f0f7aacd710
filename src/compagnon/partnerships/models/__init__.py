"""Tables of the workspace, one module a noun."""

from compagnon.partnerships.models.agreement import Agreement, Signature
from compagnon.partnerships.models.meeting import ActionItem, Attendance, Meeting, Minutes
from compagnon.partnerships.models.partnership import Member, Partnership

__all__ = [
    "ActionItem",
    "Agreement",
    "Attendance",
    "Meeting",
    "Member",
    "Minutes",
    "Partnership",
    "Signature",
]
