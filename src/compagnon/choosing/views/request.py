"""A request: its words, and the buttons that answer it or take it back; and the Coordination Group's list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.choosing.changes import request as changes
from compagnon.choosing.forms.why import WhyForm
from compagnon.choosing.models import Request
from compagnon.choosing.queries.request import get_request, get_requests
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.schemes.queries.charter import find_charter, get_charter
from compagnon.ui.responses import respond


@page("choosing.view_request", on="partner_request")
@require_safe
def show(request: PageRequest, partner_request: Request) -> HttpResponse:
    """Show a request to one of its two."""
    return _shown(request, partner_request, WhyForm())


def _shown(request: PageRequest, partner_request: Request, form: WhyForm) -> HttpResponse:
    view = get_request(viewer=request.actor, request=partner_request)
    charter = get_charter(
        viewer=request.actor, scheme_id=view.scheme_id, language=get_language() or ""
    )
    context = {"view": view, "charter": charter, "form": form}
    return respond(request, "choosing/request.html", context, status=422 if form.errors else 200)


@page("choosing.answer_request", on="partner_request")
@require_POST
def accept(request: PageRequest, partner_request: Request) -> HttpResponse:
    """Say yes and sign the charter that was shown; where a rule warns of it, say why it is right all the same."""
    charter = find_charter(
        scheme_id=partner_request.asker.joining_point.cycle.scheme_id,
        version=typed_number(request.POST.get("charter", ""), otherwise=0),
    )
    if charter is None:
        raise Http404
    said = _("Thank you. Your partnership opens as soon as everybody has said yes.")
    if partner_request.third is None:
        said = _("Thank you. Your partnership is open.")
    form = WhyForm(request.POST)
    form.is_valid()
    try:
        return _done(
            request,
            partner_request,
            said,
            changes.accept_request,
            charter=charter,
            why=form.cleaned_data.get("why", ""),
        )
    except Refused:
        return _shown(request, partner_request, form)


@page("choosing.answer_request", on="partner_request")
@require_POST
def decline(request: PageRequest, partner_request: Request) -> HttpResponse:
    """Say no, without a reason."""
    said = _("Thank you for telling us. They can ask somebody else now.")
    return _done(request, partner_request, said, changes.decline_request)


@page("choosing.take_back_request", on="partner_request")
@require_POST
def take_back(request: PageRequest, partner_request: Request) -> HttpResponse:
    """Take one's request back."""
    said = _("Taken back. You can ask somebody else.")
    return _done(request, partner_request, said, changes.take_back_request)


@page("choosing.view_requests", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show the Coordination Group who asked whom, and who does not answer."""
    after = request.GET.get("after", "")
    view = get_requests(viewer=request.actor, joining_point=joining_point, after=after)
    context = {
        "joining_point": joining_point,
        "view": view,
        "first_url": request.path if after else "",
        "next_url": f"?after={view.after}" if view.after else "",
        "places": places_of(request.actor, joining_point, current="choosing:request_list"),
    }
    return respond(request, "choosing/request_list.html", context)


def _done(
    request: PageRequest,
    partner_request: Request,
    said: str,
    make: Callable[..., Request],
    **more: Any,
) -> HttpResponse:
    try:
        make(by=request.actor, request=partner_request, **more)
    except Refused as refusal:
        if refusal.field == "why":
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(path_to("choosing:request", partner_request_id=partner_request.id))
