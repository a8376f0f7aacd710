from dataclasses import dataclass

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.agreement import AgreementView, agreement_in
from compagnon.partnerships.queries.half_term import HalfTermView, half_term_in
from compagnon.partnerships.queries.meeting import (
    Agenda,
    MeetingView,
    agenda_in,
    meetings_in,
    opened,
)
from compagnon.partnerships.queries.partnership import PartnershipView, frame_in
from compagnon.partnerships.queries.reading import Reading


@dataclass(frozen=True)
class Workspace:
    """The first page of a pair: what comes next, the contract, the agenda, the meetings so far."""

    partnership: PartnershipView
    agreement: AgreementView | None
    agenda: Agenda
    meetings: list[MeetingView]
    half_term: HalfTermView | None


def get_workspace(*, viewer: Actor, partnership: Partnership) -> Workspace:
    """Return a pair's first page, opened for a member; seven queries, eight where they meet by half terms.

    Refuses (`Closed`) anybody else.
    """
    reading = Reading(viewer, partnership)
    items = opened(reading)
    agreement = agreement_in(reading)
    return Workspace(
        frame_in(reading),
        agreement,
        agenda_in(reading, items),
        meetings_in(reading, items),
        half_term_in(reading, agreement),
    )
