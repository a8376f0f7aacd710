from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.partnerships.models import Member, Partnership
from compagnon.partnerships.policy import memberships_of
from compagnon.partnerships.queries.reading import Reading


class NextStep(StrEnum):
    """The one obvious next thing for a pair."""

    WRITE_AGREEMENT = "write_agreement"
    SIGN_AGREEMENT = "sign_agreement"
    WAIT_FOR_SIGNATURE = "wait_for_signature"
    ARRANGE_MEETING = "arrange_meeting"
    MEET = "meet"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PartnershipLine:
    """A partnership as it stands in a person's list."""

    id: UUID
    partner_name: str
    scheme_name: str
    state_label: StrOrPromise
    state_tone: str


@dataclass(frozen=True)
class PartnerView:
    """The other member: name, role, and what they chose to share."""

    member_id: UUID
    name: str
    role: str
    shared: Mapping[str, Any]


@dataclass(frozen=True)
class PartnershipView:
    """The frame of a partnership as a member sees it: no confidential words."""

    id: UUID
    scheme_name: str
    state: str
    opened_at: datetime
    planned_end_on: date
    role: str
    partner: PartnerView
    next_step: NextStep
    next_meeting_id: UUID | None
    next_meeting_at: datetime | None
    next_meeting_minutes: int | None


def list_partnerships(*, viewer: Actor) -> list[PartnershipLine]:
    """Return a person's partnerships, the latest first; three queries."""
    mine = memberships_of(viewer)
    partners = (
        Member.objects.filter(partnership__in=list(mine))
        .exclude(id__in=[member.id for member in mine.values()])
        .select_related("person", "partnership__joining_point__cycle__scheme")
        .order_by("-partnership__opened_at", "partnership_id")
    )
    return [
        PartnershipLine(
            row.partnership_id,
            row.person.name,
            row.partnership.joining_point.cycle.scheme.name,
            row.partnership.get_state_display(),
            "good" if row.partnership.state == Partnership.State.OPEN else "plain",
        )
        for row in partners
    ]


def get_partnership(*, viewer: Actor, partnership: Partnership) -> PartnershipView:
    """Return the frame of one partnership for a member; two queries. Refuses (`Closed`) anybody else."""
    return frame_in(Reading(viewer, partnership))


def frame_in(reading: Reading) -> PartnershipView:
    """Return the frame of the partnership that is being read."""
    own, partnership, meeting = reading.own, reading.partnership, reading.arranged
    partner = next(row for row in reading.members.values() if row.id != own.id)
    return PartnershipView(
        id=partnership.id,
        scheme_name=partnership.joining_point.cycle.scheme.name,
        state=partnership.state,
        opened_at=partnership.opened_at,
        planned_end_on=partnership.planned_end_on,
        role=own.role,
        partner=PartnerView(partner.id, partner.person.name, partner.role, partner.shared),
        next_step=_next_step(reading),
        next_meeting_id=meeting.id if meeting else None,
        next_meeting_at=meeting.starts_at if meeting else None,
        next_meeting_minutes=meeting.length_minutes if meeting else None,
    )


def list_members(*, viewer: Actor, partnership: Partnership) -> list[Member]:
    """Return the members of a partnership, the mentor first, for the forms that name them."""
    return list(Reading(viewer, partnership).members.values())


def _next_step(reading: Reading) -> NextStep:
    """Say what comes next. An ended partnership asks for nothing; a resting one may be taken up again."""
    if reading.partnership.state == Partnership.State.ENDED:
        return NextStep.NOTHING
    if reading.partnership.state == Partnership.State.PAUSED:
        return NextStep.RESUME
    if not reading.signed:
        return NextStep.WRITE_AGREEMENT
    if reading.own.id not in reading.signed[max(reading.signed)]:
        return NextStep.SIGN_AGREEMENT
    if reading.arranged is not None:
        return NextStep.MEET
    return NextStep.ARRANGE_MEETING if reading.in_force else NextStep.WAIT_FOR_SIGNATURE
