"""Introductory meetings for coordinators: what is planned, who answered what, who signed up afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.policy import Decision, decide
from compagnon.introductions import links
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.policy import visible_introductions
from compagnon.introductions.queries.invited import open_all
from compagnon.introductions.rules.topics import topics_of
from compagnon.recruitment.models import Application
from compagnon.schemes.models import JoiningPoint

State = Invitation.State
ANSWERS: Final[Mapping[str, tuple[StrPromise, str]]] = {
    State.INVITED: (_("Not answered yet"), "plain"),
    State.COMING: (_("Comes"), "good"),
    State.NOT_COMING: (_("Cannot come"), "plain"),
    State.WITHDRAWN: (_("Taken back"), "warn"),
}


@dataclass(frozen=True)
class IntroductionLine:
    """A meeting as it stands in the list of its joining point."""

    meeting: Introduction
    invited_count: int
    coming_count: int

    @property
    def note(self) -> StrOrPromise:
        """How many are invited and come."""
        return format_lazy(
            _("{invited} invited, {coming} coming"),
            invited=self.invited_count,
            coming=self.coming_count,
        )


@dataclass(frozen=True)
class InvitedLine:
    """Somebody who is invited, and how things stand with them."""

    id: UUID
    name: str
    address: str
    state: str
    label: StrOrPromise
    tone: str
    has_come: bool | None
    is_asked: bool

    @property
    def title(self) -> StrOrPromise:
        """The name, or else the address."""
        return self.name or self.address or _("Cannot be read")


@dataclass(frozen=True)
class IntroductionView:
    """A meeting with everybody who is invited. `volunteer_count`: who signed up as a mentor by its link (LSIS-40)."""

    meeting: Introduction
    topics: tuple[StrOrPromise, ...]
    invited: tuple[InvitedLine, ...]
    volunteer_count: int
    is_over: bool
    may_invite: Decision
    may_change: Decision
    may_record: Decision
    may_ask: Decision

    @property
    def standing(self) -> tuple[InvitedLine, ...]:
        """Everybody whose invitation was not taken back."""
        return tuple(one for one in self.invited if one.state != State.WITHDRAWN)

    @property
    def coming_count(self) -> int:
        """How many say that they come."""
        return sum(one.state == State.COMING for one in self.invited)

    @property
    def not_coming_count(self) -> int:
        """How many say that they cannot."""
        return sum(one.state == State.NOT_COMING for one in self.invited)

    @property
    def came_count(self) -> int:
        """How many were noted as having come."""
        return sum(one.has_come is True for one in self.standing)

    @property
    def came_unasked(self) -> int:
        """How many came and were not asked yet."""
        return sum(one.has_come is True and not one.is_asked for one in self.standing)

    @property
    def unasked(self) -> int:
        """How many of all were not asked yet."""
        return sum(not one.is_asked for one in self.standing)


def list_introductions(*, viewer: Actor, joining_point: JoiningPoint) -> list[IntroductionLine]:
    """Return the meetings of a joining point, the earliest first; one query."""
    stands = ~Q(invitations__state=State.WITHDRAWN)
    rows = (
        visible_introductions(viewer)
        .filter(joining_point=joining_point)
        .annotate(
            invited_count=Count("invitations", filter=stands),
            coming_count=Count("invitations", filter=Q(invitations__state=State.COMING)),
        )
        .order_by("starts_at", "id")
    )
    return [IntroductionLine(row, row.invited_count, row.coming_count) for row in rows]


def get_introduction(*, viewer: Actor, introduction: Introduction) -> IntroductionView:
    """Return a meeting with who is invited, for those who coordinate the scheme; three queries, however many they are."""
    rows = list(Invitation.objects.filter(introduction=introduction))
    for row in rows:
        row.introduction = introduction
    return IntroductionView(
        meeting=introduction,
        topics=topics_of(introduction.topics),
        invited=tuple(_lines(viewer, rows)),
        volunteer_count=count_volunteers(introduction),
        is_over=clock.now() >= introduction.ends_at,
        may_invite=decide(viewer, "introductions.invite_people", introduction),
        may_change=decide(viewer, "introductions.change_introduction", introduction),
        may_record=decide(viewer, "introductions.record_attendance", introduction),
        may_ask=decide(viewer, "introductions.ask_volunteers", introduction),
    )


def count_volunteers(introduction: Introduction) -> int:
    """Return how many applied as mentors by the link of the letter after a meeting; one query."""
    applied = Application.objects.filter(
        joining_point__cycle__scheme=introduction.joining_point.cycle.scheme_id,
        source=links.mark_of(introduction.id),
        is_mentor=True,
    )
    return applied.exclude(state=Application.State.DRAFT).count()


def _lines(viewer: Actor, rows: Sequence[Invitation]) -> list[InvitedLine]:
    """Return the invited by name, or by address where there is none."""
    who = open_all(viewer, rows)
    lines = [
        InvitedLine(
            row.id,
            who[row.id].name,
            who[row.id].address,
            row.state,
            *ANSWERS[row.state],
            row.has_come,
            row.asked_at is not None,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda one: (str(one.title).casefold(), one.id))
