from dataclasses import dataclass
from uuid import UUID

from compagnon.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReportWritten(Event):
    """A mentor wrote a report to their own line manager, or worded it anew; nobody else reads it yet."""

    process_report_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(Event):
    """A mentor asked the mentee to read a report, and to let it go."""

    process_report_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Event):
    """A report goes back to be worded anew, as the mentee or the mentor wished. Nothing was sent."""

    process_report_id: UUID
    partnership_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportApproved(Event):
    """A mentee said yes to a report: it goes to the mentor's line manager."""

    process_report_id: UUID
    partnership_id: UUID
    shared_report_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn(Event):
    """One of the two took a report back that was sent: its link leads nowhere."""

    process_report_id: UUID
    partnership_id: UUID
