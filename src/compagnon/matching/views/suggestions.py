from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.matching.changes.checking import RulesForbid
from compagnon.matching.changes.pair_rule import pin_pair
from compagnon.matching.queries.pair_rule import get_pair
from compagnon.matching.queries.suggestions import get_suggestions
from compagnon.matching.views.waiver import waive_url
from compagnon.recruitment.models import Application
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond


@page("matching.view_suggestions", on="application")
def suggestions(request: PageRequest, application: Application) -> HttpResponse:
    """Show who would suit somebody, and pin one of them."""
    if request.method == "POST":
        return see_other(_pinned(request, application))
    point = application.joining_point
    context = {
        "application": application,
        "joining_point": point,
        "places": places_of(request.actor, point, current="matching:room"),
        "found": get_suggestions(viewer=request.actor, application=application),
    }
    return respond(request, "matching/suggestions.html", context)


def _pinned(request: PageRequest, application: Application) -> str:
    """Pin the pair that was chosen, and return where to go on; one that is refused says why at the top of the page."""
    mentor_id, mentee_id = (typed_id(request.POST.get(side, "")) for side in ("mentor", "mentee"))
    point = application.joining_point
    if application.id not in {mentor_id, mentee_id}:
        raise Http404
    pair = get_pair(
        viewer=request.actor, joining_point=point, mentor_id=mentor_id, mentee_id=mentee_id
    )
    if pair is None:
        raise Http404
    try:
        pin_pair(by=request.actor, joining_point=point, mentor=pair[0], mentee=pair[1])
    except Refused as refusal:
        if isinstance(refusal, RulesForbid) and refusal.may_be_waived:
            return waive_url(point.id, pair[0].id, pair[1].id)
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Pinned. The next match makes this pair; then release it."))
    return path_to("matching:suggestions", application_id=application.id)
