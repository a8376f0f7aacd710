"""Reports to a mentor's own line manager (LSIS-56): nothing leaves before the mentee's yes, and both can take it back."""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from compagnon.core import clock, sealing
from compagnon.core.actors import Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.notifications.changes import forget_letters_about
from compagnon.partnerships.events import (
    ApprovalAsked,
    ReportApproved,
    ReportReturned,
    ReportWithdrawn,
    ReportWritten,
)
from compagnon.partnerships.models import Partnership, ProcessReport, SharedReport
from compagnon.partnerships.policy import membership_in
from compagnon.partnerships.queries.report import counted, opened_on_of, reported_until
from compagnon.partnerships.reporting import ReportWords, due_period
from compagnon.partnerships.states import REPORT

State = ProcessReport.State
LETTER: Final = "partnerships/report_approved"


class ReportOvertaken(Refused):
    """The report was worded anew in another window meanwhile; nothing was overwritten."""


@change("partnerships.write_report", on="partnership")
def write_report(
    *, by: Actor, partnership: Partnership, words: ReportWords, based_on: int
) -> ProcessReport:
    """Write the report that is due, or word it anew; nobody else reads it before the mentor asks the mentee.

    How often the two met is counted, not typed. `based_on` is the version one had before one's eyes (0: none).
    Refused when none is due, when the mentee has it, and when it was worded anew since.
    """
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    under_way = ProcessReport.objects.filter(
        partnership=partnership, state__in=(State.DRAFT, State.ASKED)
    ).first()
    if under_way and under_way.state == State.ASKED:
        raise Refused(_("It waits for an answer. Take it back first."))
    report = under_way or ProcessReport(
        partnership=partnership, member=membership_in(by, partnership)
    )
    if report.text_version != based_on:
        raise ReportOvertaken(
            _(
                "You changed this report in another window. That version stands beside what you typed."
            )
        )
    key = UUID(str(partnership.pk))
    period = due_period(opened_on_of(partnership), reported_until([key]).get(key), clock.today())
    if period is None:
        raise Refused(_("No report is due yet."))
    report.partnership, report.written_at = partnership, clock.now()
    report.begins_on, report.ends_on = period.begins_on, period.ends_on
    found = counted(partnership, period)
    report.meeting_count, report.length_minutes = found.count, found.minutes
    write_text(report, author_id=report.member.person_id, texts=asdict(words))
    report.save()
    record(ReportWritten(**_about(report)), by=by)
    return report


@change("partnerships.ask_approval", on="process_report")
def ask_approval(*, by: Actor, process_report: ProcessReport) -> ProcessReport:
    """Ask the mentee to read a report, exactly as it would go; until there is an answer it stands still."""
    move(process_report, State.ASKED, REPORT)
    record(ApprovalAsked(**_about(process_report)), by=by)
    return process_report


@change("partnerships.return_report", on="process_report")
def return_report(*, by: Actor, process_report: ProcessReport) -> ProcessReport:
    """Give a report back to be worded anew, as either of the two wishes; nothing was sent. No reason is asked."""
    move(process_report, State.DRAFT, REPORT)
    record(ReportReturned(**_about(process_report)), by=by)
    return process_report


@change("partnerships.approve_report", on="process_report")
def approve_report(*, by: Actor, process_report: ProcessReport, seen: int) -> ProcessReport:
    """Let a report go to the mentor's line manager; only now a letter is planned.

    `seen` is the version that the mentee has read. Refused when it was worded anew since.
    """
    current = ProcessReport.objects.select_for_update().get(pk=process_report.pk)
    if current.text_version != seen:
        raise Refused(_("It was worded anew meanwhile. Read it again before you let it go."))
    move(process_report, State.SENT, REPORT)
    shared = SharedReport(process_report=process_report, text_version=seen, shared_at=clock.now())
    sealing.put(shared)
    shared.save(force_insert=True)
    record(ReportApproved(**_about(process_report), shared_report_id=shared.id), by=by)
    return process_report


@change("partnerships.withdraw_report", on="process_report")
def withdraw_report(*, by: Actor, process_report: ProcessReport) -> ProcessReport:
    """Take a report back that was sent, at the wish of either and without a reason: its link leads nowhere for good."""
    move(process_report, State.WITHDRAWN, REPORT)
    sealing.delete(SharedReport.objects.filter(process_report=process_report))
    record(ReportWithdrawn(**_about(process_report)), by=by)
    return process_report


@change("partnerships.close_reports", on=None)
def close_reports(*, by: Actor, person_id: UUID) -> int:
    """Close every report of a person's partnerships to the managers, and delete the letters that led there.

    Part of erasing a person, mentor or mentee. Return how many were open. Only the system does this.
    """
    reports = list(ProcessReport.objects.filter(partnership__members__person=person_id))
    forget_letters_about(
        by=by, kind=LETTER, name="process_report_id", ids=[row.id for row in reports]
    )
    sent = [row for row in reports if row.state == State.SENT]
    for row in sent:
        withdraw_report(by=by, process_report=row)
    return len(sent)


def _about(report: ProcessReport) -> dict[str, UUID]:
    return {"process_report_id": report.id, "partnership_id": report.partnership_id}
