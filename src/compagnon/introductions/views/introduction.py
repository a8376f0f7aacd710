from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.introductions.changes import introduction as changes
from compagnon.introductions.forms.introduction import IntroductionForm
from compagnon.introductions.models import Introduction
from compagnon.introductions.queries.introduction import get_introduction, list_introductions
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.schemes.template import settings_of
from compagnon.ui.responses import respond


@page("introductions.view_introductions", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show the introductory meetings of a joining point."""
    here = "introductions:introduction_list"
    context = {
        "joining_point": joining_point,
        "meetings": list_introductions(viewer=request.actor, joining_point=joining_point),
        "is_gate": settings_of(joining_point.cycle.scheme).mentors_after_introduction,
        "places": places_of(request.actor, joining_point, current=here),
    }
    return respond(request, "introductions/introduction_list.html", context)


@page("introductions.plan_introduction", on="joining_point")
def new(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Set up a meeting."""
    form = IntroductionForm(request.POST or None, language=get_language() or "en")
    if form.is_valid():
        try:
            meeting = changes.plan_introduction(
                by=request.actor, joining_point=joining_point, details=form.details()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return see_other(path_to("introductions:invite", introduction_id=meeting.id))
    context = {"form": form, "joining_point": joining_point}
    status = 422 if form.errors else 200
    return respond(request, "introductions/introduction_edit.html", context, status=status)


@page("introductions.view_introduction", on="introduction")
@require_safe
def show(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Show a meeting: who is invited, who comes, who signed up afterwards."""
    view = get_introduction(viewer=request.actor, introduction=introduction)
    context = {"view": view, "joining_point": introduction.joining_point}
    return respond(request, "introductions/introduction.html", context)


@page("introductions.change_introduction", on="introduction")
def edit(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Change a meeting; where time or place change, the invited are told."""
    form = IntroductionForm(request.POST or None, meeting=introduction)
    if form.is_valid():
        try:
            changes.change_introduction(
                by=request.actor,
                introduction=introduction,
                details=form.details(),
                seen=form.cleaned_data["seen"] or 0,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return see_other(path_to("introductions:introduction", introduction_id=introduction.id))
    context = {"form": form, "meeting": introduction, "joining_point": introduction.joining_point}
    status = 422 if form.errors else 200
    return respond(request, "introductions/introduction_edit.html", context, status=status)


@page("introductions.cancel_introduction", on="introduction")
@require_POST
def cancel(request: PageRequest, introduction: Introduction) -> HttpResponse:
    """Call a meeting off."""
    changes.cancel_introduction(by=request.actor, introduction=introduction)
    messages.success(request, _("Called off. Everybody who might have come is told."))
    return see_other(path_to("introductions:introduction", introduction_id=introduction.id))
