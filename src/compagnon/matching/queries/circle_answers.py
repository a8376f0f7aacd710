"""Who has answered of those that were put together: that somebody said yes or no and when, never why (ALL-89)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise, StrPromise

from compagnon.core import clock
from compagnon.core.actors import Actor
from compagnon.core.errors import NotAllowed
from compagnon.core.policy import decide
from compagnon.matching.models import Circle, Seat
from compagnon.matching.queries.answer_list import PAGE_SIZE, SELDOM, AnswerTab, Said
from compagnon.matching.rules.circle import called, may_still_open
from compagnon.recruitment.policy import is_left_to_others
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.role_words import RoleWords, role_words

STATES: Final[dict[str, StrPromise]] = {
    Circle.State.RELEASED: _("Waiting for an answer"),
    Circle.State.OPENED: _("Under way"),
    Circle.State.DECLINED: _("Too few said yes"),
    Circle.State.TAKEN_BACK: _("Taken back"),
    Circle.State.CLOSED: _("Over since"),
}
_SAID: Final[dict[str, tuple[StrPromise, str]]] = {
    Seat.State.WAITING: (_("No answer yet"), "warn"),
    Seat.State.ACCEPTED: (_("Yes"), "good"),
    Seat.State.DECLINED: (_("No"), "bad"),
}
_LEFT: Final = (_("Has left"), "plain")
_TOO_LATE: Final = (_("No answer needed any more"), "plain")


@dataclass(frozen=True)
class SeatLine:
    """What one of them has answered, and as what they were asked."""

    role: str
    said: Said


@dataclass(frozen=True)
class CircleLine:
    """People who were put together and their answers; `seats` is empty where the reader leaves it to others."""

    id: UUID
    called: StrOrPromise
    seats: tuple[SeatLine, ...]
    least: int
    answer_by: date
    is_overdue: bool
    is_waiting: bool
    may_open: bool

    @property
    def names(self) -> str:
        """Their names, for whoever listens to the page."""
        return ", ".join(one.said.name for one in self.seats)


@dataclass(frozen=True)
class CirclePage:
    """A page of groups in one state; `further` is the key to go on from, None on the last page."""

    tabs: tuple[AnswerTab, ...]
    rows: tuple[CircleLine, ...]
    further: UUID | None

    @property
    def is_empty(self) -> bool:
        """Whether no letter has left yet."""
        return not any(tab.count for tab in self.tabs)


def list_circle_answers(
    *, viewer: Actor, joining_point: JoiningPoint, state: str = "", after: UUID | None = None
) -> CirclePage:
    """Return who was put together at a joining point with who has said what; 25 at a time by key, four queries.

    Of no state, those that wait; or, where none waits, those under way. What concerns a coordinator's own application is
    hidden from her. Refuses whoever does not coordinate the scheme.
    """
    decision = decide(viewer, "matching.view_answers", joining_point)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    circles = Circle.objects.filter(joining_point=joining_point)
    counts = dict(circles.values_list("state").annotate(count=Count("id")).order_by())
    shown = state if state in STATES else _first(counts)
    found = list(_page(circles.filter(state=shown), after))
    words = role_words(joining_point.cycle.scheme)
    return CirclePage(
        tabs=tuple(
            AnswerTab(name, label, counts.get(name, 0), name == shown)
            for name, label in STATES.items()
            if name not in SELDOM or name in counts
        ),
        rows=tuple(_row(row, viewer, words) for row in found[:PAGE_SIZE]),
        further=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
    )


def _first(counts: Mapping[str, int]) -> str:
    return next((state for state in STATES if counts.get(state)), Circle.State.RELEASED)


def _page(rows: QuerySet[Circle], after: UUID | None) -> QuerySet[Circle]:
    if after is not None:
        rows = rows.filter(id__gt=after)
    return (
        rows.select_related("release")
        .prefetch_related("seats__application__person")
        .order_by("id")[: PAGE_SIZE + 1]
    )


def _row(row: Circle, viewer: Actor, words: RoleWords) -> CircleLine:
    seats = sorted(
        row.seats.all(),
        key=lambda one: (one.role != Seat.Role.FACILITATOR, one.application.person.name, one.pk),
    )
    is_hidden = any(is_left_to_others(viewer, one.application) for one in seats)
    is_waiting = row.state == Circle.State.RELEASED
    is_overdue = is_waiting and row.release.answer_by < clock.today()
    return CircleLine(
        id=row.id,
        called=called(len(seats), is_led=seats[0].role == Seat.Role.FACILITATOR),
        seats=() if is_hidden else tuple(_said(one, row, words) for one in seats),
        least=row.least,
        answer_by=row.release.answer_by,
        is_overdue=is_overdue,
        is_waiting=is_waiting and not is_hidden,
        may_open=is_overdue and not is_hidden and _is_enough(row, seats),
    )


def _is_enough(circle: Circle, seats: list[Seat]) -> bool:
    not_yes = [one for one in seats if one.state != Seat.State.ACCEPTED]
    has_leader = all(one.role != Seat.Role.FACILITATOR for one in not_yes)
    return may_still_open([one in not_yes for one in seats], circle.least, has_leader=has_leader)


def _said(seat: Seat, circle: Circle, words: RoleWords) -> SeatLine:
    label, tone = _SAID[seat.state]
    if seat.state == Seat.State.WAITING and circle.state != Circle.State.RELEASED:
        label, tone = _TOO_LATE
    has_left = circle.state == Circle.State.OPENED and not seat.is_taken
    if has_left and seat.state == Seat.State.ACCEPTED:
        label, tone = _LEFT
    name = seat.application.person.known_as
    return SeatLine(words.of_member(seat.role), Said(name, label, tone, seat.answered_at, None))
