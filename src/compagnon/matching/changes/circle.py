"""Answers of people who were proposed together, and what becomes of them: opened, not come about, taken back, over."""

import logging
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from compagnon.core import clock, sealing
from compagnon.core.actors import SYSTEM, Actor, person
from compagnon.core.changes import change
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.matching.events import (
    CircleClosed,
    CircleDeclined,
    CircleOpened,
    CircleTakenBack,
    SeatAccepted,
    SeatDeclined,
    SeatLeft,
)
from compagnon.matching.models import Circle, PastPair, Seat
from compagnon.matching.past import rows_apart
from compagnon.matching.rules.circle import may_still_open
from compagnon.matching.rules.sharing import shared_parts
from compagnon.matching.states import CIRCLE, SEAT
from compagnon.partnerships.changes.partnership import (
    Joining,
    open_circle_partnership,
    open_peer_partnership,
)
from compagnon.recruitment.changes import mark_matched
from compagnon.recruitment.models import Application
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.models import Charter

log = logging.getLogger("compagnon.security")

_CLOSED = _lazy(
    "This proposal is closed. The Coordination Group will look for another partner for you."
)


@change("matching.answer_circle", on="seat")
def accept_seat(*, by: Actor, seat: Seat, charter: Charter) -> Seat:
    """Say yes to working with these people and sign the charter with it (ALL-11).

    Once nobody is left to answer, the partnership of those who said yes opens (ALL-35). The letter's link stands for its
    addressee. Refused when the proposal is closed, and for a charter that a newer version has replaced. Accepting twice
    changes nothing.
    """
    circle = _locked(seat.circle_id)
    seat.refresh_from_db(fields=["state", "seal"])
    if seat.state == Seat.State.ACCEPTED:
        return seat
    if circle.state != Circle.State.RELEASED:
        raise Refused(_CLOSED)
    sign_charter(by=person(seat.person_id), charter=charter)
    _write(seat, Seat.State.ACCEPTED)
    record(SeatAccepted(seat_id=seat.id, circle_id=circle.id), by=by)
    _open_once_answered(circle)
    return seat


@change("matching.answer_circle", on="seat")
def decline_seat(*, by: Actor, seat: Seat) -> Seat:
    """Say no, and leave the others to it; no reason is asked (ALL-89).

    They go on while the smallest number is left, and whoever is to facilitate; else it does not come about. Possible
    until the partnership is open, even after a yes. Declining twice changes nothing.
    """
    circle = _locked(seat.circle_id)
    seat.refresh_from_db(fields=["state", "seal"])
    if seat.state == Seat.State.DECLINED:
        return seat
    if circle.state == Circle.State.OPENED:
        raise Refused(
            _("Your partnership is already open. You can pause or leave it there, at any time.")
        )
    if circle.state in {Circle.State.CLOSED, Circle.State.TAKEN_BACK}:
        raise Refused(_CLOSED)
    _write(seat, Seat.State.DECLINED)
    record(SeatDeclined(seat_id=seat.id, circle_id=circle.id), by=by)
    if circle.state == Circle.State.RELEASED:
        _go_on_or_give_up(circle, seat)
    return seat


@change("matching.take_back_circle", on="circle")
def take_back_circle(*, by: Actor, circle: Circle) -> None:
    """Take back what waits for answers: all are free again, are told kindly, and those who were silent stay apart.

    By a coordinator, not about her own; or by the system when its day has passed, the release said so, and too few said
    yes. Refused once it is settled.
    """
    circle = _locked(circle.pk)
    if circle.state != Circle.State.RELEASED:
        raise Refused(_("This proposal does not wait for an answer any more."))
    seats = list(circle.seats.all())
    move(circle, Circle.State.TAKEN_BACK, CIRCLE)
    _keep_apart(circle, [one.person_id for one in seats if one.state != Seat.State.ACCEPTED])
    circle.seats.update(is_taken=False)
    record(CircleTakenBack(circle_id=circle.id), by=by)


@change("matching.open_circle", on="circle")
def open_circle(*, by: Actor, circle: Circle) -> None:
    """Open the partnership of those who said yes once the day for answers is over, without those who were silent.

    By a coordinator, or by the system where the release said so. Refused before that day is over, while too few said yes,
    and until whoever is to facilitate did.
    """
    circle = _locked(circle.pk)
    if circle.state != Circle.State.RELEASED:
        raise Refused(_("This proposal does not wait for an answer any more."))
    if circle.release.answer_by >= clock.today():
        raise Refused(_("People may still answer. It can open without them once that day is over."))
    seats = list(circle.seats.all())
    if not _is_enough(circle, seats, [one.state != Seat.State.ACCEPTED for one in seats]):
        raise Refused(_("Too few have said yes. You can take the proposal back."))
    silent = [one for one in seats if one.state == Seat.State.WAITING]
    circle.seats.filter(pk__in=[one.pk for one in silent]).update(is_taken=False)
    _keep_apart(circle, [one.person_id for one in silent])
    _open(circle, [one for one in seats if one.state == Seat.State.ACCEPTED], by)


@change("matching.close_circle", on="circle")
def close_circle(*, by: Actor, circle: Circle, left_by: UUID | None = None) -> None:
    """Give everybody's place back, because the partnership is over. Only the system does this.

    Those whom one person left (`left_by`) may be proposed to each other anew.
    """
    move(circle, Circle.State.CLOSED, CIRCLE)
    people = [row.person_id for row in circle.seats.filter(is_taken=True)]
    _keep_apart(circle, people if left_by is None else [left_by])
    circle.seats.update(is_taken=False)
    record(CircleClosed(circle_id=circle.id), by=by)


@change("matching.leave_circle", on="circle")
def leave_circle(*, by: Actor, circle: Circle, person_id: UUID) -> None:
    """Give one person's place back, because they left and the others go on. Only the system does this.

    They are not proposed to those again.
    """
    for seat in circle.seats.filter(person_id=person_id, is_taken=True):
        _keep_apart(circle, [person_id])
        circle.seats.filter(pk=seat.pk).update(is_taken=False)
        record(SeatLeft(seat_id=seat.id, circle_id=circle.id), by=by)


def _locked(circle_id: UUID) -> Circle:
    """Return the circle, locked: of two answers at once, one comes second."""
    return (
        Circle.objects.select_for_update(of=("self",))
        .select_related("joining_point__cycle__scheme", "release")
        .get(pk=circle_id)
    )


def _write(seat: Seat, state: Seat.State) -> None:
    """Write what was answered, and seal it; whoever said no is free."""
    move(seat, state, SEAT)
    seat.answered_at = clock.now()
    seat.is_taken = state != Seat.State.DECLINED
    sealing.put(seat)
    seat.save(update_fields=["answered_at", "is_taken", "seal"])


def _go_on_or_give_up(circle: Circle, seat: Seat) -> None:
    """Keep the one who said no apart from the others, and let these go on if enough are left."""
    _keep_apart(circle, [seat.person_id])
    seats = list(circle.seats.all())
    if _is_enough(circle, seats, [one.state == Seat.State.DECLINED for one in seats]):
        _open_once_answered(circle)
        return
    move(circle, Circle.State.DECLINED, CIRCLE)
    circle.seats.update(is_taken=False)
    record(CircleDeclined(circle_id=circle.id), by=SYSTEM)


def _is_enough(circle: Circle, seats: Sequence[Seat], without: Sequence[bool]) -> bool:
    """Say whether it may open without some: the smallest number is left, and whoever facilitates among them."""
    lost = [one.role for one, is_lost in zip(seats, without, strict=True) if is_lost]
    return may_still_open(without, circle.least, has_leader=Seat.Role.FACILITATOR not in lost)


def _open_once_answered(circle: Circle) -> None:
    seats = list(circle.seats.all())
    if not any(one.state == Seat.State.WAITING for one in seats):
        _open(circle, [one for one in seats if one.state == Seat.State.ACCEPTED], SYSTEM)


def _open(circle: Circle, seats: Sequence[Seat], by: Actor) -> None:
    """Open the partnership of those who said yes, each of them under their own seal."""
    rows = Application.objects.select_for_update().filter(pk__in=[s.application_id for s in seats])
    applications = {row.pk: row for row in rows.order_by("id")}
    _check_people(circle, seats, applications)
    joining = [
        Joining(one.person_id, shared_parts(applications[one.application_id].answers))
        for one in sorted(seats, key=lambda one: one.role != Seat.Role.FACILITATOR)
    ]
    frame: dict[str, Any] = {
        "by": SYSTEM,
        "joining_point": circle.joining_point,
        "proposal_id": circle.id,
        "starts_on": max(circle.joining_point.starts_on, clock.today()),
    }
    is_led = any(one.role == Seat.Role.FACILITATOR for one in seats)
    partnership = (
        open_circle_partnership(facilitator=joining[0], learners=joining[1:], **frame)
        if is_led
        else open_peer_partnership(peers=joining, **frame)
    )
    move(circle, Circle.State.OPENED, CIRCLE)
    for application in applications.values():
        mark_matched(by=SYSTEM, application=application)
    record(CircleOpened(circle_id=circle.id, partnership_id=partnership.id), by=by)


def _check_people(
    circle: Circle, seats: Collection[Seat], applications: dict[UUID, Application]
) -> None:
    """Refuse what is not sealed answers of these people: nobody becomes a member, or says yes, by writing a row."""
    are_sealed = all(
        sealing.is_sound(one) and applications[one.application_id].person_id == one.person_id
        for one in seats
    )
    if not are_sealed:
        log.warning("a proposal is not as it was released", extra={"row": circle.id.hex})
        raise Refused(_CLOSED)


def _keep_apart(circle: Circle, leaving: Collection[UUID]) -> None:
    """Keep that these people are not to be proposed to the others again."""
    people = [row.person_id for row in circle.seats.all()]
    rows = rows_apart(circle.joining_point.cycle.scheme_id, people, leaving)
    PastPair.objects.bulk_create(rows, ignore_conflicts=True)
