"""A proposal to several people as one of them reads it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from compagnon.core.actors import Actor
from compagnon.core.addresses import path_to
from compagnon.core.policy import decide
from compagnon.matching.circle_letters import names_in_words, others_of, reasons_told_to
from compagnon.matching.models import Circle, Seat
from compagnon.matching.policy import visible_seats
from compagnon.matching.queries.answer import WaitingAnswer
from compagnon.matching.rules.circle import called
from compagnon.matching.rules.reasons import shared_in_words
from compagnon.matching.rules.sharing import shared_parts
from compagnon.schemes.interest_names import interest_names
from compagnon.schemes.role_words import role_words


@dataclass(frozen=True)
class OtherView:
    """One of the others: who, as what, and what they share."""

    name: str
    role: str
    shared: list[tuple[str, str]]


@dataclass(frozen=True)
class SeatView:
    """A proposal as one of several people reads it: who the others are, what they share, why."""

    scheme_name: str
    called: StrOrPromise
    names: str
    role: str
    others: tuple[OtherView, ...]
    reasons: list[str]
    least: int
    is_circle: bool
    answer_by: date
    state: str
    answer: str


def get_seat(*, viewer: Actor, seat: Seat) -> SeatView | None:
    """Return the proposal that a letter is about, for its addressee; None for anybody else.

    It shows of the others' applications what partners may share, and never why they want to be mentored (LSIS-70).
    """
    if not decide(viewer, "matching.answer_circle", seat).allowed:
        return None
    circle = seat.circle
    scheme = circle.joining_point.cycle.scheme
    words, interests = role_words(scheme), interest_names(scheme)
    others = list(others_of(seat))
    is_circle = seat.role != Seat.Role.PEER
    return SeatView(
        scheme_name=scheme.name,
        called=called(1 + len(others), is_led=is_circle),
        names=names_in_words(one.person.known_as for one in others),
        role=words.of_member(seat.role),
        others=tuple(
            OtherView(
                one.person.known_as,
                words.of_member(one.role),
                shared_in_words(shared_parts(one.application.answers), interests),
            )
            for one in others
        ),
        reasons=reasons_told_to(seat.application_id, circle.reasons, circle.release.run),
        least=circle.least,
        is_circle=is_circle,
        answer_by=circle.release.answer_by,
        state=circle.state,
        answer=seat.state,
    )


def list_waiting_seats(*, viewer: Actor) -> list[WaitingAnswer]:
    """Return the proposals to several people that wait for a signed-in person's answer; one query."""
    rows = visible_seats(viewer).filter(
        state=Seat.State.WAITING, circle__state=Circle.State.RELEASED
    )
    return [
        WaitingAnswer(
            row.id,
            _("Would you like to join a circle?")
            if row.role != Seat.Role.PEER
            else _("Would you like to work with the peers we thought of?"),
            row.circle.release.answer_by,
            path_to("matching:seat", seat_id=row.id),
        )
        for row in rows.order_by("circle__release__answer_by", "id")
    ]
