from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.agenda_item import agenda_items_in
from compagnon.partnerships.queries.agreement import AgreementView, agreements_in
from compagnon.partnerships.queries.goal import GoalView, goals_in
from compagnon.partnerships.queries.meeting import MeetingView, meetings_in, opened
from compagnon.partnerships.queries.message import MessageView, messages_in
from compagnon.partnerships.queries.observation import ObservationView, observations_in
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in
from compagnon.partnerships.queries.reading import reading_of
from compagnon.partnerships.queries.reflection import Journal, journal_in
from compagnon.partnerships.queries.report import ReportView, reports_in
from compagnon.partnerships.queries.review import ReviewView, reviews_in
from compagnon.partnerships.queries.self_assessment import SelfAssessmentView, self_assessments_in


@dataclass(frozen=True)
class Copy:
    """All that one member may read in a partnership."""

    partnership: PartnershipView
    reader_name: str
    agreements: list[AgreementView]
    meetings: list[MeetingView]
    goals: list[GoalView]
    observations: list[ObservationView]
    reviews: list[ReviewView]
    reports: list[ReportView]
    journal: Journal
    messages: list[MessageView]
    self_assessments: list[SelfAssessmentView]


def get_copy(*, viewer: Actor, partnership: Partnership) -> Copy:
    """Return all that a member may read in a partnership, as its pages show it; a fixed number of queries.

    Every meeting, not the latest alone. Of somebody who left: what they could read then. Refuses (`Closed`) anybody
    else.
    """
    reading = reading_of(viewer, partnership, most=None)
    items, brought = opened(reading), agenda_items_in(reading)
    return Copy(
        partnership=frame_in(reading),
        reader_name=reading.own.person.name,
        agreements=agreements_in(reading),
        meetings=meetings_in(reading, items, brought),
        goals=goals_in(reading),
        observations=observations_in(reading),
        reviews=reviews_in(reading),
        reports=reports_in(reading),
        journal=journal_in(reading),
        messages=messages_in(reading),
        self_assessments=self_assessments_in(reading),
    )
