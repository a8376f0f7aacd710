from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.recruitment import changes
from compagnon.recruitment.forms.application import FilterForm
from compagnon.recruitment.forms.review import AssignForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.application import get_application
from compagnon.recruitment.queries.colleagues import list_colleagues
from compagnon.recruitment.queries.own_application import get_own_application
from compagnon.recruitment.queries.queue import neighbours_of
from compagnon.ui.responses import respond


@page("recruitment.view_application", on="application")
def show(request: PageRequest, application: Application) -> HttpResponse:
    """Show an application: its applicant where it stands, the Coordination Group what to decide about it.

    The address may say along which queue somebody goes.
    """
    if application.person_id == request.actor.person_id:
        return _own(request, application)
    viewer, point, wanted = (
        request.actor,
        application.joining_point,
        FilterForm(request.GET).wanted(),
    )
    context = {
        "application": get_application(viewer=viewer, application=application),
        "joining_point": point,
        "neighbours": neighbours_of(viewer=viewer, application=application, wanted=wanted),
        "queue": wanted.address(),
        "assigning": AssignForm(
            colleagues=list_colleagues(viewer=viewer, joining_point=point), application=application
        ),
    }
    return respond(request, "recruitment/application.html", context)


@page("recruitment.approve_application", on="application")
@require_POST
def approve(request: PageRequest, application: Application) -> HttpResponse:
    """Let the applicant be considered in matching."""
    return _decided(request, application, changes.approve_application)


@page("recruitment.put_on_waiting_list", on="application")
@require_POST
def wait(request: PageRequest, application: Application) -> HttpResponse:
    """Let the applicant wait."""
    return _decided(request, application, changes.put_on_waiting_list)


@page("recruitment.decline_application", on="application")
@require_POST
def decline(request: PageRequest, application: Application) -> HttpResponse:
    """Decline the application."""
    return _decided(request, application, changes.decline_application)


@page("recruitment.withdraw_application", on="application")
def withdraw(request: PageRequest, application: Application) -> HttpResponse:
    """Ask once more; the button withdraws the application, and nobody asks why."""
    if request.method != "POST":
        return respond(request, "recruitment/withdraw.html", {"application": application})
    return _decided(request, application, changes.withdraw_application)


@page("recruitment.confirm_membership", on="application")
@require_POST
def confirm(request: PageRequest, application: Application) -> HttpResponse:
    """Say that the applicant is a member."""
    return _decided(request, application, changes.confirm_membership)


def _own(request: PageRequest, application: Application) -> HttpResponse:
    """Show one's own application; whoever coordinates the scheme is told that somebody else decides it."""
    point = application.joining_point
    context = {
        "own": get_own_application(viewer=request.actor, application=application),
        "is_coordinator": decide(request.actor, "recruitment.view_applications", point).allowed,
        "approve": decide(request.actor, "recruitment.approve_application", application),
    }
    return respond(request, "recruitment/own_application.html", context)


def _decided(
    request: PageRequest, application: Application, make: Callable[..., Application]
) -> HttpResponse:
    """Make a decision and show the application as it stands then; one that came too late finds out there."""
    try:
        make(by=request.actor, application=application)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(reverse("recruitment:application", kwargs={"application_id": application.id}))
