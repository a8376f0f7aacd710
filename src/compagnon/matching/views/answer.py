from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, public, see_other, typed_number
from compagnon.core.policy import visible_to
from compagnon.matching import links
from compagnon.matching.changes import answer as changes
from compagnon.matching.models import Answer
from compagnon.matching.queries.answer import get_proposal
from compagnon.schemes.queries.charter import find_charter, get_charter
from compagnon.ui.responses import respond

IN_SESSION: Final = "answers"
KEPT: Final = 10
OPEN_REASON: Final = "A letter's link opens it without an account; the answer's own policy decides."


@public(reason="The link of a letter; only a seal made by this installation opens it.")
@require_safe
def arrive(request: PageRequest, answer_id: UUID, token: str) -> HttpResponse:
    """Exchange a letter's link for a place in this browser's session, and leave it out of the address.

    Looking changes nothing about the answer, so mail programs that open links for their readers do no harm;
    until it is answered, the letter can be opened again.
    """
    if not links.is_genuine(answer_id, token):
        raise Http404
    known = [key for key in request.session.get(IN_SESSION, []) if key != answer_id.hex]
    request.session[IN_SESSION] = [*known, answer_id.hex][-KEPT:]
    return see_other(answer_url(answer_id))


@public(reason=OPEN_REASON)
@require_safe
def read(request: PageRequest, answer_id: UUID) -> HttpResponse:
    """Show the proposal, the charter, and two buttons."""
    actor, answer = _addressee(request, answer_id)
    proposal = get_proposal(viewer=actor, answer=answer)
    if proposal is None:
        raise Http404
    scheme_id = answer.proposal.release.run.joining_point.cycle.scheme_id
    charter = get_charter(viewer=actor, scheme_id=scheme_id, language=get_language())
    context = {"answer_id": answer_id, "proposal": proposal, "charter": charter}
    return respond(request, "matching/answer.html", context)


@public(reason=OPEN_REASON)
@require_POST
def accept(request: PageRequest, answer_id: UUID) -> HttpResponse:
    """Say yes and sign the charter that was shown."""
    actor, answer = _addressee(request, answer_id)
    scheme_id = answer.proposal.release.run.joining_point.cycle.scheme_id
    version = typed_number(request.POST.get("charter", ""), otherwise=0)
    charter = find_charter(scheme_id=scheme_id, version=version)
    if charter is None:
        raise Http404
    try:
        changes.accept_proposal(by=actor, answer=answer, charter=charter)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. You have accepted and signed the charter."))
    return see_other(answer_url(answer_id))


@public(reason=OPEN_REASON)
@require_POST
def decline(request: PageRequest, answer_id: UUID) -> HttpResponse:
    """Say no, without a reason."""
    actor, answer = _addressee(request, answer_id)
    try:
        changes.decline_proposal(by=actor, answer=answer)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you for telling us. We will look for somebody else."))
    return see_other(answer_url(answer_id))


def answer_url(answer_id: UUID) -> str:
    """Return the address of a letter's page, without its token."""
    return reverse("matching:answer", kwargs={"answer_id": answer_id})


def _addressee(request: PageRequest, answer_id: UUID) -> tuple[Actor, Answer]:
    """Return who answers, signed in or by the letter's link, and the answer; 404 for everybody else."""
    by_link = answer_id.hex in request.session.get(IN_SESSION, [])
    actors = [request.actor, *([holder_of_link(answer_id)] if by_link else [])]
    for actor in actors:
        answer = visible_to(actor, "answer").filter(pk=answer_id).first()
        if answer is not None:
            return actor, answer
    raise Http404
