"""What a coordinator sees of partnerships: that they meet, when, how long, their status. No type here holds words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.policy import decide
from compagnon.partnerships.models import Agreement, Meeting, Member, Partnership
from compagnon.schemes.models import JoiningPoint

PAGE_SIZE = 25


@dataclass(frozen=True)
class MeetingFact:
    """That a meeting is arranged, was held or cancelled: when, and how long."""

    held_on: date
    length_minutes: int
    state: str
    state_label: StrOrPromise


@dataclass(frozen=True)
class Activity:
    """One partnership, seen from outside."""

    id: UUID
    mentor_name: str
    mentee_name: str
    state: str
    state_label: StrOrPromise
    opened_on: date
    planned_end_on: date
    agreement_signed_count: int
    meetings: tuple[MeetingFact, ...]

    @property
    def state_tone(self) -> str:
        """The colour of the state: good while they work together."""
        return "good" if self.state == Partnership.State.OPEN else "plain"

    @property
    def held_count(self) -> int:
        """How many meetings took place."""
        return sum(fact.state == Meeting.State.HELD for fact in self.meetings)

    @property
    def held_minutes(self) -> int:
        """How long they were together."""
        return sum(
            fact.length_minutes for fact in self.meetings if fact.state == Meeting.State.HELD
        )


def list_activity(
    *, viewer: Actor, joining_point: JoiningPoint, after: UUID | None = None
) -> list[Activity]:
    """Return what happens in a joining point's partnerships, without a word of content (ALL-15).

    Empty for whoever does not coordinate the scheme. Twenty-five at a time, by key; five queries.
    """
    if not decide(viewer, "partnerships.view_activity", joining_point).allowed:
        return []
    rows = Partnership.objects.filter(joining_point=joining_point).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    rows = rows.prefetch_related(
        Prefetch("members", Member.objects.select_related("person")),
        Prefetch("meetings", Meeting.objects.order_by("-held_on")),
        Prefetch(
            "agreements", Agreement.objects.order_by("-version").prefetch_related("signatures")
        ),
    )
    return [_activity(row) for row in rows[:PAGE_SIZE]]


def _activity(row: Partnership) -> Activity:
    names = {member.role: member.person.name for member in row.members.all()}
    agreements = list(row.agreements.all())
    return Activity(
        id=UUID(str(row.pk)),
        mentor_name=names[Member.Role.MENTOR],
        mentee_name=names[Member.Role.MENTEE],
        state=row.state,
        state_label=row.get_state_display(),
        opened_on=row.opened_at.date(),
        planned_end_on=row.planned_end_on,
        agreement_signed_count=len(agreements[0].signatures.all()) if agreements else 0,
        meetings=tuple(
            MeetingFact(
                meeting.held_on, meeting.length_minutes, meeting.state, meeting.get_state_display()
            )
            for meeting in row.meetings.all()
        ),
    )
