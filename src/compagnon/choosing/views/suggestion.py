"""What a coordinator means to suggest to learners: looked through, released."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from compagnon.choosing.changes import suggestion as changes
from compagnon.choosing.models import Suggestion
from compagnon.choosing.queries.suggestion import find_thoughts, get_suggestions
from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other, typed_id
from compagnon.core.policy import decide
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond


@page("choosing.view_suggestions", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show what is prepared, with its letter, and what was released."""
    context = {
        "joining_point": joining_point,
        "view": get_suggestions(viewer=request.actor, joining_point=joining_point),
        "may_prepare": decide(request.actor, "choosing.prepare_suggestions", joining_point),
        "places": places_of(request.actor, joining_point, current="choosing:suggestion_list"),
    }
    return respond(request, "choosing/suggestion_list.html", context)


@page("choosing.prepare_suggestions", on="joining_point")
@require_POST
def prepare(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Find people to suggest, and keep them to be looked through."""
    try:
        thoughts = find_thoughts(viewer=request.actor, joining_point=joining_point)
        made = changes.prepare_suggestions(
            by=request.actor, joining_point=joining_point, thoughts=thoughts
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_what_was_found(request, made)
    return _back(joining_point)


@page("choosing.leave_out_suggestion", on="suggestion")
@require_POST
def leave_out(request: PageRequest, suggestion: Suggestion) -> HttpResponse:
    """Take one out before it is released."""
    changes.leave_out_suggestion(by=request.actor, suggestion=suggestion)
    messages.success(request, _("Left out. Nobody was told."))
    return _back(suggestion.joining_point)


@page("choosing.release_suggestions", on="joining_point")
@require_POST
def release(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Let the learners know of what was looked through."""
    seen = {typed_id(one) for one in request.POST.getlist("seen")}
    try:
        count = changes.release_suggestions(
            by=request.actor, joining_point=joining_point, seen=seen
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "%(count)d letter is on its way.", "%(count)d letters are on their way.", count
        )
        messages.success(request, said % {"count": count})
    return _back(joining_point)


def _say_what_was_found(request: PageRequest, made: int) -> None:
    if not made:
        messages.warning(request, _("Nobody was found whom no rule keeps apart."))
        return
    said = ngettext(
        "%(count)d suggestion is prepared. Look through it, then release it.",
        "%(count)d suggestions are prepared. Look through them, then release them.",
        made,
    )
    messages.success(request, said % {"count": made})


def _back(joining_point: JoiningPoint) -> HttpResponse:
    return see_other(path_to("choosing:suggestion_list", joining_point_id=joining_point.id))
