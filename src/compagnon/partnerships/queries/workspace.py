from dataclasses import dataclass
from uuid import UUID

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.agenda_item import agenda_items_in
from compagnon.partnerships.queries.agreement import AgreementView, agreement_in
from compagnon.partnerships.queries.check_in import is_asked_in, is_silent_in
from compagnon.partnerships.queries.conversation import DraftView, draft_in
from compagnon.partnerships.queries.goal import Plan, plan_in
from compagnon.partnerships.queries.half_term import HalfTermView, half_term_in
from compagnon.partnerships.queries.kind import ProposedKind, proposed_kind_in
from compagnon.partnerships.queries.meeting import (
    Agenda,
    MeetingView,
    agenda_in,
    meetings_in,
    opened,
)
from compagnon.partnerships.queries.message import unread_in
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in
from compagnon.partnerships.queries.reading import Reading
from compagnon.partnerships.queries.report import ReportLine, report_line_in
from compagnon.partnerships.queries.review import ReviewUnderWay, review_under_way_in
from compagnon.partnerships.queries.together import Together


@dataclass(frozen=True)
class Workspace:
    """The first page of a pair: what comes next, the contract, the agenda, the goals, the meetings so far."""

    partnership: PartnershipView
    agreement: AgreementView | None
    agenda: Agenda
    meetings: list[MeetingView]
    together: Together
    half_term: HalfTermView | None
    plan: Plan
    times_from: str | None
    are_times_own: bool
    review: ReviewUnderWay | None
    report: ReportLine | None
    unread_count: int
    is_asked: bool
    is_silent: bool
    proposed_kind: ProposedKind | None


def get_workspace(*, viewer: Actor, partnership: Partnership) -> Workspace:
    """Return a pair's first page, opened for a member; a fixed number of queries.

    One more where they meet by half terms, and one where reports go to a manager. Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    items, brought = opened(reading), agenda_items_in(reading)
    agreement, by = agreement_in(reading), reading.times_proposed_by
    return Workspace(
        frame_in(reading),
        agreement,
        agenda_in(reading, items, brought),
        meetings_in(reading, items, brought),
        Together(*reading.together),
        half_term_in(reading, agreement),
        plan_in(reading),
        times_from=by.person.known_as if by else None,
        are_times_own=by == reading.own,
        review=review_under_way_in(reading),
        report=report_line_in(reading),
        unread_count=unread_in(reading),
        is_asked=is_asked_in(reading),
        is_silent=is_silent_in(reading),
        proposed_kind=proposed_kind_in(reading),
    )


@dataclass(frozen=True)
class NextMeeting:
    """What the pages of a meeting begin with: the frame, the agenda, and one's own notes of the meeting arranged."""

    partnership: PartnershipView
    agenda: Agenda
    draft: DraftView
    own_id: UUID


def get_next_meeting(*, viewer: Actor, partnership: Partnership) -> NextMeeting:
    """Return the agenda of the next meeting, opened for a member; six queries, seven where one is arranged. Refuses (`Closed`) anybody else."""
    reading = Reading(viewer, partnership)
    agenda = agenda_in(reading, opened(reading), agenda_items_in(reading))
    draft = draft_in(reading, reading.arranged)
    return NextMeeting(frame_in(reading), agenda, draft, reading.own.id)
