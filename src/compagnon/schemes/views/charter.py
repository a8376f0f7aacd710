from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, public, see_other
from compagnon.schemes.changes.charter import sign_charter
from compagnon.schemes.charter import CharterText, Passage
from compagnon.schemes.models import Charter
from compagnon.schemes.queries.charter import get_charter
from compagnon.ui.responses import respond


@public(reason="The charter is read before anybody signs up (ALL-10).")
def charter(request: PageRequest, *, scheme_id: UUID) -> HttpResponse:
    """Show the charter as it stands, in the reader's language or in the one asked for."""
    return _charter_page(request, scheme_id)


@page("schemes.sign_charter", on="charter")
def charter_sign(request: PageRequest, *, charter: Charter) -> HttpResponse:
    """Sign the charter for oneself; whoever comes by a link first reads it."""
    charter_page = reverse("schemes:charter", kwargs={"scheme_id": charter.scheme_id})
    if request.method != "POST":
        return redirect(charter_page)
    try:
        sign_charter(by=request.actor, charter=charter)
    except Refused as refusal:
        return _charter_page(request, charter.scheme_id, problem=refusal)
    return see_other(charter_page)


def _charter_page(
    request: PageRequest, scheme_id: UUID, *, problem: Refused | None = None
) -> HttpResponse:
    language = request.GET.get("language") or translation.get_language() or ""
    found = get_charter(viewer=request.actor, scheme_id=scheme_id, language=language)
    if found is None:
        raise Http404
    return respond(
        request,
        "schemes/charter.html",
        {"charter": found, "passages": passages_of(found.text), "problem": problem},
        status=422 if problem else 200,
    )


def passages_of(text: CharterText) -> tuple[Passage, ...]:
    """Return what follows the principles, in the order in which it is read."""
    return (text.confidentiality_limits, text.taking_part, text.leaving, text.not_appraisal)
