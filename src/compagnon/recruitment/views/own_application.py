"""An applicant's own applications: where they stand, and how to leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.own_application import (
    get_own_application,
    list_own_applications,
)
from compagnon.ui.responses import respond


@page("recruitment.view_own_applications")
@require_safe
def listing(request: PageRequest) -> HttpResponse:
    """Show every application of one's own, with where it stands and what happens next."""
    found = list_own_applications(viewer=request.actor)
    return respond(request, "recruitment/own_applications.html", {"applications": found})


@page("recruitment.forget_draft", on="application")
def forget(request: PageRequest, application: Application) -> HttpResponse:
    """Ask once more; the button erases the draft with everything typed into it."""
    if request.method != "POST":
        own = get_own_application(viewer=request.actor, application=application)
        return respond(request, "recruitment/forget_draft.html", {"own": own})
    changes.forget_draft(by=request.actor, application=application)
    messages.success(request, _("The draft is erased."))
    return see_other(reverse("recruitment:own_applications"))
