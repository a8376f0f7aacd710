from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.utils import formats, timezone
from django.utils.translation import gettext
from django_stubs_ext import StrOrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.encryption.opening import Closed
from compagnon.core.policy import decide, visible_to
from compagnon.partnerships.models import Meeting, Member, Partnership, ProcessReport, SharedReport
from compagnon.partnerships.policy import (
    shared_report_grant,
    visible_process_reports,
)
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.queries.together import Together
from compagnon.partnerships.reporting import (
    READABLE_FOR,
    Period,
    ReportWords,
    due_period,
    next_due,
)
from compagnon.schemes.models import Scheme
from compagnon.schemes.template import settings_of

State = ProcessReport.State
COVERING = (State.ASKED, State.SENT)


@dataclass(frozen=True)
class ReportView:
    """A report as the two read it: exactly what goes, to whom, and how things stand."""

    id: UUID
    state: str
    state_label: StrOrPromise
    period: Period
    together: Together
    words: ReportWords
    version: int
    mentor_name: str
    is_readers: bool
    readable_until: date | None

    @property
    def in_words(self) -> str:
        """The days that it is about."""
        return in_words(self.period)

    @property
    def seen(self) -> str:
        """The version that is shown, as a form sends it back."""
        return str(self.version)

    @property
    def is_open(self) -> bool:
        """Whether the manager can still read it."""
        return self.readable_until is not None and clock.today() <= self.readable_until


@dataclass(frozen=True)
class ManagersReport:
    """All that reaches a mentor's line manager. No field here could hold notes, goals or a journal, or names the mentee.

    `language`: the mentor's, in which the letter is written.
    """

    id: UUID
    scheme_name: str
    mentor_name: str
    manager_name: str
    manager_address: str
    language: str
    period: Period
    together: Together
    process: str
    impact: str
    support: str
    readable_until: date

    @property
    def title(self) -> str:
        """What the page is called."""
        return gettext("A report from %(name)s") % {"name": self.mentor_name}

    @property
    def in_words(self) -> str:
        """The days that it is about."""
        return in_words(self.period)


@dataclass(frozen=True)
class ReportLine:
    """What the first page of a pair says of reports: what is due since when, what waits for an answer, what went last."""

    is_mentor: bool
    due: Period | None
    asked_id: UUID | None
    sent_until: date | None


@dataclass(frozen=True)
class Reports:
    """The reports of a pair, the latest first; what is due, and when the next one is."""

    listed: list[ReportView]
    due: Period | None
    next_on: date
    is_mentor: bool

    @property
    def due_in_words(self) -> str:
        """The days that the report is about which is due; empty if none is."""
        return in_words(self.due) if self.due else ""

    @property
    def draft(self) -> ReportView | None:
        """The one that the reader writes or that waits for an answer."""
        return next((one for one in self.listed if one.state in {State.DRAFT, State.ASKED}), None)


def list_reports(*, viewer: Actor, partnership: Partnership) -> Reports:
    """Return the reports of a pair that a member may know of, opened. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, partnership)
    listed, opened_on = reports_in(reading), opened_on_of(partnership)
    ends = (one.period.ends_on for one in listed if one.state in COVERING)
    until = max(ends, default=None)
    return Reports(
        listed=listed,
        due=due_period(opened_on, until, clock.today()),
        next_on=next_due(opened_on, clock.today()),
        is_mentor=reading.own.role == Member.Role.MENTOR,
    )


def get_report(*, viewer: Actor, process_report: ProcessReport) -> ReportView:
    """Return one report, opened for one of the two. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, process_report.partnership)
    return next(one for one in reports_in(reading) if one.id == process_report.id)


def reports_in(reading: Reading) -> list[ReportView]:
    """Return the reports of the pair that is being read, the latest first; one query."""
    rows = visible_process_reports(reading.viewer).filter(partnership=reading.partnership)
    return [
        _view(row, reading)
        for row in rows.select_related("shared").order_by("-ends_on", "-written_at", "id")
    ]


def report_line_in(reading: Reading) -> ReportLine | None:
    """Return what the first page says of reports; one query, and nothing where none are written."""
    partnership = reading.partnership
    if not decide(reading.viewer, "partnerships.view_reports", partnership).allowed:
        return None
    rows = list(ProcessReport.objects.filter(partnership=partnership, state__in=COVERING))
    until = max((row.ends_on for row in rows), default=None)
    sent = max((row.ends_on for row in rows if row.state == State.SENT), default=None)
    return ReportLine(
        is_mentor=reading.own.role == Member.Role.MENTOR,
        due=due_period(opened_on_of(partnership), until, clock.today()),
        asked_id=next((row.id for row in rows if row.state == State.ASKED), None),
        sent_until=sent,
    )


def get_shared_report(*, viewer: Actor) -> ManagersReport | None:
    """Return what the holder of a letter's link reads; three queries.

    None once it was withdrawn, its time is over, or its scheme offers no reports any more; and for everybody else.
    """
    shared = visible_to(viewer, "shared_report").first()
    if shared is None:
        return None
    try:
        grant = shared_report_grant(viewer, shared)
    except Closed:
        return None
    row = shared.process_report
    return ManagersReport(
        id=shared.id,
        scheme_name=row.partnership.joining_point.cycle.scheme.name,
        mentor_name=row.member.person.known_as,
        manager_name=grant.read(row, "manager_name"),
        manager_address=grant.read(row, "manager_address"),
        language=row.member.person.language,
        period=Period(row.begins_on, row.ends_on),
        together=Together(row.meeting_count, row.length_minutes),
        process=grant.read(row, "process"),
        impact=grant.read(row, "impact"),
        support=grant.read(row, "support"),
        readable_until=readable_until(shared),
    )


def in_words(period: Period) -> str:
    """Return the first and the last day of a report, in words."""
    return gettext("%(begins_on)s to %(ends_on)s") % {
        "begins_on": formats.date_format(period.begins_on, "DATE_FORMAT"),
        "ends_on": formats.date_format(period.ends_on, "DATE_FORMAT"),
    }


def readable_until(shared: SharedReport) -> date:
    """Return the last day on which a manager can read a report."""
    return timezone.localtime(shared.shared_at + READABLE_FOR).date()


def opened_on_of(partnership: Partnership) -> date:
    """Return the day from which reports are counted."""
    return timezone.localtime(partnership.opened_at).date()


def reported_until(partnerships: Collection[UUID]) -> dict[UUID, date]:
    """Return the last day that a report covers which was sent or waits for the mentee, by partnership; one query."""
    rows = ProcessReport.objects.filter(partnership__in=partnerships, state__in=COVERING)
    return dict(
        rows.order_by()
        .values("partnership_id")
        .annotate(until=Max("ends_on"))
        .values_list("partnership_id", "until")
    )


def counted(partnership: Partnership, period: Period) -> Together:
    """Return how often a pair met in some days, and for how long; one query."""
    rows = Meeting.objects.filter(
        partnership=partnership,
        state=Meeting.State.HELD,
        held_on__range=(period.begins_on, period.ends_on),
    )
    found = rows.aggregate(count=Count("id"), minutes=Sum("length_minutes"))
    return Together(found["count"], found["minutes"] or 0)


def list_due_reports(today: date, partnership_id: UUID | None = None) -> dict[UUID, Period]:
    """Return which open partnerships, or whether one, owe a report, and about which days; three queries.

    For reminders only: it asks for no viewer and holds no word.
    """
    offering = [row.pk for row in Scheme.objects.all() if settings_of(row).reports_to_managers]
    rows = Partnership.objects.filter(
        Q(pk=partnership_id) if partnership_id else Q(),
        state=Partnership.State.OPEN,
        joining_point__cycle__scheme__in=offering,
        members__role=Member.Role.MENTOR,
    )
    known = {row.id: opened_on_of(row) for row in rows}
    until = reported_until(known.keys())
    periods = {
        key: due_period(opened_on, until.get(key), today) for key, opened_on in known.items()
    }
    return {key: period for key, period in periods.items() if period}


def _view(row: ProcessReport, reading: Reading) -> ReportView:
    row.partnership, shared = reading.partnership, getattr(row, "shared", None)
    return ReportView(
        id=row.id,
        state=row.state,
        state_label=row.get_state_display(),
        period=Period(row.begins_on, row.ends_on),
        together=Together(row.meeting_count, row.length_minutes),
        words=ReportWords(
            **{field: reading.grant.read(row, field) for field in row.encrypted_fields()}
        ),
        version=row.text_version,
        mentor_name=reading.member(row.member_id).person.known_as,
        is_readers=row.member_id == reading.own.id,
        readable_until=readable_until(shared) if shared else None,
    )
