"""What must be true of the rows, whatever happened: nothing twice, nothing half, nobody over capacity."""

from collections import Counter

from django.db import connection
from django.db.models import Count, Q

from compagnon.core.models import EventRow
from compagnon.matching.models import Answer, Proposal, Run
from compagnon.notifications.models import Message
from compagnon.partnerships.models import Attendance, Meeting, Minutes, Partnership
from drills.post_office import PostOffice
from drills.verdict import Report

# Happenings of which one thing has one at most.
_ONCE = (
    *("MeetingRecorded", "ProposalAccepted", "ProposalDeclined", "ProposalOpened"),
    *("ApplicationApproved", "AgreementWritten", "RunStarted", "RunFinished", "PartnershipOpened"),
)


def check_rows(report: Report) -> None:
    """Compare rows with each other."""
    events = EventRow.objects.filter(name__in=_ONCE).values_list("name", "about_id")
    counted = Counter(events)
    report.none("events that came twice", [key for key, count in counted.items() if count > 1])
    met = set(Meeting.objects.filter(state="held").values_list("id", flat=True))
    told = {about for name, about in counted if name == "MeetingRecorded"}
    report.none("meetings without their event, or the other way round", met ^ told)
    written = set(Minutes.objects.values_list("meeting_id", flat=True))
    attended = set(Attendance.objects.values_list("meeting_id", flat=True))
    report.none("meetings without minutes or attendance", met - (written & attended))
    _check_proposals(report)
    _check_database(report)


def check_letters(report: Report, office: PostOffice) -> None:
    """Compare the outbox with what the mail server took."""
    rows = Message.objects.values_list("message_id", "outcome", "work_state")
    times = office.times_by_id()
    sent = {key for key, outcome, _state in rows if outcome == "sent"}
    report.none("letters that still wait", [key for key, _how, state in rows if state == "waiting"])
    report.none("letters that are dead", [key for key, _how, state in rows if state == "dead"])
    report.none("letters marked as sent that never came", sent - set(times))
    report.none("letters that came without a row", set(times) - {key for key, *_ in rows})
    twice = sum(count - 1 for count in times.values())
    report.say(f"{len(sent)} letters sent, {twice} repeated with the same Message-ID")


def _check_proposals(report: Report) -> None:
    opened = Counter(
        Proposal.objects.filter(state="opened").values_list("mentor_id", "mentor__capacity")
    )
    over = [key for (key, capacity), count in opened.items() if count > capacity]
    report.none("mentors with more mentees than they have room for", over)
    ready = (
        Proposal.objects.annotate(
            yes=Count("answers", filter=Q(answers__state=Answer.State.ACCEPTED))
        )
        .filter(yes=2)
        .exclude(state="opened")
    )
    report.none("proposals that both accepted and that did not open", list(ready))
    begun = set(Partnership.objects.values_list("proposal_id", flat=True))
    report.none(
        "opened proposals without a partnership",
        set(Proposal.objects.filter(state="opened").values_list("id", flat=True)) - begun,
    )
    report.none(
        "runs that did not end",
        list(Run.objects.exclude(work_state="done").values_list("id", "work_state", "problem")),
    )
    half = Partnership.objects.annotate(count=Count("members")).exclude(count=2)
    report.none("partnerships without two members", list(half))


def _check_database(report: Report) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            report.same("integrity of the file", cursor.fetchone(), ("ok",))
            cursor.execute("PRAGMA foreign_key_check")
            report.none("rows whose parent is gone", cursor.fetchall())
