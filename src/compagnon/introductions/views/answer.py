"""What an invitation's letter leads to: one page with two buttons, without an account. Looking changes nothing."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, public, see_other
from compagnon.core.policy import visible_to
from compagnon.introductions import links
from compagnon.introductions.changes import invitation as changes
from compagnon.introductions.letters import calendar_part
from compagnon.introductions.models import Invitation
from compagnon.introductions.queries.answer import get_invitation
from compagnon.ui.responses import respond

IN_SESSION: Final = "invitations"
KEPT: Final = 10
OPEN_REASON: Final = (
    "A letter's link opens it without an account; the invitation's own policy decides."
)


@public(reason="The link of a letter; only a seal made by this installation opens it.")
@require_safe
def arrive(request: PageRequest, invitation_id: UUID, token: str) -> HttpResponse:
    """Exchange a letter's link for a place in this browser's session, and leave it out of the address."""
    if not links.is_genuine(invitation_id, token):
        raise Http404
    known = [key for key in request.session.get(IN_SESSION, []) if key != invitation_id.hex]
    request.session[IN_SESSION] = [*known, invitation_id.hex][-KEPT:]
    return see_other(_address(invitation_id))


@public(reason=OPEN_REASON)
@require_safe
def read(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Show the meeting, and two buttons."""
    actor, invitation = _holder(request, invitation_id)
    view = get_invitation(viewer=actor, invitation=invitation)
    return respond(request, "introductions/invitation.html", {"view": view})


@public(reason=OPEN_REASON)
@require_POST
def accept(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Say that one comes."""
    said = _("Thank you. We look forward to meeting you; a letter for your calendar is on its way.")
    return _answered(request, invitation_id, changes.accept_invitation, said)


@public(reason=OPEN_REASON)
@require_POST
def decline(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Say that one cannot come, without a reason."""
    said = _("Thank you for telling us.")
    return _answered(request, invitation_id, changes.decline_invitation, said)


@public(reason=OPEN_REASON)
@require_POST
def forget(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Delete one's own invitation, with the name and the address."""
    actor, invitation = _holder(request, invitation_id)
    changes.forget_invitation(by=actor, invitation=invitation)
    scheme = invitation.introduction.joining_point.cycle.scheme
    messages.success(request, _("Your name and your address are deleted."))
    return see_other(path_to("recruitment:join", scheme_id=scheme.id))


@public(reason=OPEN_REASON)
@require_safe
def calendar_file(request: PageRequest, invitation_id: UUID) -> HttpResponse:
    """Give the meeting as a file for the calendar."""
    _actor, invitation = _holder(request, invitation_id)
    part = calendar_part(invitation.introduction)
    response = HttpResponse(part.content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="introduction.ics"'
    return response


def _answered(
    request: PageRequest,
    invitation_id: UUID,
    make: Callable[..., Invitation],
    said: str,
) -> HttpResponse:
    actor, invitation = _holder(request, invitation_id)
    try:
        make(by=actor, invitation=invitation)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(_address(invitation_id))


def _holder(request: PageRequest, invitation_id: UUID) -> tuple[Actor, Invitation]:
    """Return whoever came by the letter's link, and the invitation; 404 for everybody else."""
    if invitation_id.hex in request.session.get(IN_SESSION, []):
        actor = holder_of_link(invitation_id)
        invitation = visible_to(actor, "invitation").filter(pk=invitation_id).first()
        if invitation is not None:
            return actor, invitation
    raise Http404


def _address(invitation_id: UUID) -> str:
    return path_to("introductions:invitation", invitation_id=invitation_id)
