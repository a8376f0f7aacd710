"""A partnership that somebody left while the others go on: nothing to read here but a copy to take."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from compagnon.core.pages import PageRequest, page
from compagnon.partnerships.models import Partnership
from compagnon.partnerships.queries.left import get_left
from compagnon.partnerships.views.copy import copy_of
from compagnon.ui.responses import respond


@page("partnerships.view_left_partnership", on="left_partnership")
def show(request: PageRequest, left_partnership: Partnership) -> HttpResponse:
    """Say since when, and until when a copy can be taken."""
    context = {"left": get_left(viewer=request.actor, partnership=left_partnership)}
    return respond(request, "partnerships/left.html", context)


@page("partnerships.export_copy", on="left_partnership", once=False)
@require_POST
def copy(request: PageRequest, left_partnership: Partnership) -> HttpResponse:
    """Give whoever left a copy of what they could read."""
    return copy_of(request, left_partnership)
