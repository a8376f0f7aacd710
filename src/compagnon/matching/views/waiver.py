from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.matching.changes.waiver import waive_rules
from compagnon.matching.forms.waiver import WaiverForm
from compagnon.matching.queries.waiver import WaivingView, get_waiving
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.schemes.role_words import role_words
from compagnon.ui.responses import respond


@page("matching.waive_rules", on="joining_point")
def waive(
    request: PageRequest, joining_point: JoiningPoint, mentor_id: UUID, mentee_id: UUID
) -> HttpResponse:
    """Show which rules forbid two people as a pair; then pin them all the same, with a reason."""
    found = get_waiving(
        viewer=request.actor, joining_point=joining_point, mentor_id=mentor_id, mentee_id=mentee_id
    )
    if found is None:
        raise Http404
    form = WaiverForm(request.POST or None, initial={"reason": _known_reason(found)})
    if form.is_valid() and _waived(request, joining_point, found, form):
        messages.success(request, _said(found))
        return see_other(path_to("matching:decision_log", joining_point_id=joining_point.id))
    words = role_words(joining_point.cycle.scheme)
    context = {
        "joining_point": joining_point,
        "heads": [
            (words.mentor, found.mentor.person.known_as),
            (words.mentee, found.mentee.person.known_as),
        ],
        "places": places_of(request.actor, joining_point, current="matching:room"),
        "found": found,
        "form": form,
    }
    return respond(request, "matching/waive.html", context, status=422 if form.errors else 200)


def _waived(
    request: PageRequest, joining_point: JoiningPoint, found: WaivingView, form: WaiverForm
) -> bool:
    """Let the rules go; what is refused stands beside the reason."""
    try:
        waive_rules(
            by=request.actor,
            joining_point=joining_point,
            mentor=found.mentor,
            mentee=found.mentee,
            reason=form.cleaned_data["reason"],
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return not form.errors


def _said(found: WaivingView) -> str:
    if all(rule.warns for rule in found.rules):
        return _("Accepted. Its letters may leave, and the next match makes this pair too.")
    return _("Pinned on purpose. The next match makes this pair.")


def _known_reason(found: WaivingView) -> str:
    """Return the reason that is known already: that somebody was asked and would accept it."""
    said = _("%(name)s was asked, and would accept it.")
    return " ".join(said % {"name": name} for name in found.accepted_by)


def waive_url(joining_point_id: UUID, mentor_id: UUID, mentee_id: UUID) -> str:
    """Return the page on which two people are pinned although a rule forbids it."""
    ids = {"joining_point_id": joining_point_id, "mentor_id": mentor_id, "mentee_id": mentee_id}
    return path_to("matching:waive", **ids)
