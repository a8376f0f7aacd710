"""An applicant's own applications: where they stand, and how to leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compagnon.core.addresses import path_to
from compagnon.core.errors import Refused
from compagnon.core.pages import PageRequest, page, see_other
from compagnon.recruitment import changes
from compagnon.recruitment.forms.joining import RolesForm
from compagnon.recruitment.forms.section import SectionForm
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.own_application import (
    get_own_application,
    list_own_applications,
)
from compagnon.recruitment.queries.roles import get_other_role
from compagnon.schemes.role_words import role_words
from compagnon.ui.responses import respond


@page("recruitment.view_own_applications")
@require_safe
def listing(request: PageRequest) -> HttpResponse:
    """Show every application of one's own, with where it stands and what happens next."""
    found = list_own_applications(viewer=request.actor)
    return respond(request, "recruitment/own_applications.html", {"applications": found})


@page("recruitment.change_roles", on="application")
def roles(request: PageRequest, application: Application) -> HttpResponse:
    """Choose as what one would like to take part instead, answer what is asked besides, and change it."""
    sent = dict(request.POST.lists())
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        words=role_words(application.joining_point.cycle.scheme),
        initial={"roles": application.roles},
    )
    if not form.is_valid():
        return _roles_page(request, application, form)
    if "change" in request.POST:
        try:
            changes.change_roles(
                by=request.actor, application=application, roles=form.chosen_roles(), sent=sent
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("It is changed. Everything else stays as it was."))
            return see_other(path_to("recruitment:application", application_id=application.id))
    return _roles_page(request, application, form)


def _roles_page(request: PageRequest, application: Application, form: RolesForm) -> HttpResponse:
    """Show the roles, and once they are chosen what only they are asked."""
    context: dict[str, object] = {"application": application, "form": form}
    tells = "change" in request.POST
    if form.is_bound and "roles" in form.cleaned_data:
        found = get_other_role(
            viewer=request.actor,
            application=application,
            roles=form.chosen_roles(),
            sent=dict(request.POST.lists()),
        )
        asking = SectionForm(found.form, found.questions, found.typed, tells=tells)
        asking.is_valid()
        context |= {"asking": asking}
    status = 422 if form.errors or tells else 200
    return respond(request, "recruitment/roles.html", context, status=status)


@page("recruitment.forget_draft", on="application")
def forget(request: PageRequest, application: Application) -> HttpResponse:
    """Ask once more; the button erases the draft with everything typed into it."""
    if request.method != "POST":
        own = get_own_application(viewer=request.actor, application=application)
        return respond(request, "recruitment/forget_draft.html", {"own": own})
    changes.forget_draft(by=request.actor, application=application)
    messages.success(request, _("The draft is erased."))
    return see_other(reverse("recruitment:own_applications"))
