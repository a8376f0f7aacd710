"""The queue that the Coordination Group works through, and who of them looks at what."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import FilterForm, filters
from compagnon.recruitment.forms.review import AssignForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application_list import list_applications
from compagnon.recruitment.queries.colleagues import list_branches_of, list_colleagues
from compagnon.recruitment.queries.queue import Place
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.ui.responses import respond


@page("recruitment.view_applications", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show who applied to a joining point, 25 on a page, whoever has waited longest first."""
    viewer, asked = request.actor, FilterForm(request.GET)
    wanted = asked.wanted()
    place = Place(after=asked.asked("after"), before=asked.asked("before"))
    found = list_applications(
        viewer=viewer, joining_point=joining_point, wanted=wanted, place=place
    )
    colleagues = list_colleagues(viewer=viewer, joining_point=joining_point)
    branches = list_branches_of(viewer=viewer, joining_point=joining_point)
    context = {
        "found": found,
        "filters": filters(wanted, colleagues, branches),
        "queue": wanted.address(),
        "previous": wanted.address(before=found.before) if found.before else "",
        "next": wanted.address(after=found.after) if found.after else "",
        "joining_point": joining_point,
        "places": places_of(viewer, joining_point, current="recruitment:application_list"),
    }
    return respond(request, "recruitment/application_list.html", context)


@page("recruitment.assign_application", on="application")
@require_POST
def assign(request: PageRequest, application: Application) -> HttpResponse:
    """Say who looks at an application, and come back to it."""
    colleagues = list_colleagues(viewer=request.actor, joining_point=application.joining_point)
    form = AssignForm(request.POST, colleagues=colleagues, application=application)
    form.full_clean()
    try:
        changes.assign_application(
            by=request.actor, application=application, person_id=form.chosen()
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(back_to(request, application))


def back_to(request: PageRequest, application: Application) -> str:
    """Return the address of an application in the queue along which somebody goes."""
    shown = reverse("recruitment:application", kwargs={"application_id": application.id})
    return shown + FilterForm(request.GET).wanted().address()
