"""Views of the queue: saved from what it is narrowed to, renamed, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import FilterForm
from compagnon.recruitment.forms.saved_view import ViewForm
from compagnon.recruitment.forms.together import ChooseForm
from compagnon.recruitment.models import SavedView
from compagnon.recruitment.rules.queue import wanted_of
from compagnon.recruitment.views.queue import show_queue
from compagnon.schemes.models import JoiningPoint
from compagnon.ui.responses import respond


@page("recruitment.save_view", on="joining_point")
@require_POST
def save(request: PageRequest, joining_point: JoiningPoint) -> HttpResponse:
    """Keep what the queue is narrowed to under a name, and come back to it."""
    form, wanted = ViewForm(request.POST), FilterForm(request.GET).wanted()
    if form.is_valid():
        try:
            changes.save_view(
                by=request.actor,
                joining_point=joining_point,
                name=form.cleaned_data["view_name"],
                wanted=wanted,
                is_shared=form.cleaned_data["is_shared"],
            )
        except Refused as refusal:
            form.add_error("view_name", str(refusal))
        else:
            messages.success(request, _("The view is saved. It stands above the list."))
            return see_other(_queue(joining_point) + wanted.address())
    return show_queue(request, joining_point, ChooseForm(), saving=form)


@page("recruitment.change_view", on="saved_view")
def change(request: PageRequest, saved_view: SavedView) -> HttpResponse:
    """Rename a view, or say for whom it is."""
    first = {"view_name": saved_view.name, "is_shared": saved_view.is_shared}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            changes.change_view(
                by=request.actor,
                saved_view=saved_view,
                name=form.cleaned_data["view_name"],
                is_shared=form.cleaned_data["is_shared"],
            )
        except Refused as refusal:
            form.add_error("view_name", str(refusal))
        else:
            messages.success(request, _("The view is saved. It stands above the list."))
            return see_other(_seen(saved_view))
    context = {"view": saved_view, "form": form, "back": _seen(saved_view)}
    status = 422 if form.errors else 200
    return respond(request, "recruitment/saved_view.html", context, status=status)


@page("recruitment.change_view", on="saved_view")
@require_POST
def delete(request: PageRequest, saved_view: SavedView) -> HttpResponse:
    """Delete a view; the applications stay."""
    point = saved_view.joining_point
    changes.delete_view(by=request.actor, saved_view=saved_view)
    messages.success(request, _("The view is deleted. The applications stay."))
    return see_other(_queue(point))


def _seen(saved_view: SavedView) -> str:
    return _queue(saved_view.joining_point) + wanted_of(saved_view.wanted).address()


def _queue(joining_point: JoiningPoint) -> str:
    return reverse("recruitment:application_list", kwargs={"joining_point_id": joining_point.id})
