from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, public, see_other, typed_number
from compagnon.core.policy import visible_to
from compagnon.matching import links
from compagnon.matching.changes import circle as changes
from compagnon.matching.models import Seat
from compagnon.matching.queries.seat import get_seat
from compagnon.schemes.queries.charter import find_charter, get_charter
from compagnon.ui.responses import respond

IN_SESSION: Final = "seats"
KEPT: Final = 10
OPEN_REASON: Final = "A letter's link opens it without an account; the answer's own policy decides."


@public(reason="The link of a letter; only a seal made by this installation opens it.")
@require_safe
def arrive(request: PageRequest, seat_id: UUID, token: str) -> HttpResponse:
    """Exchange a letter's link for a place in this browser's session, and leave it out of the address.

    Looking changes nothing, so mail programs that open links for their readers do no harm.
    """
    if not links.CIRCLES.is_genuine(seat_id, token):
        raise Http404
    known = [key for key in request.session.get(IN_SESSION, []) if key != seat_id.hex]
    request.session[IN_SESSION] = [*known, seat_id.hex][-KEPT:]
    return see_other(path_to("matching:seat", seat_id=seat_id))


@public(reason=OPEN_REASON)
@require_safe
def read(request: PageRequest, seat_id: UUID) -> HttpResponse:
    """Show who the others are, why, the charter, and two buttons."""
    actor, seat = _addressee(request, seat_id)
    proposal = get_seat(viewer=actor, seat=seat)
    if proposal is None:
        raise Http404
    scheme_id = seat.circle.joining_point.cycle.scheme_id
    charter = get_charter(viewer=actor, scheme_id=scheme_id, language=get_language())
    context = {
        "seat_id": seat_id,
        "proposal": proposal,
        "charter": charter,
        "accept_url": path_to("matching:seat_accept", seat_id=seat_id),
        "decline_url": path_to("matching:seat_decline", seat_id=seat_id),
    }
    return respond(request, "matching/seat.html", context)


@public(reason=OPEN_REASON)
@require_POST
def accept(request: PageRequest, seat_id: UUID) -> HttpResponse:
    """Say yes and sign the charter that was shown."""
    actor, seat = _addressee(request, seat_id)
    version = typed_number(request.POST.get("charter", ""), otherwise=0)
    charter = find_charter(scheme_id=seat.circle.joining_point.cycle.scheme_id, version=version)
    if charter is None:
        raise Http404
    try:
        changes.accept_seat(by=actor, seat=seat, charter=charter)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. You have accepted and signed the charter."))
    return see_other(path_to("matching:seat", seat_id=seat_id))


@public(reason=OPEN_REASON)
@require_POST
def decline(request: PageRequest, seat_id: UUID) -> HttpResponse:
    """Say no, without a reason."""
    actor, seat = _addressee(request, seat_id)
    try:
        changes.decline_seat(by=actor, seat=seat)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you for telling us. We will look for somebody else."))
    return see_other(path_to("matching:seat", seat_id=seat_id))


def _addressee(request: PageRequest, seat_id: UUID) -> tuple[Actor, Seat]:
    """Return who answers, signed in or by the letter's link, and their place; 404 for everybody else."""
    by_link = seat_id.hex in request.session.get(IN_SESSION, [])
    actors = [request.actor, *([holder_of_link(seat_id)] if by_link else [])]
    for actor in actors:
        seat = visible_to(actor, "seat").filter(pk=seat_id).first()
        if seat is not None:
            return actor, seat
    raise Http404
