"""One application: its applicant sees where it stands, the Coordination Group what to do about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.core.policy import decide
from compagnon.recruitment import changes
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.own_application import get_own_application
from compagnon.recruitment.views.desk import back_to, may_list, show_desk
from compagnon.ui.responses import respond


@page("recruitment.view_application", on="application")
def show(request: PageRequest, application: Application) -> HttpResponse:
    """Show an application: its applicant where it stands, the Coordination Group what to decide about it.

    The address may say along which queue somebody goes.
    """
    if application.person_id != request.actor.person_id:
        return show_desk(request, application)
    context = {
        "own": get_own_application(viewer=request.actor, application=application),
        "is_coordinator": may_list(request, application),
        "approve": decide(request.actor, "recruitment.approve_application", application),
    }
    return respond(request, "recruitment/own_application.html", context)


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


def _decided(
    request: PageRequest, application: Application, make: Callable[..., Application]
) -> HttpResponse:
    """Make a decision and show the application as it stands then; one that came too late finds out there."""
    try:
        make(by=request.actor, application=application)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return see_other(back_to(request, application))
