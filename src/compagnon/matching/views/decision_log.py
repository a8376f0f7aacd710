from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_number
from compagnon.matching.changes.undoing import undo_decision
from compagnon.matching.models import LoggedDecision
from compagnon.matching.queries.decision_log import list_decided
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond


@page("matching.view_runs", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show every decision by hand, the latest first; the last that holds can be undone."""
    before = typed_number(request.GET.get("before", ""), otherwise=0)
    found = list_decided(viewer=request.actor, joining_point=joining_point, before=before)
    context = {
        "joining_point": joining_point,
        "places": places_of(request.actor, joining_point, current="matching:room"),
        "found": found,
        "first_url": request.path if before else "",
        "further_url": f"?before={found.further}" if found.further else "",
    }
    return respond(request, "matching/decision_log.html", context)


@page("matching.undo_decision", on="logged_decision")
@require_POST
def undo(request: PageRequest, logged_decision: LoggedDecision) -> HttpResponse:
    """Undo the last decision by hand."""
    try:
        undo_decision(by=request.actor, logged_decision=logged_decision)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Undone. Everything is as it was before that decision."))
    where = {"joining_point_id": logged_decision.joining_point_id}
    return see_other(path_to("matching:decision_log", **where))
