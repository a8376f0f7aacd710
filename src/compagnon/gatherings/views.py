from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.gatherings import changes
from compagnon.gatherings.forms import GatheringForm
from compagnon.gatherings.models import Gathering
from compagnon.gatherings.queries import get_gathering, list_led, occasion_of
from compagnon.notifications import calendars
from compagnon.schemes.policy import led_branches
from compagnon.ui.responses import respond


@page("gatherings.view_gatherings")
@require_safe
def listing(request: PageRequest) -> HttpResponse:
    """Show whoever leads a branch what it invites to."""
    context = {"gatherings": list_led(viewer=request.actor)}
    return respond(request, "gatherings/gathering_list.html", context)


@page("gatherings.view_gatherings")
def new(request: PageRequest) -> HttpResponse:
    """Invite to a gathering."""
    form = GatheringForm(request.POST or None, branches=led_branches(request.actor))
    if form.is_valid():
        try:
            gathering = changes.plan_gathering(
                by=request.actor, branch=form.chosen_branch(), details=form.details()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It stands on the home page of everybody who takes part."))
            return _to(gathering)
    return _form(request, form)


@page("gatherings.view_gathering", on="gathering")
@require_safe
def show(request: PageRequest, gathering: Gathering) -> HttpResponse:
    """Show a gathering to everybody who may come."""
    view = get_gathering(viewer=request.actor, gathering=gathering)
    return respond(request, "gatherings/gathering.html", {"view": view})


@page("gatherings.view_gathering", on="gathering")
@require_safe
def calendar_file(_request: PageRequest, gathering: Gathering) -> HttpResponse:
    """Give a gathering as a file for the calendar."""
    part = calendars.invitation(occasion_of(gathering))
    response = HttpResponse(part.content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="gathering.ics"'
    return response


@page("gatherings.change_gathering", on="gathering")
def edit(request: PageRequest, gathering: Gathering) -> HttpResponse:
    """Describe a gathering anew."""
    form = GatheringForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        try:
            changes.change_gathering(
                by=request.actor,
                gathering=gathering,
                details=form.details(),
                seen=form.cleaned_data["seen"] or 0,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return _to(gathering)
    return _form(request, form, gathering)


@page("gatherings.cancel_gathering", on="gathering")
@require_POST
def cancel(request: PageRequest, gathering: Gathering) -> HttpResponse:
    """Call a gathering off."""
    changes.cancel_gathering(by=request.actor, gathering=gathering)
    messages.success(request, _("Called off. Home pages say so."))
    return _to(gathering)


def _form(
    request: PageRequest, form: GatheringForm, gathering: Gathering | None = None
) -> HttpResponse:
    context = {"form": form, "gathering": gathering}
    status = 422 if form.errors else 200
    return respond(request, "gatherings/gathering_edit.html", context, status=status)


def _to(gathering: Gathering) -> HttpResponse:
    return see_other(path_to("gatherings:gathering", gathering_id=gathering.id))
