"""Asking somebody who is left out, and their answer: by the letter's link without an account, or signed in."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.actors import Actor, holder_of_link
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, public, see_other, typed_id
from compagnon.core.policy import visible_to
from compagnon.matching import links
from compagnon.matching.changes.concession import answer_concession, ask_concession
from compagnon.matching.models import Concession
from compagnon.matching.queries.concession import get_concession
from compagnon.recruitment.models import Application
from compagnon.recruitment.policy import visible_applications
from compagnon.ui.responses import respond

IN_SESSION: Final = "concessions"
KEPT: Final = 10
OPEN_REASON: Final = (
    "A letter's link opens it without an account; the question's own policy decides."
)


@page("matching.ask_concession", on="application")
@require_POST
def ask(request: PageRequest, application: Application, other_id: UUID) -> HttpResponse:
    """Ask somebody by a letter, and come back to the run under whose pages the button was pressed."""
    others = visible_applications(request.actor).filter(joining_point=application.joining_point)
    other = others.filter(pk=other_id).first()
    run_id = typed_id(request.POST.get("run", ""))
    run = visible_to(request.actor, "run").filter(pk=run_id).first()
    if other is None or run is None:
        raise Http404
    try:
        ask_concession(by=request.actor, application=application, other=other)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("%(name)s has a letter with the question. The answer stands under Left out.")
        messages.success(request, said % {"name": application.person.known_as})
    return see_other(path_to("matching:run_left_out", run_id=run.id))


@public(reason="The link of a letter; only a seal made by this installation opens it.")
@require_safe
def arrive(request: PageRequest, concession_id: UUID, token: str) -> HttpResponse:
    """Exchange a letter's link for a place in this browser's session, and leave it out of the address."""
    if not links.CONCESSIONS.is_genuine(concession_id, token):
        raise Http404
    known = [key for key in request.session.get(IN_SESSION, []) if key != concession_id.hex]
    request.session[IN_SESSION] = [*known, concession_id.hex][-KEPT:]
    return see_other(_url(concession_id))


@public(reason=OPEN_REASON)
@require_safe
def read(request: PageRequest, concession_id: UUID) -> HttpResponse:
    """Show the question, and two buttons."""
    actor, concession = _asked(request, concession_id)
    found = get_concession(viewer=actor, concession=concession)
    if found is None:
        raise Http404
    return respond(request, "matching/concession.html", {"found": found})


@public(reason=OPEN_REASON)
@require_POST
def accept(request: PageRequest, concession_id: UUID) -> HttpResponse:
    """Say that one would accept it."""
    return _answered(request, concession_id, is_accepted=True)


@public(reason=OPEN_REASON)
@require_POST
def decline(request: PageRequest, concession_id: UUID) -> HttpResponse:
    """Say that one would rather not."""
    return _answered(request, concession_id, is_accepted=False)


def _answered(request: PageRequest, concession_id: UUID, *, is_accepted: bool) -> HttpResponse:
    actor, concession = _asked(request, concession_id)
    try:
        answer_concession(by=actor, concession=concession, is_accepted=is_accepted)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you for telling us."))
    return see_other(_url(concession_id))


def _url(concession_id: UUID) -> str:
    return path_to("matching:concession", concession_id=concession_id)


def _asked(request: PageRequest, concession_id: UUID) -> tuple[Actor, Concession]:
    """Return who answers, signed in or by the letter's link, and the question; 404 for everybody else."""
    by_link = concession_id.hex in request.session.get(IN_SESSION, [])
    for actor in (request.actor, *([holder_of_link(concession_id)] if by_link else [])):
        found = visible_to(actor, "concession").filter(pk=concession_id).first()
        if found is not None:
            return actor, found
    raise Http404
