"""The queue that the Coordination Group works through."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from compagnon.core.actors import Actor
from compagnon.core.pages import PageRequest, page
from compagnon.recruitment import changes
from compagnon.recruitment.findings import choices_of
from compagnon.recruitment.forms.application import FilterForm, filters
from compagnon.recruitment.forms.saved_view import ViewForm
from compagnon.recruitment.forms.together import ChooseForm
from compagnon.recruitment.queries.application_list import ApplicationPage, list_applications
from compagnon.recruitment.queries.colleagues import list_branches_of, list_colleagues
from compagnon.recruitment.queries.queue import Place
from compagnon.recruitment.queries.saved_view import list_views
from compagnon.recruitment.rules.queue import WITHOUT_DOUBT, Wanted
from compagnon.schemes.models import JoiningPoint
from compagnon.schemes.places import places_of
from compagnon.schemes.role_words import role_words
from compagnon.ui.downloads import take_away
from compagnon.ui.responses import respond


@page("recruitment.view_applications", on="joining_point")
@require_safe
def listing(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Show who applied to a joining point, 25 on a page, whoever has waited longest first."""
    return show_queue(request, joining_point, ChooseForm())


def show_queue(
    request: PageRequest,
    joining_point: JoiningPoint,
    choosing: ChooseForm,
    saving: ViewForm | None = None,
) -> HttpResponse:
    """Show a page of the queue, what is to be done with those that are ticked, and the saved views."""
    viewer, asked = request.actor, FilterForm(request.GET)
    wanted, place = asked.wanted(), Place(asked.asked("after"), asked.asked("before"))
    found = list_applications(
        viewer=viewer, joining_point=joining_point, wanted=wanted, place=place
    )
    context = {
        "found": found,
        "views": list_views(viewer=viewer, joining_point=joining_point, wanted=wanted),
        "saving": saving or ViewForm(),
        "filters": _filters(viewer, joining_point, wanted),
        "choosing": choosing,
        "ticked": choosing.ticked(),
        **_addresses(found, wanted, place),
        "joining_point": joining_point,
        "places": places_of(viewer, joining_point, current="recruitment:application_list"),
    }
    status = 422 if choosing.errors or saving else 200
    return respond(request, "recruitment/application_list.html", context, status=status)


def _addresses(found: ApplicationPage, wanted: Wanted, place: Place) -> dict[str, str]:
    return {
        "queue": wanted.address(),
        "here": wanted.address(after=place.after, before=place.before),
        "without_doubt": WITHOUT_DOUBT.address(),
        "previous": wanted.address(before=found.before) if found.before else "",
        "next": wanted.address(after=found.after) if found.after else "",
    }


def _filters(viewer: Actor, joining_point: JoiningPoint, wanted: Wanted) -> FilterForm:
    return filters(
        wanted,
        words=role_words(joining_point.cycle.scheme),
        colleagues=list_colleagues(viewer=viewer, joining_point=joining_point),
        branches=list_branches_of(viewer=viewer, joining_point=joining_point),
        found=choices_of(viewer, joining_point),
    )


@page("recruitment.export_applications", on="joining_point", once=False)
@require_POST
def export(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Give the queue, as it is narrowed, as a file; it is noted who took it away."""
    wanted = FilterForm(request.GET).wanted()
    rows = changes.export_applications(by=request.actor, joining_point=joining_point, wanted=wanted)
    scheme = joining_point.cycle.scheme.name
    names = (scheme, joining_point.title, _("Applications"))
    return take_away(request, rows, names=names)
