"""Invitations: sent, answered by the letter's link, taken back, followed up after the meeting, deleted in the end."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.actors import SYSTEM, Actor
from compagnon.core.changes import change
from compagnon.core.encryption.opening import shred_scope, write_text
from compagnon.core.errors import Refused
from compagnon.core.events import record
from compagnon.core.states import move
from compagnon.introductions.events import (
    AttendanceRecorded,
    InvitationAccepted,
    InvitationDeclined,
    InvitationForgotten,
    InvitationWithdrawn,
    PersonInvited,
    VolunteerAsked,
    VolunteersAsked,
)
from compagnon.introductions.models import Introduction, Invitation
from compagnon.introductions.queries.invited import address_of, addresses_of
from compagnon.introductions.rules.invited import Invitee
from compagnon.introductions.states import INVITATION
from compagnon.notifications.changes import forget_letters

State = Invitation.State
MOST: Final = 500
KEPT_FOR: Final = timedelta(days=180)


@change("introductions.invite_people", on="introduction")
def invite_people(*, by: Actor, introduction: Introduction, invitees: Sequence[Invitee]) -> int:
    """Invite people, each with a letter and a link of their own; return how many are new (LSIS-38).

    Whoever is invited already is left as they are; an invitation that was taken back is given again. Refused for
    more than 500 to one meeting.
    """
    meeting = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    rows = {row.id: row for row in _invitations(meeting)}
    known = {address: rows[key] for key, address in addresses_of(list(rows.values())).items()}
    new = [one for one in invitees if one.address not in known]
    again = [
        known[one.address]
        for one in invitees
        if one.address in known and known[one.address].state == State.WITHDRAWN
    ]
    if len(rows) + len(new) > MOST:
        raise Refused(
            _("At most %(most)d people can be invited to one meeting. Set up another one.")
            % {"most": MOST},
            field="people",
        )
    for row in again:
        move(row, State.INVITED, INVITATION)
    written = [*again, *(_write(introduction, one) for one in new)]
    for row in written:
        record(PersonInvited(invitation_id=row.id, introduction_id=meeting.id), by=by)
    return len(written)


@change("introductions.answer_invitation", on="invitation")
def accept_invitation(*, by: Actor, invitation: Invitation) -> Invitation:
    """Say that one comes; possible after a no, too. Twice is once.

    Refused when the meeting has begun or was called off, when the invitation was taken back, and when no place is left.
    """
    row, meeting = _locked(invitation)
    if row.state == State.COMING:
        return row
    _check_is_open(meeting)
    coming = Invitation.objects.filter(introduction=meeting, state=State.COMING).count()
    if meeting.seat_count is not None and coming >= meeting.seat_count:
        raise Refused(_("All places are taken. Please ask whoever invited you."))
    _answer(row, State.COMING)
    record(InvitationAccepted(invitation_id=row.id, introduction_id=meeting.id), by=by)
    return row


@change("introductions.answer_invitation", on="invitation")
def decline_invitation(*, by: Actor, invitation: Invitation) -> Invitation:
    """Say that one cannot come, without a reason; possible after a yes, too. Twice is once.

    Refused when the meeting has begun or was called off, and when the invitation was taken back.
    """
    row, meeting = _locked(invitation)
    if row.state == State.NOT_COMING:
        return row
    _check_is_open(meeting)
    _answer(row, State.NOT_COMING)
    record(InvitationDeclined(invitation_id=row.id, introduction_id=meeting.id), by=by)
    return row


@change("introductions.withdraw_invitation", on="invitation")
def withdraw_invitation(*, by: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link says so, and nothing more is sent."""
    move(invitation, State.WITHDRAWN, INVITATION)
    record(
        InvitationWithdrawn(
            invitation_id=invitation.id, introduction_id=invitation.introduction_id
        ),
        by=by,
    )
    return invitation


@change("introductions.forget_invitation", on="invitation")
def forget_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Delete an invitation with the name and the address in it, and its letters; the link leads nowhere then."""
    address = address_of(invitation)
    if address:
        forget_letters(by=SYSTEM, address=address, about="introductions/")
    shred_scope(invitation.scope())
    key = invitation.id
    invitation.delete()
    record(
        InvitationForgotten(invitation_id=key, introduction_id=invitation.introduction_id), by=by
    )


@change("introductions.forget_old_invitations", on=None)
def forget_old_invitations(*, by: Actor) -> int:
    """Delete who was invited to meetings of half a year ago; return how many. Only the system does this.

    That a meeting was held stays, and so does that somebody signed up after it.
    """
    rows = _with_their_scheme().filter(introduction__starts_at__lt=clock.now() - KEPT_FOR)
    old = list(rows)
    for row in old:
        forget_invitation(by=by, invitation=row)
    return len(old)


@change("introductions.record_attendance", on="introduction")
def record_attendance(*, by: Actor, introduction: Introduction, came: Collection[UUID]) -> int:
    """Note who came, of all who were invited; return how many. May be done again, and need not be done at all."""
    rows = Invitation.objects.filter(introduction=introduction).exclude(state=State.WITHDRAWN)
    rows.filter(id__in=came).update(has_come=True)
    rows.exclude(id__in=came).update(has_come=False)
    count = rows.filter(has_come=True).count()
    record(AttendanceRecorded(introduction_id=introduction.id, came_count=count), by=by)
    return count


@change("introductions.ask_volunteers", on="introduction")
def ask_volunteers(*, by: Actor, introduction: Introduction, is_for_all: bool) -> int:
    """Ask people, after the meeting, whether they sign up as mentors; return how many letters that are (LSIS-40).

    Those who came, or everybody who was invited; nobody is asked twice.
    """
    meeting = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    rows = _invitations(meeting).exclude(state=State.WITHDRAWN).filter(asked_at=None)
    asked = list(rows if is_for_all else rows.filter(has_come=True))
    Invitation.objects.filter(id__in=[row.id for row in asked]).update(asked_at=clock.now())
    for row in asked:
        record(VolunteerAsked(invitation_id=row.id, introduction_id=meeting.id), by=by)
    record(VolunteersAsked(introduction_id=meeting.id, asked_count=len(asked)), by=by)
    return len(asked)


def _write(introduction: Introduction, invitee: Invitee) -> Invitation:
    row = Invitation(introduction=introduction, invited_at=clock.now())
    write_text(row, author_id=row.id, texts={"name": invitee.name, "address": invitee.address})
    row.save(force_insert=True)
    return row


def _locked(invitation: Invitation) -> tuple[Invitation, Introduction]:
    """Return an invitation as it stands, with its meeting locked: of two who take the last place, one comes second."""
    meeting = Introduction.objects.select_for_update(of=("self",)).get(
        pk=invitation.introduction_id
    )
    return Invitation.objects.get(pk=invitation.pk), meeting


def _check_is_open(meeting: Introduction) -> None:
    if meeting.state == Introduction.State.CANCELLED:
        raise Refused(_("This meeting was called off."))
    if clock.now() >= meeting.starts_at:
        raise Refused(_("This meeting has begun or is over."))


def _answer(row: Invitation, state: Invitation.State) -> None:
    move(row, state, INVITATION)
    row.answered_at = clock.now()
    row.save(update_fields=["answered_at"])


def _with_their_scheme() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("introduction__joining_point__cycle__scheme")


def _invitations(meeting: Introduction) -> QuerySet[Invitation]:
    return _with_their_scheme().filter(introduction=meeting).order_by("invited_at", "id")
