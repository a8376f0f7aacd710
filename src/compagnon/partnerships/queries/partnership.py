from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.partnerships.leaving import goes_on_without
from compagnon.partnerships.models import Agreement, Meeting, Member, Partnership
from compagnon.partnerships.policy import (
    membership_in,
    memberships_ever_of,
    memberships_of,
    visible_left_partnerships,
)
from compagnon.partnerships.queries.closing import kept_until_of
from compagnon.partnerships.queries.reading import Reading
from compagnon.schemes.role_words import RoleWords, role_words

Signed = Mapping[int, Collection[UUID]]


class NextStep(StrEnum):
    """The one obvious next thing for a pair."""

    WRITE_AGREEMENT = "write_agreement"
    SIGN_AGREEMENT = "sign_agreement"
    WAIT_FOR_SIGNATURE = "wait_for_signature"
    ARRANGE_MEETING = "arrange_meeting"
    MEET = "meet"
    RECORD_MEETING = "record_meeting"
    RESUME = "resume"
    NOTHING = "nothing"


TITLES: Final[dict[NextStep, StrPromise]] = {
    NextStep.WRITE_AGREEMENT: _("Agree how you will work together"),
    NextStep.SIGN_AGREEMENT: _("Read and sign your learning contract"),
    NextStep.WAIT_FOR_SIGNATURE: _("The contract waits for a signature"),
    NextStep.ARRANGE_MEETING: _("Arrange your next meeting"),
    NextStep.MEET: _("You meet"),
    NextStep.RECORD_MEETING: _("How was your meeting?"),
    NextStep.RESUME: _("Your partnership rests"),
    NextStep.NOTHING: _("This partnership has ended"),
}


@dataclass(frozen=True)
class PartnershipLine:
    """A partnership as it stands in a person's list, with the one next thing; `meets_at` while a meeting is ahead.

    `has_left`: the person left it while the others went on; there is a copy to take, and no more.
    """

    id: UUID
    partner_name: str
    scheme_name: str
    state_label: StrOrPromise
    state_tone: str
    next_step: NextStep
    next_title: StrOrPromise
    meets_at: datetime | None
    has_left: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether the pair is at work, so that something comes next."""
        return self.next_step not in {NextStep.RESUME, NextStep.NOTHING}

    @property
    def is_readers_turn(self) -> bool:
        """Whether the pair waits for the reader, neither for the partner nor for a day to come."""
        return self.is_waiting and self.next_step not in {
            NextStep.WAIT_FOR_SIGNATURE,
            NextStep.MEET,
        }


@dataclass(frozen=True)
class Ahead:
    """The meeting that is arranged."""

    starts_at: datetime
    length_minutes: int

    @property
    def is_over(self) -> bool:
        """Whether its time has passed, so that it can be recorded."""
        return self.starts_at + timedelta(minutes=self.length_minutes) <= clock.now()


@dataclass(frozen=True)
class Standing:
    """What decides what comes next for one member: `signed` holds who signed each version of the contract."""

    state: str
    signed: Signed
    members: AbstractSet[UUID]
    own_id: UUID
    meets: Ahead | None


@dataclass(frozen=True)
class PartnerView:
    """The other member: name, role, and what they chose to share."""

    member_id: UUID
    name: str
    role: str
    shared: Mapping[str, Any]
    is_erased: bool


@dataclass(frozen=True)
class PartnershipView:
    """The frame of a partnership as a member sees it: no confidential words."""

    id: UUID
    scheme_name: str
    words: RoleWords
    state: str
    opened_at: datetime
    planned_end_on: date
    role: str
    partner: PartnerView
    next_step: NextStep
    next_title: StrOrPromise
    next_meeting_id: UUID | None
    next_meeting_at: datetime | None
    next_meeting_minutes: int | None
    usual_minutes: int
    ends_for_all: bool
    paused_until: date | None
    kept_until: date | None
    is_emptied: bool

    @property
    def of_leader(self) -> str:
        """The word for whoever helps: a mentor, or who facilitates a circle."""
        return self.words.of_member("facilitator") if self.is_circle else self.words.mentor

    @property
    def of_learners(self) -> str:
        """The word for whoever learns: a mentee, or those of a circle."""
        return self.words.mentees if self.is_circle else self.words.mentee

    @property
    def is_circle(self) -> bool:
        """Whether one facilitates and the others learn (ALL-41)."""
        return self.role in Member.OF_CIRCLES


def list_partnerships(*, viewer: Actor) -> list[PartnershipLine]:
    """Return a person's partnerships, the latest first, each with what comes next; four queries.

    Those they left stand there while there is a copy to take; one query more for who has left any.
    """
    left = _left_by(viewer)
    mine = memberships_of(viewer) | left
    signed = _signatures_in(mine)
    arranged = Meeting.objects.filter(partnership__in=list(mine), state=Meeting.State.ARRANGED)
    meets = {
        partnership_id: Ahead(starts_at, minutes)
        for partnership_id, starts_at, minutes in arranged.values_list(
            "partnership_id", "starts_at", "length_minutes"
        )
        if starts_at  # a constraint of the table: an arranged meeting has a time
    }
    partners = (
        Member.objects.filter(partnership__in=list(mine), left_at=None)
        .exclude(id__in=[member.id for member in mine.values()])
        .select_related("person", "partnership__joining_point__cycle__scheme")
        .order_by("-partnership__opened_at", "partnership_id", "person__name", "id")
    )
    beside: dict[UUID, list[Member]] = {}
    for row in partners:
        beside.setdefault(row.partnership_id, []).append(row)
    return [
        _line_left(rows[0].partnership, rows)
        if key in left
        else _line(rows, mine[key], signed[key], meets)
        for key, rows in beside.items()
    ]


def _left_by(viewer: Actor) -> dict[UUID, Member]:
    """Return the memberships that are over, by partnership, of which a copy can be taken; no query where there is none."""
    ever = memberships_ever_of(viewer)
    if not any(row.left_at for row in ever.values()):
        return {}
    return {row.id: ever[row.id] for row in visible_left_partnerships(viewer)}


def _line_left(partnership: Partnership, others: Sequence[Member]) -> PartnershipLine:
    return PartnershipLine(
        id=partnership.id,
        partner_name=names_in_words(one.person.known_as for one in others),
        scheme_name=partnership.joining_point.cycle.scheme.name,
        state_label=_("You have left"),
        state_tone="plain",
        next_step=NextStep.NOTHING,
        next_title=TITLES[NextStep.NOTHING],
        meets_at=None,
        has_left=True,
    )


def names_in_words(names: Iterable[str]) -> str:
    """Return names as they stand in a sentence: of two peers beside oneself, both."""
    return get_text_list(list(names), gettext("and"))


def _line(
    partners: Sequence[Member], own: Member, signed: Signed, meets: Mapping[UUID, Ahead]
) -> PartnershipLine:
    partnership = partners[0].partnership
    standing = Standing(
        state=partnership.state,
        signed=signed,
        members=frozenset({own.id, *(one.id for one in partners)}),
        own_id=own.id,
        meets=meets.get(partnership.id),
    )
    step = next_step(standing)
    return PartnershipLine(
        id=partnership.id,
        partner_name=names_in_words(one.person.known_as for one in partners),
        scheme_name=partnership.joining_point.cycle.scheme.name,
        state_label=partnership.get_state_display(),
        state_tone="good" if partnership.state == Partnership.State.OPEN else "plain",
        next_step=step,
        next_title=TITLES[step],
        meets_at=standing.meets.starts_at if standing.meets and step == NextStep.MEET else None,
    )


def _signatures_in(partnerships: Collection[UUID]) -> dict[UUID, dict[int, set[UUID]]]:
    """Return which members have signed each version of the contract of each partnership; one query."""
    found: dict[UUID, dict[int, set[UUID]]] = {partnership: {} for partnership in partnerships}
    rows = Agreement.objects.filter(partnership__in=list(partnerships)).values_list(
        "partnership_id", "version", "signatures__member_id"
    )
    for partnership_id, version, member_id in rows:
        found[partnership_id].setdefault(version, set()).add(member_id)
    return found


def get_partnership(*, viewer: Actor, partnership: Partnership) -> PartnershipView:
    """Return the frame of one partnership for a member; two queries. Refuses (`Closed`) anybody else."""
    return frame_in(Reading(viewer, partnership))


def frame_in(reading: Reading) -> PartnershipView:
    """Return the frame of the partnership that is being read."""
    own, partnership, meeting = reading.own, reading.partnership, reading.arranged
    partners = [row for row in reading.members.values() if row.id != own.id]
    step = next_step(
        Standing(
            state=partnership.state,
            signed=reading.signed,
            members=reading.members.keys(),
            own_id=own.id,
            meets=Ahead(meeting.starts_at, meeting.length_minutes)
            if meeting and meeting.starts_at
            else None,
        )
    )
    return PartnershipView(
        id=partnership.id,
        scheme_name=partnership.joining_point.cycle.scheme.name,
        words=role_words(partnership.joining_point.cycle.scheme, partnership.kind),
        state=partnership.state,
        opened_at=partnership.opened_at,
        planned_end_on=partnership.planned_end_on,
        role=own.role,
        partner=_partner(partners),
        next_step=step,
        next_title=TITLES[step],
        next_meeting_id=meeting.id if meeting else None,
        next_meeting_at=meeting.starts_at if meeting else None,
        next_meeting_minutes=meeting.length_minutes if meeting else None,
        usual_minutes=reading.usual_minutes,
        ends_for_all=not goes_on_without(own.role, len(partners)),
        paused_until=partnership.paused_until,
        kept_until=kept_until_of(partnership),
        is_emptied=partnership.emptied_at is not None,
    )


def _partner(rows: Sequence[Member]) -> PartnerView:
    first = rows[0]
    return PartnerView(
        first.id,
        names_in_words(row.person.known_as for row in rows),
        first.role,
        first.shared,
        is_erased=not all(row.person.name for row in rows),
    )


def list_members(*, viewer: Actor, partnership: Partnership) -> list[Member]:
    """Return the members of a partnership, the mentor first, for the forms that name them."""
    return list(Reading(viewer, partnership).members.values())


def role_of(*, viewer: Actor, partnership: Partnership) -> str:
    """Return as what a member belongs to a partnership. Refuses (`Closed`) anybody else."""
    return membership_in(viewer, partnership).role


def next_step(standing: Standing) -> NextStep:
    """Say what comes next. An ended partnership asks for nothing; a resting one may be taken up again."""
    if standing.state == Partnership.State.ENDED:
        return NextStep.NOTHING
    if standing.state == Partnership.State.PAUSED:
        return NextStep.RESUME
    if not standing.signed:
        return NextStep.WRITE_AGREEMENT
    if standing.own_id not in standing.signed[max(standing.signed)]:
        return NextStep.SIGN_AGREEMENT
    if standing.meets is not None and standing.meets.is_over:
        later = NextStep.RECORD_MEETING
    else:
        later = NextStep.ARRANGE_MEETING if standing.meets is None else NextStep.MEET
    is_in_force = any(standing.members <= set(signed) for signed in standing.signed.values())
    return later if is_in_force or later == NextStep.MEET else NextStep.WAIT_FOR_SIGNATURE
